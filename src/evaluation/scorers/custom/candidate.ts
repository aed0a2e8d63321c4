import type { Direction } from '../../../math/direction.ts'
import type { Genome } from '../../../random/genome.ts'
import { aggregate } from '../../../tasks/custom/aggregate.ts'
import { thrown } from '../../../tasks/custom/error-text.ts'
import { type CheckedResult, checkResult } from '../../../tasks/custom/result.ts'
import type { Metrics } from '../../../tasks/task.ts'
import type { Failure, FailureKind } from '../../faults.ts'
import type { Score, ScoredAt } from '../../scorer.ts'
import type { EvaluationContext } from './context.ts'
import type { CustomScorerSpec } from './spec.ts'
import type { Subject } from './subject.ts'

/** Thrown in place of a promise that took longer than the deadline. */
export class Overrun extends Error {}

/** An individual while its episodes are played. */
export class Candidate {
  readonly genome: Genome
  readonly at: ScoredAt
  private readonly seed: number
  private readonly results: CheckedResult[] = []
  /** Its score or failure, once it needs no further episode. */
  private early: Score | Failure | null = null

  constructor(genome: Genome, at: ScoredAt, seed: number) {
    this.genome = genome
    this.at = at
    this.seed = seed
  }

  /** Whether it needs another episode. */
  get open(): boolean {
    return this.early === null
  }

  /** The fitness of the episodes so far. */
  get before(): number[] {
    return this.results.map(({ fitness }) => fitness)
  }

  /** Takes what an evaluation returned. */
  take(result: unknown, context: EvaluationContext, subject: Subject): void {
    // Code that caught the end of its evaluation does not get round it.
    if (context.ended !== null) {
      this.fail(context.ended, context)
      return
    }
    try {
      if (subject.changed()) {
        throw new RangeError(
          'expected genes that are left as they are, found other ones after the evaluation',
        )
      }
      this.add(withMetrics(checkResult(result), context.metrics))
    } catch (error) {
      this.refuse('error', error)
    }
  }

  /** Takes what an evaluation threw. */
  fail(error: unknown, { ended, result, metrics }: EvaluationContext): void {
    if (ended === null) this.refuse(error instanceof Overrun ? 'deadline' : 'error', error)
    else if (result === null) this.refuse('budget', ended)
    else if (ended.kind === 'budget') this.add(withMetrics(result, metrics))
    else this.early = withMetrics(result, metrics)
  }

  /** The score over all episodes. */
  outcome({ aggregate: how }: CustomScorerSpec, direction: Direction): Score | Failure {
    const { early, results } = this
    if (early !== null) return early
    const [first] = results
    if (results.length === 1) return first!
    const metrics = meanMetrics(results)
    return {
      fitness: aggregate(this.before, how, direction),
      violation: results.reduce((sum, { violation }) => sum + violation, 0) / results.length,
      ...(metrics && { metrics }),
      ...(first!.behaviour && { behaviour: first!.behaviour }),
    }
  }

  private add(result: CheckedResult): void {
    this.results.push(result)
    this.at.played?.(result.fitness)
  }

  private refuse(kind: FailureKind, error: unknown): void {
    const { generation, individual } = this.at
    this.early = { kind, ...thrown(error), generation, individual, seed: this.seed }
  }
}

/** What was reported, and what was returned; the latter counts where a name is in both. */
function withMetrics(result: CheckedResult, reported: Metrics | null): CheckedResult {
  return reported === null ? result : { ...result, metrics: { ...reported, ...result.metrics } }
}

/** The mean of each metric over the episodes that have it; undefined if none has any. */
function meanMetrics(results: readonly CheckedResult[]): Metrics | undefined {
  const values = new Map<string, number[]>()
  for (const { metrics = {} } of results) {
    for (const [name, value] of Object.entries(metrics))
      values.set(name, [...(values.get(name) ?? []), value])
  }
  if (values.size === 0) return undefined
  const means = [...values].map(([name, all]) => [
    name,
    all.reduce((sum, value) => sum + value, 0) / all.length,
  ])
  return Object.fromEntries(means) as Metrics
}
