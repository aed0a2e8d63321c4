import { bestOf, type Direction } from '../../math/direction.ts'
import { quantile } from '../../math/quantile.ts'
import type { GenerationEvent } from '../../run/events.ts'
import { type PhaseStops, shareDone } from '../../run/phase-state.ts'
import type { Host } from '../host.ts'
import type { TrainingsState } from '../terminal/live-line.ts'
import { LiveLine, type LiveStream } from '../terminal/live-output.ts'
import { TimeLeft } from '../terminal/time-left.ts'

/** What is known about several trainings together. */
export interface TrainingGroup {
  readonly trainings: number
  /** The stop criteria of each phase of a training. */
  readonly stopsOf: (training: number) => PhaseStops
  /** Whether they only differ in their seeds, so that a median is meaningful. */
  readonly alike: boolean
  readonly direction: Direction
}

/** Where progress is shown, and the clock. */
export interface Screen {
  readonly stream: LiveStream
  /** Milliseconds of a monotonic clock. */
  readonly clock: () => number
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** The figures are updated at most this often. */
const everyMs = 50
/** If no training tells anything for this long, the time is shown, and then this often. */
const longMs = 1000
const tickMs = 500

/** The largest share of a training that counts as done before it has ended and everything is written. */
const almostDone = 0.99

/** The latest figures of one of the trainings. */
interface LatestFigures {
  /** 0…1 */
  readonly done: number
  readonly evaluations: number
  readonly champion: number | null
}

/** Shows the progress of several simultaneous trainings: one live line for all, with notices in between. */
export class RepeatsProgress {
  private readonly group: TrainingGroup
  private readonly stream: LiveStream
  private readonly clock: () => number
  private readonly line: LiveLine | null
  private readonly latest = new Map<number, LatestFigures>()
  private startedAt: number
  /** When trainings were held; null while they train. */
  private heldAt: number | null = null
  private readonly left: TimeLeft = new TimeLeft()
  /** At the last update. */
  private leftMs: number | undefined
  private readonly timer: NodeJS.Timeout
  private ended = 0
  private shownAt: number = Number.NEGATIVE_INFINITY
  /** Whether anything has happened since the last update of the line. */
  private news = false

  /** @param quiet whether to show only errors and warnings */
  constructor(group: TrainingGroup, quiet: boolean, screen: Screen) {
    this.group = group
    this.stream = screen.stream
    this.clock = screen.clock
    this.line = quiet ? null : new LiveLine(screen.stream, screen)
    this.startedAt = screen.clock()
    this.timer = setInterval(() => this.tick(), tickMs).unref()
  }

  /** @param training any number that identifies it */
  generations(training: number, events: readonly GenerationEvent[]): void {
    for (const event of events) this.latest.set(training, this.stateAfter(event, training))
    this.show()
  }

  /** @param champion its fitness; null if the training failed, which then no longer counts */
  finished(training: number, champion: number | null): void {
    const evaluations = this.latest.get(training)?.evaluations ?? 0
    this.latest.set(training, { evaluations, done: 1, champion })
    this.ended++
    this.show()
  }

  /** Shows a notice that is neither an error nor a warning. */
  notice(text: string): void {
    if (this.line !== null) this.warning(text)
  }

  /** Shows an error or a warning, also in quiet mode. The line comes back with the next generation. */
  warning(text: string): void {
    this.line?.clear()
    this.stream.write(`${text}\n`)
  }

  /** The trainings are held, until `resume`. */
  hold(): void {
    this.heldAt ??= this.clock()
  }

  resume(): void {
    if (this.heldAt === null) return
    const heldMs = this.clock() - this.heldAt
    this.startedAt += heldMs
    this.shownAt += heldMs
    this.heldAt = null
  }

  /** Shows how long the trainings have taken if none has told anything for long. */
  tick(): void {
    if (this.heldAt !== null) return
    const waitedMs = this.clock() - Math.max(this.shownAt, this.startedAt)
    if (waitedMs < longMs) return
    const leftMs = this.leftMs && Math.max(0, this.leftMs - waitedMs)
    this.line?.wait({ ...this.state(), leftMs }, waitedMs)
  }

  /** Leaves the last state on the screen. */
  end(): void {
    clearInterval(this.timer)
    if (this.news) this.tell()
    this.line?.finish()
  }

  private stateAfter(event: GenerationEvent, training: number): LatestFigures {
    const { evaluations, champion } = event
    const done = Math.min(shareDone(event, this.group.stopsOf(training)), almostDone)
    return { done, evaluations, champion }
  }

  private show(): void {
    this.news = true
    if (this.clock() - this.shownAt >= everyMs) this.tell()
  }

  private tell(): void {
    this.news = false
    this.shownAt = this.clock()
    const state = this.state()
    this.leftMs = this.left.update(state.elapsedMs, state.fractionDone)
    this.line?.update({ ...state, leftMs: this.leftMs })
  }

  private state(): TrainingsState {
    const { trainings, direction } = this.group
    const states = [...this.latest.values()]
    const sum = (of: (state: LatestFigures) => number): number =>
      states.reduce((total, state) => total + of(state), 0)
    const champions = states.flatMap(({ champion }) => champion ?? [])
    return {
      trainings,
      ended: this.ended,
      best: bestOf(champions, direction),
      median: this.group.alike ? quantile(champions, 0.5) : undefined,
      evaluations: sum(({ evaluations }) => evaluations),
      elapsedMs: (this.heldAt ?? this.clock()) - this.startedAt,
      fractionDone: sum(({ done }) => done) / trainings,
    }
  }
}

/** The screen of a host. */
export function screenOf({ stderr, environment }: Host): Screen {
  return { stream: stderr, clock: () => performance.now(), environment }
}
