import { engines } from '../kernels/index.ts'
import type { Arena } from '../memory/arena.ts'
import { materialiserOf } from '../strategies/index.ts'
import type { GenerationPlan, Materialise, SharedVectors } from '../strategies/strategy.ts'
import { thrown } from '../tasks/custom/error-text.ts'
import type { Outcomes, ScoreDetails } from './executor.ts'
import type { Failure } from './faults.ts'
import type { Job } from './job.ts'
import { Learner } from './learning/learner.ts'
import { isFailure, type Score, type ScoredAt, type Scorer } from './scorer.ts'
import type { FitnessHost } from './scorers/custom/host.ts'
import { scorerOf } from './scorers/index.ts'
import { SupervisedScorer } from './scorers/supervised.ts'
import type { EvaluationSpec } from './spec.ts'

/** The parts that the handlers of all threads share for one population. */
export interface Workplace {
  readonly memory: Arena
  readonly shared: SharedVectors
  readonly spec: EvaluationSpec
}

/** Runs items of jobs with the scratch of one slot. Coordinator and threads use this same code. */
export class Handler {
  private readonly workplace: Workplace
  private readonly slot: number
  private readonly scorer: Scorer
  private readonly host: FitnessHost | null
  private readonly fitness: Float64Array
  private readonly violation: Float64Array
  private readonly materialise: Materialise<GenerationPlan> | null
  private learner: Learner | null = null
  /** By item. */
  private failures = new Map<number, Failure>()
  private details = new Map<number, ScoreDetails>()

  /**
   * @param slot the slot whose scratch and learner only this handler writes to
   * @param host of the user's code; null if the scorer has none
   */
  constructor(workplace: Workplace, slot: number, host: FitnessHost | null = null) {
    const { memory, shared, spec } = workplace
    this.workplace = workplace
    this.slot = slot
    this.host = host
    this.scorer = scorerOf(memory, spec, slot, host)
    this.fitness = memory.population.fitness
    this.violation = memory.population.violation
    this.materialise =
      spec.strategy && materialiserOf(spec.strategy, shared, engines[spec.engine].vectors(memory, slot))
  }

  /** The most items that `doTogether` takes. */
  get together(): number {
    return this.scorer.together
  }

  /** True once a score has depended on random numbers of its generation. */
  get noisy(): boolean {
    return this.scorer.noisy
  }

  /** Prepares the scorer. @throws EvolveError if it cannot score anything */
  ready(): Promise<void> {
    return this.scorer.ready()
  }

  /** Lets the user's code end. */
  async close(): Promise<void> {
    await this.host?.close()
  }

  /**
   * Runs one item. It returns a promise only if the scorer does.
   * @param begun called when an evaluation of the item begins
   */
  do(job: Job, item: number, begun?: () => void): void | Promise<void> {
    if (job.kind === 'learn') {
      this.learner ??= this.createLearner()
      this.learner.learn(job.rows[item]!, item, job.generation)
      return
    }
    const genome = this.genomeOf(job, item)
    const at = this.placeOf(job, item, begun)
    try {
      const score = this.scorer.score(genome, at)
      if (!(score instanceof Promise)) return this.take(item, score)
      return score.then(
        (settled) => this.take(item, settled),
        (error) => this.take(item, this.failureOf(error, at)),
      )
    } catch (error) {
      this.take(item, this.failureOf(error, at))
    }
  }

  /** Runs several items at once, at most `together` of them. It returns a promise only if the scorer does. */
  doTogether(job: Job, items: readonly number[], begun: (item: number) => void): void | Promise<void> {
    const { scorer } = this
    if (items.length === 1 || scorer.scoreTogether === undefined || job.kind !== 'score')
      return this.doEach(job, items, begun)
    const genomes = items.map((item) => this.genomeOf(job, item))
    const ats = items.map((item) => this.placeOf(job, item, () => begun(item)))
    const scores = scorer.scoreTogether(genomes, ats)
    const takeAll = (settled: readonly (Score | Failure)[]): void => {
      for (const [k, item] of items.entries()) this.take(item, settled[k]!)
    }
    return scores instanceof Promise ? scores.then(takeAll) : takeAll(scores)
  }

  /** Whether an item has a result that is not in memory, and would be lost with the thread. */
  reports(item: number): boolean {
    return this.details.has(item) || this.failures.has(item)
  }

  /** The results since the last call that are not in memory. */
  report(): Outcomes {
    const { failures, details } = this
    this.failures = new Map()
    this.details = new Map()
    return { failures: [...failures.values()], details, noisy: this.noisy }
  }

  private async doEach(job: Job, items: readonly number[], begun: (item: number) => void): Promise<void> {
    for (const item of items) await this.do(job, item, () => begun(item))
  }

  /** The genome of an item, made or put where the kernel finds it. */
  private genomeOf(job: Job, item: number): ReturnType<Arena['population']['genome']> {
    const { population } = this.workplace.memory
    if (job.kind === 'score') {
      const genome = population.genome(item)
      this.materialise?.(job.plan, item, genome)
      return genome
    }
    if (job.kind === 'learn')
      throw new RangeError('learn: expected a job that scores, found one that does not')
    const { length } = population
    const spare = population.spare(this.slot)
    spare.set(job.genomes.subarray(item * length, (item + 1) * length))
    return spare
  }

  private placeOf(job: Job, item: number, begun: (() => void) | undefined): ScoredAt {
    const { generation } = job
    if (job.kind === 'score') return { generation, individual: item, threshold: job.plan.threshold, begun }
    if (job.kind === 'learn') return { generation, individual: item }
    return { generation, individual: job.individuals[item]!, begun, ...job.fresh }
  }

  /** If a scorer throws, only this individual fails, on every thread. */
  private failureOf(error: unknown, { generation, individual }: ScoredAt): Failure {
    return { kind: 'error', ...thrown(error), generation, individual, seed: this.workplace.spec.seed }
  }

  private createLearner(): Learner {
    const { workplace, scorer } = this
    const { learning, direction, seed } = workplace.spec
    if (learning === null || !(scorer instanceof SupervisedScorer))
      throw new RangeError('learn: expected a spec that says how, and a scorer with a gradient')
    return new Learner(workplace.memory, scorer, { learning, direction, seed })
  }

  private take(row: number, score: Score | Failure): void {
    const { fitness, violation } = this
    if (isFailure(score)) {
      fitness[row] = Number.NaN
      violation[row] = 0
      this.failures.set(row, score)
      return
    }
    fitness[row] = score.fitness
    violation[row] = score.violation
    const { metrics, behaviour } = score
    if (metrics === undefined && behaviour === undefined) return
    this.details.set(row, { ...(metrics && { metrics }), ...(behaviour && { behaviour }) })
  }
}
