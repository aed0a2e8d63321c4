import { parametersOf } from '../model/genome.ts'
import { FleetTotals } from '../report/fleet-totals.ts'
import { figuresOf, RunCurves } from '../report/run-curves.ts'
import type { Champion, GenerationEvent } from '../run/events.ts'
import { type PhaseStops, phaseState } from '../run/phase-state.ts'
import type { RunPosition } from './messages.ts'
import type { ToThread } from './thread-messages.ts'

/** Generations, and champions, are sent no more often than this. */
const generationsMs = 100
const championMs = 1000
/** The most figures that stand as numbers on the page. */
const mostFigures = 16
/** The most machines that are listed. */
const mostMachines = 50
/** The most rows of the curves, however long the run is. */
const mostRows = 1000

/** Where messages go, and what the events do not hold. */
export interface RunFeedOptions {
  readonly stops: PhaseStops
  /** The best individual so far; null before there is one, and where champions are not drawn. */
  readonly champion: () => Champion | null
  readonly send: (message: ToThread) => void
}

/** Collects the events of a training, and sends them to the dashboard's thread in few messages. */
export class RunFeed {
  private readonly options: RunFeedOptions
  private readonly curves: RunCurves = new RunCurves(mostRows)
  /** The latest generation, if it has not been sent. */
  private position: RunPosition | null = null
  private failures = 0
  private readonly fleet = new FleetTotals()
  private busyMs = 0
  private inProcess = true
  private timer: NodeJS.Timeout | null = null
  private sentAt = Number.NEGATIVE_INFINITY
  /** The champion that was sent last; null before the first. */
  private champion: { readonly generation: number; readonly sentAt: number } | null = null
  private championTimer: NodeJS.Timeout | null = null

  constructor(options: RunFeedOptions) {
    this.options = options
  }

  take(event: GenerationEvent): void {
    this.curves.add(event)
    this.failures += event.failures
    this.fleet.add(event)
    const { busyMs = [], elapsedMs } = event.timing
    this.busyMs = busyMs.reduce((sum, ms) => sum + ms, this.busyMs)
    this.inProcess = busyMs.length === 0
    const { phase, unit, generation, evaluations, champion, validation } = event
    const count = generation - event.phaseStart.generation
    this.position = {
      ...{ phase, unit, count, evaluations, best: champion, validation, elapsedMs },
      failures: this.failures,
      done: phaseState(event, this.options.stops).done ?? null,
      figures: [...figuresOf(event)].filter(([name]) => name !== 'failures').slice(0, mostFigures),
      machines: this.fleet.rows.toSorted((a, b) => b.individuals - a.individuals).slice(0, mostMachines),
    }
    const waitMs = this.sentAt + generationsMs - performance.now()
    if (waitMs <= 0) this.send()
    // The next generation may take long.
    else this.timer ??= setTimeout(() => this.send(), waitMs).unref()
  }

  /** Sends everything at once, the champion too, even if another one was sent just before. */
  flush(): void {
    if (this.champion !== null) this.champion = { ...this.champion, sentAt: Number.NEGATIVE_INFINITY }
    this.send()
  }

  private send(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    this.sentAt = performance.now()
    const { position, busyMs, inProcess } = this
    if (position !== null) {
      const { phases, figureNames } = this.curves
      const curves = { phases, figureNames, ...this.curves.news() }
      const { elapsedMs, evaluations } = position
      const mark = { elapsedMs, evaluations, busyMs, inProcess }
      this.options.send({ kind: 'generations', position, curves, mark })
      this.position = null
    }
    this.sendChampion()
  }

  private sendChampion(): void {
    if (this.championTimer !== null) clearTimeout(this.championTimer)
    this.championTimer = null
    const champion = this.options.champion()
    if (champion === null || champion.generation === this.champion?.generation) return
    const now = performance.now()
    const waitMs = this.champion === null ? 0 : this.champion.sentAt + championMs - now
    if (waitMs > 0) {
      // The next generation may take long.
      this.championTimer = setTimeout(() => this.sendChampion(), waitMs).unref()
      return
    }
    const { genome, generation } = champion
    this.champion = { generation, sentAt: now }
    this.options.send({ kind: 'champion', genome: parametersOf(genome), generation })
  }
}
