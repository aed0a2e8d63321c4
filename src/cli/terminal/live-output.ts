import { fractionDone, liveLine, logLine, type Shown } from './live-line.ts'
import { type Paint, paintFor } from './paint.ts'

/** The part of `process.stderr` that is used. */
export interface LiveStream {
  readonly isTTY?: boolean
  /** Cells in a row of the terminal. */
  readonly columns?: number
  write(text: string): unknown
}

export interface LiveOptions {
  /** Milliseconds of a monotonic clock, such as `performance.now`. */
  readonly clock: () => number
  /** Where NO_COLOR and TERM are looked up, such as `process.env`. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** A terminal is written to at most this often. */
const REDRAW_MS = 100
/** A log gets a line this often, and at each tenth of the run. */
const LOG_MS = 10_000
const LOG_STEPS = 10

const CLEAR_TO_END = '\u001b[K'

/**
 * Shows the progress of a run: one line that is overwritten on a terminal, plain lines in a pipe or on a dumb terminal.
 * Coloured if the terminal supports colours.
 */
export class LiveLine {
  readonly #stream: LiveStream
  readonly #clock: () => number
  readonly #rewrites: boolean
  readonly #paint: Paint
  #latest: Shown | undefined
  /** When the stream was last written to, and the state that was shown; undefined before the first line. */
  #shownAt: number | undefined
  #shown: Shown | undefined
  #onScreen = false

  constructor(stream: LiveStream, { clock, environment }: LiveOptions) {
    this.#stream = stream
    this.#clock = clock
    this.#rewrites = stream.isTTY === true && environment['TERM'] !== 'dumb'
    this.#paint = paintFor(stream, environment)
  }

  /** Records the state, and shows it if it is due. */
  update(state: Shown): void {
    this.#latest = state
    if (this.#isDue(state)) this.#show(state)
  }

  /**
   * Shows how long a generation has taken that is not over. A log gets such a line no more often than other ones.
   * @param waitedMs since the last update, or since the start
   */
  wait(state: Shown, waitedMs: number): void {
    if ((this.#rewrites || waitedMs >= LOG_MS) && this.#isDue(state)) this.#show(state)
  }

  /** Clears the line, so that something else can be written. The next update shows it again. */
  clear(): void {
    if (this.#onScreen) this.#stream.write(`\r${CLEAR_TO_END}`)
    this.#onScreen = false
    if (this.#rewrites) this.#shownAt = undefined
  }

  /** Shows the latest state, unless it is shown already, and moves the cursor to a new line. */
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
    // The last cells stay free for the ^C of the terminal, and because a full line may wrap.
    const width = (this.#stream.columns || 80) - 3
    this.#stream.write(`\r${liveLine(state, width, this.#paint)}${CLEAR_TO_END}`)
    this.#onScreen = true
  }
}

function step(state: Shown | undefined): number {
  const done = state === undefined ? undefined : fractionDone(state)
  return Math.floor((done ?? 0) * LOG_STEPS + 1e-9)
}
