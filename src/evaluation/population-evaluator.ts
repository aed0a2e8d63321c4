import { engines } from '../kernels/index.ts'
import type { Direction } from '../math/direction.ts'
import type { Genome } from '../random/genome.ts'
import { Diversity } from '../strategies/diversity.ts'
import { materialiserOf } from '../strategies/index.ts'
import type { GenerationPlan, Materialise } from '../strategies/strategy.ts'
import { checkCosts } from './costs.ts'
import type { Evaluation, Evaluator, ScoredGenome, SplitScores, WholeFitness } from './evaluator.ts'
import { type Executor, joinOutcomes, noOutcomes, type Outcomes } from './executor.ts'
import type { Failure } from './faults.ts'
import { type FleetFigures, fleetSince } from './fleet-figures.ts'
import type { Workplace } from './handler.ts'
import type { FreshEpisodes } from './job.ts'
import type { Learning } from './learning/learning.ts'
import type { Score } from './scorer.ts'
import { SlicedPopulation } from './sliced-population.ts'

/** What depends on the kind of a task around the scoring of a generation. */
export interface Judge {
  /** True if it is known beforehand that the fitness of a genome changes between generations. */
  readonly resampled: boolean
  /** Null for a task without samples. */
  readonly whole: WholeFitness | null
  /** The cost of scoring one individual, in evaluations. */
  readonly charge: number
  /** Prepares a generation before any individual is scored. */
  prepare(generation: number): void
  scores(champion: ScoredGenome): SplitScores
}

/** The parts of an evaluator. */
export interface EvaluatorParts {
  readonly workplace: Workplace
  readonly executor: Executor
  /** The number of threads of the executor. */
  readonly workers: number
  readonly judge: Judge
  /** Null if individuals do not learn. */
  readonly learning: Learning | null
}

/** Makes and scores generations with an executor. If it has learning options, some individuals then learn. */
export class PopulationEvaluator implements Evaluator {
  readonly direction: Direction
  readonly workers: number
  readonly population: SlicedPopulation
  private readonly parts: EvaluatorParts
  private lastBusyMs: readonly number[] | undefined
  private lastFleet: FleetFigures | undefined
  private noisy = false
  /** The first individual that is scored now, and how many the generation has; null while none is scored. */
  private scoring: { readonly from: number; readonly count: number } | null = null
  private making: Materialise<GenerationPlan> | null = null

  constructor(parts: EvaluatorParts) {
    const { memory, spec } = parts.workplace
    this.direction = spec.direction
    this.workers = parts.workers
    this.population = new SlicedPopulation(memory.population)
    this.parts = parts
  }

  get resampled(): boolean {
    return this.noisy || this.parts.judge.resampled
  }

  get whole(): WholeFitness | null {
    return this.parts.judge.whole
  }

  get underWay(): { readonly count: number; readonly of: number } | null {
    const { scoring, parts } = this
    return scoring === null ? null : { count: scoring.from + parts.executor.finished, of: scoring.count }
  }

  get busyMs(): readonly number[] | undefined {
    return this.lastBusyMs
  }

  get fleet(): FleetFigures | undefined {
    return this.lastFleet
  }

  heed(signal: AbortSignal | undefined): void {
    this.parts.executor.heed?.(signal)
  }

  async evaluate(plan: GenerationPlan, generation: number): Promise<Evaluation> {
    const { workplace, executor, judge, learning } = this.parts
    const { fitness, violation } = workplace.memory.population
    const { count } = plan
    const before = executor.busyMs?.slice()
    const fleetBefore = executor.fleet
    const diversity = new Diversity(this.population.length)
    judge.prepare(generation)
    let outcomes = await this.score(plan, generation, learning === null ? diversity : null)
    if (learning !== null) {
      outcomes = joinOutcomes(outcomes, await learning.teach(executor, count, generation))
      diversity.add(this.population.genomes, count)
    }
    this.noisy ||= outcomes.noisy
    this.lastBusyMs = busySince(before, executor.busyMs)
    const { fleet } = executor
    this.lastFleet = fleet && fleetSince(fleetBefore, fleet)
    const [scored, broken] = [fitness.subarray(0, count), violation.subarray(0, count)]
    const costs = checkCosts(scored, broken, this.direction, this.resampled)
    return { ...outcomes, costs, diversity: diversity.value }
  }

