import { bestOf, type Direction } from '../../math/direction.ts'
import { quantile } from '../../math/quantile.ts'
import type { GenerationEvent } from '../../run/events.ts'
import { type PhaseStops, shareDone } from '../../run/phase-state.ts'
import type { Host } from '../host.ts'
import type { TrainingsState } from '../terminal/live-line.ts'
import { LiveLine, type LiveStream } from '../terminal/live-output.ts'

/** What several trainings have in common. */
export interface Several {
  readonly trainings: number
  /** When each phase of one of them stops. */
  readonly stopsOf: (training: number) => PhaseStops
  /** Whether all of them have the same config but for the seed, so that their median says something. */
  readonly alike: boolean
  readonly direction: Direction
}

/** Where progress is shown, and what tells the time. */
export interface Screen {
  readonly stream: LiveStream
  /** Milliseconds that only grow. */
  readonly clock: () => number
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** The figures are put together at most this often. */
const everyMs = 50

/** What a training counts at most until it has ended and all of it is written. */
const almostDone = 0.99

/** The latest figures of one of the trainings. */
interface LatestFigures {
  /** 0…1 */
  readonly done: number
  readonly evaluations: number
  readonly champion: number | null
}

/** What trainings that are under way together show of themselves: one live line for all, and notices between. */
export class RepeatsProgress {
  private readonly several: Several
  private readonly stream: LiveStream
  private readonly clock: () => number
  private readonly line: LiveLine | null
  private readonly latest = new Map<number, LatestFigures>()
  private readonly startedAt: number
  private ended = 0
  private shownAt: number = Number.NEGATIVE_INFINITY
  /** Whether anything happened that the line was not told of. */
  private news = false

  /** @param quiet shows errors alone */
  constructor(several: Several, quiet: boolean, screen: Screen) {
    this.several = several
    this.stream = screen.stream
    this.clock = screen.clock
    this.line = quiet ? null : new LiveLine(screen.stream, screen)
    this.startedAt = screen.clock()
  }

  /** @param training tells it from the others, by any number */
  generations(training: number, events: readonly GenerationEvent[]): void {
    for (const event of events) this.latest.set(training, this.stateAfter(event, training))
    this.show()
  }

  /** @param champion its fitness; null of one that failed, which then counts no more */
  finished(training: number, champion: number | null): void {
    const evaluations = this.latest.get(training)?.evaluations ?? 0
    this.latest.set(training, { evaluations, done: 1, champion })
    this.ended++
    this.show()
  }

  /** Something worth knowing that is no error. */
  notice(text: string): void {
    if (this.line !== null) this.error(text)
  }

  /** Something to be said even to those who want it quiet; the line comes back with the next generation. */
  error(text: string): void {
    this.line?.clear()
    this.stream.write(`${text}\n`)
  }

  /** Leaves the last state on the screen. */
  end(): void {
    if (this.news) this.tell()
    this.line?.finish()
  }

  private stateAfter(event: GenerationEvent, training: number): LatestFigures {
    const { evaluations, champion } = event
    const done = Math.min(shareDone(event, this.several.stopsOf(training)), almostDone)
    return { done, evaluations, champion }
  }

  private show(): void {
    this.news = true
    if (this.clock() - this.shownAt >= everyMs) this.tell()
  }

  private tell(): void {
    this.news = false
    this.shownAt = this.clock()
    this.line?.update(this.state())
  }

  private state(): TrainingsState {
    const { trainings, direction } = this.several
    const states = [...this.latest.values()]
    const sum = (of: (state: LatestFigures) => number): number =>
      states.reduce((total, state) => total + of(state), 0)
    const champions = states.flatMap(({ champion }) => champion ?? [])
    return {
      trainings,
      ended: this.ended,
      best: bestOf(champions, direction),
      median: this.several.alike ? quantile(champions, 0.5) : undefined,
      evaluations: sum(({ evaluations }) => evaluations),
      elapsedMs: this.clock() - this.startedAt,
      fractionDone: sum(({ done }) => done) / trainings,
    }
  }
}

/** Where a host shows progress. */
export function screenOf({ stderr, environment }: Host): Screen {
  return { stream: stderr, clock: () => performance.now(), environment }
}
