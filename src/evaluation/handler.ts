import { engines } from '../kernels/index.ts'
import type { Arena } from '../memory/arena.ts'
import { materialiserOf } from '../strategies/index.ts'
import type { GenerationPlan, Materialise, SharedVectors } from '../strategies/strategy.ts'
import type { Outcomes, ScoreDetails } from './executor.ts'
import type { Failure } from './faults.ts'
import type { Job } from './job.ts'
import { Learner } from './learning/learner.ts'
import { isFailure, type Score, type ScoredAt, type Scorer } from './scorer.ts'
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
  private readonly scorer: Scorer
  private readonly fitness: Float64Array
  private readonly violation: Float64Array
  private readonly materialise: Materialise<GenerationPlan> | null
  private learner: Learner | null = null
  private failures: Failure[] = []
  private details = new Map<number, ScoreDetails>()

  /** @param slot the slot whose scratch and learner only this handler writes to */
  constructor(workplace: Workplace, slot: number) {
    const { memory, shared, spec } = workplace
    this.workplace = workplace
    this.scorer = scorerOf(memory, spec.scorer, spec, slot)
    this.fitness = memory.population.fitness
    this.violation = memory.population.violation
    this.materialise =
      spec.strategy && materialiserOf(spec.strategy, shared, engines[spec.engine].vectors(memory, slot))
  }

  /** Runs one item. It returns a promise only if the scorer does. */
  do(job: Job, item: number): void | Promise<void> {
    const { memory } = this.workplace
    const { generation } = job
    if (job.kind === 'learn') {
      this.learner ??= this.createLearner()
      this.learner.learn(job.rows[item]!, item, generation)
      return
    }
    const genome = memory.population.genome(item)
    this.materialise?.(job.plan, item, genome)
    const at = { generation, individual: item }
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

  /** The results since the last call that are not in memory. */
  report(): Outcomes {
    const { failures, details } = this
    this.failures = []
    this.details = new Map()
    return { failures, details }
  }

  /** If a scorer throws, only this individual fails, on every thread. */
  private failureOf(error: unknown, at: ScoredAt): Failure {
    const [message, stack] =
      error instanceof Error ? [error.message, error.stack ?? null] : [String(error), null]
    return { kind: 'error', message, stack, ...at, seed: this.workplace.spec.seed }
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
      this.failures.push(score)
      return
    }
    fitness[row] = score.fitness
    violation[row] = score.violation
    const { metrics, behaviour } = score
    if (metrics === undefined && behaviour === undefined) return
    this.details.set(row, { ...(metrics && { metrics }), ...(behaviour && { behaviour }) })
  }
}
