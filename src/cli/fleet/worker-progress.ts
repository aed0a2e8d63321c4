import type { WorkFigures } from '../../fleet/worker/run-work.ts'
import { firstLines } from '../../library/logged-lines.ts'
import { plural } from '../../report/number.ts'
import { shortened, shownText } from '../../shown-text.ts'
import type { Host } from '../host.ts'
import { formatCount, formatPercent, formatRate } from '../terminal/format.ts'
import type { LiveStream } from '../terminal/live-output.ts'
import { type Paint, paintFor } from '../terminal/paint.ts'

/** A terminal is written to this often; a log gets a line for each run this often, while it computes. Milliseconds. */
const tickMs = 1000
const logMs = 10_000

const clearToEnd = '\u001b[K'
const mostName = 40

/** What was done up to a moment, by run. */
interface Mark {
  readonly at: number
  readonly work: ReadonlyMap<string, WorkFigures>
}

/** How fast a worker was between two moments. */
interface WorkPace {
  readonly name: string
  /** Null for several runs together. */
  readonly generation: number | null
  readonly individuals: number
  /** Evaluations a second. */
  readonly rate: number
  /** The share of the time in which its threads have worked. */
  readonly busy: number
}

/** Shows what a worker computes: one line that is written over on a terminal, a line now and then in a log. */
export class WorkerProgress {
  private readonly stream: LiveStream
  private readonly clock: () => number
  private readonly quiet: boolean
  private readonly rewrites: boolean
  private readonly paint: Paint
  private marks: readonly Mark[] = []
  private loggedAt = Number.NEGATIVE_INFINITY
  private onScreen = false
  private timer: NodeJS.Timeout | null = null

  /** @param clock milliseconds of a monotonic clock */
  constructor({ stderr, environment }: Host, quiet: boolean, clock: () => number = () => performance.now()) {
    this.stream = stderr
    this.clock = clock
    this.quiet = quiet
    this.rewrites = stderr.isTTY === true && environment['TERM'] !== 'dumb'
    this.paint = paintFor(stderr, environment)
  }

  /** @param work what was done so far for each run that the worker is for */
  begin(work: () => readonly WorkFigures[]): void {
    if (this.quiet) return
    this.timer = setInterval(() => this.tick(work()), tickMs).unref()
  }

  tick(work: readonly WorkFigures[]): void {
    const now = this.clock()
    const mark = { at: now, work: new Map(work.map((each) => [each.id, each])) }
    const first = this.marks.findIndex(({ at }) => now - at <= logMs)
    this.marks = [...(first < 0 ? [] : this.marks.slice(first)), mark]
    if (this.rewrites) this.overwrite(this.together(mark))
    else if (now - this.loggedAt >= logMs) this.log(mark)
  }

  /** Says what it has done for a run that has ended. @param given whether its last batch was given up */
  left(
    { id, generation, individuals, evaluations, busyMs, threads, activeMs }: WorkFigures,
    given: boolean,
  ): void {
    const rate = formatRate((1000 * evaluations) / activeMs)
    const busy = formatPercent(Math.min(1, busyMs / (threads * activeMs)))
    const done =
      individuals === 0
        ? 'nothing scored here'
        : `${plural(individuals, 'individual')} scored, up to generation ${formatCount(generation)}, ${rate} evals/s, ${busy} busy`
    const end = given ? '; its last batch is given up, since nobody waits for it' : ''
    this.notice(`run ${id} has ended: ${done}${end}`)
  }

  /** Shows what is neither an error nor a warning. The line comes back. */
  notice(text: string): void {
    if (!this.quiet) this.write(text)
  }

  /** What prints the first lines that the user's code of one run logs, also in quiet mode. */
  logOf(): (line: string) => void {
    return firstLines((line) => this.write(this.paint.rest(`│ ${line}`)))
  }

  end(): void {
    if (this.timer !== null) clearInterval(this.timer)
    this.clear()
  }

  private write(text: string): void {
    this.clear()
    this.stream.write(`${text}\n`)
  }

  private clear(): void {
    if (this.onScreen) this.stream.write(`\r${clearToEnd}`)
    this.onScreen = false
  }

  private overwrite(pace: WorkPace | null): void {
    if (pace === null) {
      this.clear()
      return
    }
    const [name, ...parts] = partsOf(pace)
    // The last cells stay free for the ^C of the terminal, and because a full line may wrap.
    const width = (this.stream.columns || 80) - 3
    const rest = (): string => parts.map((part) => `  ${part}`).join('')
    while (parts.length > 0 && rest().length > width / 2 && name!.length + rest().length > width) parts.pop()
    const shown = shortened(name!, Math.max(1, width - rest().length))
    this.stream.write(`\r${this.paint.strong(shown)}${this.paint.rest(rest())}${clearToEnd}`)
    this.onScreen = true
  }

  /** A line for each run that something was done for since the last ones. */
  private log(mark: Mark): void {
    const lines = [...mark.work.values()].flatMap((work) => {
      const pace = this.paceOf(work, mark)
      return pace === null || (pace.rate === 0 && pace.busy === 0) ? [] : [partsOf(pace).join('  ')]
    })
    if (lines.length > 0) this.loggedAt = mark.at
    for (const line of lines) this.stream.write(`${line}\n`)
  }

  /** How fast all runs together are; null without any. */
  private together(mark: Mark): WorkPace | null {
    const paces = [...mark.work.values()].flatMap((work) => this.paceOf(work, mark) ?? [])
    const [first] = paces
    if (first === undefined || paces.length === 1) return first ?? null
    const sum = (of: (pace: WorkPace) => number): number => paces.reduce((total, pace) => total + of(pace), 0)
    return {
      ...{
        name: `${paces.length} runs`,
        generation: null,
        individuals: sum(({ individuals }) => individuals),
      },
      ...{
        rate: sum(({ rate }) => rate),
        busy: Math.min(
          1,
          sum(({ busy }) => busy),
        ),
      },
    }
  }

  /** Since the earliest mark that has the run; null for one that is new, or has done nothing yet. */
  private paceOf(work: WorkFigures, { at: now, work: all }: Mark): WorkPace | null {
    const since = this.marks.find((mark) => mark.work.has(work.id))
    if (since === undefined || since.at === now || work.generation === 0) return null
    const before = since.work.get(work.id)!
    const passedMs = now - since.at
    const { id, name, generation, individuals, threads } = work
    const alike = [...all.values()].filter((other) => other.name === name).length
    return {
      ...{ generation, individuals },
      name: shownText(name, mostName) + (alike > 1 ? ` (${id})` : ''),
      rate: Math.max(0, (1000 * (work.evaluations - before.evaluations)) / passedMs),
      busy: Math.min(1, Math.max(0, (work.busyMs - before.busyMs) / (threads * passedMs))),
    }
  }
}

function partsOf({ name, generation, individuals, rate, busy }: WorkPace): string[] {
  return [
    name,
    ...(generation === null ? [] : [`generation ${formatCount(generation)}`]),
    plural(individuals, 'individual'),
    ...(rate === 0 && busy === 0
      ? ['waiting']
      : [`${formatRate(rate)} evals/s`, `${formatPercent(busy)} busy`]),
  ]
}
