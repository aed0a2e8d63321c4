import { costOf, type Direction } from '../../../math/direction.ts'
import { purpose } from '../../../random/purpose.ts'
import { RandomStream } from '../../../random/stream.ts'
import { aggregateBound } from '../../../tasks/custom/aggregate.ts'
import type {
  FitnessContext,
  FitnessRandom,
  FitnessResult,
  SharedArrays,
} from '../../../tasks/custom/fitness.ts'
import { type CheckedResult, checkMetrics, checkResult } from '../../../tasks/custom/result.ts'
import type { Metrics } from '../../../tasks/task.ts'
import { EarlyEnd } from './early-end.ts'
import { type FitnessHost, shown } from './host.ts'
import type { CustomScorerSpec } from './spec.ts'

/** One evaluation: where it stands in the run, and what its individual has achieved before. */
export interface EpisodePlace {
  /** From 0. */
  readonly generation: number
  readonly individual: number
  readonly episode: number
  /** The number of episodes of the individual. */
  readonly episodes: number
  /** The generation of the random numbers; that of the individual, unless it is scored on fresh episodes. */
  readonly drawn: number
  /** The cost above which an individual cannot become a parent; null if unknown. */
  readonly threshold: number | null
  /** The fitness of the episodes before. */
  readonly before: readonly number[]
}

/** What contexts of one scorer have in common. */
export interface ContextParts {
  readonly spec: CustomScorerSpec
  readonly seed: number
  readonly direction: Direction
  readonly host: FitnessHost
}

/** What `evaluate` is given for one episode of one individual. */
export class EvaluationContext implements FitnessContext {
  readonly options: unknown
  readonly shared: SharedArrays
  readonly seed: number
  readonly state: unknown
  private readonly parts: ContextParts
  private readonly place: EpisodePlace
  private ticks = 0
  private stream: RandomStream | null = null
  private controller: AbortController | null = null
  private reported: Metrics | null = null
  private settled: CheckedResult | null = null
  private end: EarlyEnd | null = null
  private over = false

  constructor(parts: ContextParts, place: EpisodePlace, state: unknown) {
    this.parts = parts
    this.place = place
    this.options = parts.spec.options
    this.shared = parts.spec.shared
    this.seed = parts.seed
    this.state = state
  }

  get generation(): number {
    return this.place.generation + 1
  }

  get individual(): number {
    return this.place.individual
  }

  get episode(): number {
    return this.place.episode
  }

  get random(): FitnessRandom {
    if (this.stream === null) {
      const { individual, episode, drawn, generation } = this.place
      const { randomness } = this.parts.spec
      // Fresh episodes compare individuals with each other, so they are the same for all.
      const fresh = drawn !== generation
      this.stream = new RandomStream({
        seed: this.seed,
        purpose: purpose.episode,
        generation: randomness === 'fixed' && !fresh ? 0 : drawn,
        individual: randomness === 'own' && !fresh ? individual : 0,
        episode,
      })
    }
    return this.stream
  }

  get signal(): AbortSignal {
    this.controller ??= new AbortController()
    return this.controller.signal
  }

  // Functions of their own, so that they can be taken out of the context: `evaluate(network, { tick })`.
  readonly log = (...values: readonly unknown[]): void => {
    this.parts.host.log(values.map(shown).join(' '))
  }

  readonly report = (metrics: Readonly<Record<string, number>>): void => {
    this.reported = { ...this.reported, ...checkMetrics(metrics) }
  }

  readonly settle = (result: FitnessResult): void => {
    this.settled = checkResult(result)
  }

  readonly tick = (cost = 1): void => {
    this.throwAgain()
    if (!(cost >= 0)) throw new RangeError(`tick: expected a cost of at least 0, found ${cost}`)
    this.ticks += cost
    const { budget } = this.parts.spec
    if (budget === null || this.ticks <= budget) return
    this.end = new EarlyEnd('budget', `used up its budget of ${budget} ticks`)
    throw this.end
  }

  readonly prune = (bound: number): void => {
    this.throwAgain()
    const { threshold, before, episodes } = this.place
    if (threshold === null || !Number.isFinite(bound)) return
    const { spec, direction } = this.parts
    const best = aggregateBound(before, bound, episodes, spec.aggregate, direction)
    if (best === null || costOf(best, direction) <= threshold) return
    this.settled = { fitness: best, violation: 0 }
    this.end = new EarlyEnd('pruned', 'cannot become a parent any more')
    throw this.end
  }

  /** Why the evaluation has ended early; null if it has not. */
  get ended(): EarlyEnd | null {
    return this.end
  }

  /** What counts if it ends early; null if the individual fails then. */
  get result(): CheckedResult | null {
    return this.settled
  }

  /** What was reported; null if nothing. */
  get metrics(): Metrics | null {
    return this.reported
  }

  /** Whether random numbers were used that are others elsewhere: in the next generation, or in other fresh episodes. */
  get noisy(): boolean {
    const { drawn, generation } = this.place
    return this.stream !== null && (this.parts.spec.randomness !== 'fixed' || drawn !== generation)
  }

  /** Ends an evaluation that is late: its signal is aborted, and its code finds out at the next call. */
  abandon(): void {
    this.over = true
    this.controller?.abort(new Error('the evaluation has run out of time'))
  }

  /** Code that caught the end, or goes on after its time, is ended again. */
  private throwAgain(): void {
    if (this.end !== null) throw this.end
    if (this.over) throw new EarlyEnd('budget', 'the evaluation has run out of time')
  }
}