  /** Scores all rows of a plan, as many at a time as there are genomes in memory. */
  private async score(
    plan: GenerationPlan,
    generation: number,
    diversity: Diversity | null,
  ): Promise<Outcomes> {
    const { workplace, executor, judge } = this.parts
    const { population } = workplace.memory
    const { count } = plan
    const job = { kind: 'score', charge: judge.charge, generation, plan } as const
    let outcomes: Outcomes | null = null
    for (let from = 0; from < count; from += population.resident) {
      const to = Math.min(from + population.resident, count)
      this.scoring = { from, count }
      this.population.hold(from, to, (row, out) => this.materialise(plan, row, out))
      const some = await executor.run(job, { from, to })
      outcomes = outcomes === null ? some : joinOutcomes(outcomes, some)
      diversity?.add(population.genomes, to - from)
    }
    this.scoring = null
    return outcomes ?? noOutcomes
  }

  async rescore(
    genomes: readonly Genome[],
    { generation, individuals }: { readonly generation: number; readonly individuals: readonly number[] },
    fresh: FreshEpisodes | null,
  ): Promise<readonly (Score | Failure)[]> {
    const { workplace, executor, judge } = this.parts
    const { population } = workplace.memory
    const { length } = population
    const outcomes: (Score | Failure)[] = []
    // The results lie in the rows of the population, which may be fewer.
    for (let from = 0; from < genomes.length; from += population.fitness.length) {
      const some = genomes.slice(from, from + population.fitness.length)
      const all = new (some[0]!.constructor as Float64ArrayConstructor)(some.length * length)
      for (const [k, genome] of some.entries()) all.set(genome, k * length)
      const rows = individuals.slice(from, from + some.length)
      const charge = fresh === null ? judge.charge : fresh.episodes
      const job = { kind: 'rescore', charge, generation, genomes: all, individuals: rows, fresh } as const
      const { failures, details } = await executor.run(job, { from: 0, to: some.length })
      const failed = new Map(failures.map((failure) => [failure.individual, failure]))
      for (const [k, row] of rows.entries()) {
        const score = {
          fitness: population.fitness[k]!,
          violation: population.violation[k]!,
          ...details.get(k),
        }
        outcomes.push(Number.isNaN(score.fitness) ? failed.get(row)! : score)
      }
    }
    return outcomes
  }

  charge(count: number, generation: number): number {
    const { learning, judge } = this.parts
    return learning?.charge(count, generation) ?? count * judge.charge
  }

  phenotype(row: number): Genome {
    return this.parts.learning?.phenotype(row) ?? this.population.row(row)
  }

  /** Makes a row that is not in memory any more. */
  private materialise(plan: GenerationPlan, row: number, out: Genome): void {
    const { memory, shared, spec } = this.parts.workplace
    if (spec.strategy === null)
      throw new RangeError(`row ${row}: expected it in memory, or a strategy to make it`)
    const vectors = engines[spec.engine].vectors(memory, memory.plan.slots - 1)
    this.making ??= materialiserOf(spec.strategy, shared, vectors)
    this.making(plan, row, out)
  }

  splitScores(champion: ScoredGenome): SplitScores {
    return this.parts.judge.scores(champion)
  }

  close(): Promise<void> {
    return this.parts.executor.close()
  }
}

/** Rounded to the microsecond; undefined if no worker did anything. */
function busySince(
  before: Float64Array | undefined,
  after: Float64Array | undefined,
): readonly number[] | undefined {
  const busyMs = Array.from(after ?? [], (now, slot) => Math.round((now - (before?.[slot] ?? 0)) * 1e3) / 1e3)
  return busyMs.some((value) => value > 0) ? busyMs : undefined
}
