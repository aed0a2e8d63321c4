import { fractionDone, liveLine, logLine, type Shown } from './live-line.ts'
import { type Paint, paintFor } from './paint.ts'

/** What is needed of `process.stderr`. */
export interface LiveStream {
  readonly isTTY?: boolean
  /** Cells in a row of the terminal. */
  readonly columns?: number
  write(text: string): unknown
}

export interface LiveOptions {
  /** Milliseconds that only grow, such as `performance.now`. */
  readonly clock: () => number
  /** Where NO_COLOR and TERM are looked up, such as `process.env`. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** A terminal is written to no more often than this. */
const REDRAW_MS = 100
/** A log gets a line at least this often, and at each tenth of the run. */
const LOG_MS = 10_000
const LOG_STEPS = 10

const CLEAR_TO_END = '\u001b[K'

/**
 * Shows a run's progress: one line that is written over on a terminal, plain lines in a pipe or on a dumb
 * terminal. Coloured where the terminal takes colour.
 */
export class LiveLine {
  readonly #stream: LiveStream
  readonly #clock: () => number
  readonly #rewrites: boolean
  readonly #paint: Paint
  #latest: Shown | undefined
  /** When the stream was last written to, and what of; undefined before the first line. */
  #shownAt: number | undefined
  #shown: Shown | undefined
  #onScreen = false

  constructor(stream: LiveStream, { clock, environment }: LiveOptions) {
    this.#stream = stream
    this.#clock = clock
    this.#rewrites = stream.isTTY === true && environment['TERM'] !== 'dumb'
    this.#paint = paintFor(stream, environment)
  }

  /** Takes note of the state, and shows it if it is time to. */
  update(state: Shown): void {
    this.#latest = state
    if (this.#isDue(state)) this.#show(state)
  }

  /** Takes the line off the terminal, so that something else can be written; the next update brings it back. */
  clear(): void {
    if (this.#onScreen) this.#stream.write(`\r${CLEAR_TO_END}`)
    this.#onScreen = false
    if (this.#rewrites) this.#shownAt = undefined
  }

  /** Shows the latest state, if it was not shown already, and leaves the cursor on a line of its own. */
  finish(): void {
    if (this.#latest !== undefined && (this.#latest !== this.#shown || (this.#rewrites && !this.#onScreen))) {
      this.#show(this.#latest)
    }
    if (this.#onScreen) this.#stream.write('\n')
    this.#onScreen = false
    this.#latest = undefined
  }

  #isDue(state: Shown): boolean {
    if (this.#shownAt === undefined) return true
    const passedMs = this.#clock() - this.#shownAt
    if (this.#rewrites) return passedMs >= REDRAW_MS
    return passedMs >= LOG_MS || step(state) > step(this.#shown)
  }

  #show(state: Shown): void {
    this.#shownAt = this.#clock()
    this.#shown = state
    if (!this.#rewrites) {
      this.#stream.write(`${logLine(state)}\n`)
      return
    }
    // The last cells stay free: for the ^C that a terminal writes there, and since it may wrap once it is full.
    const width = (this.#stream.columns || 80) - 3
    this.#stream.write(`\r${liveLine(state, width, this.#paint)}${CLEAR_TO_END}`)
    this.#onScreen = true
  }
}

function step(state: Shown | undefined): number {
  const done = state === undefined ? undefined : fractionDone(state)
  return Math.floor((done ?? 0) * LOG_STEPS + 1e-9)
}
