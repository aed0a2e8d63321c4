import type { Direction } from '../math/direction.ts'
import type { Genome } from '../random/genome.ts'
import { Population } from '../strategies/population.ts'
import type { GenerationPlan } from '../strategies/strategy.ts'
import { checkCosts } from './costs.ts'
import type { Evaluation, Evaluator, SplitScores } from './evaluator.ts'
import { type Executor, joinOutcomes } from './executor.ts'
import type { Workplace } from './handler.ts'
import type { Learning } from './learning/learning.ts'

/** Scores single genomes outside the evolution, and prepares the data that a generation is scored on. */
export interface Judge {
  /** True if the fitness of a genome may change between generations. */
  readonly resampled: boolean
  /** Prepares a generation before any individual is scored. */
  prepare(generation: number): void
  trainingFitness(genome: Genome): number
  /** Null if there is no validation part. */
  validationFitness(genome: Genome): number | null
  scores(genome: Genome): SplitScores
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
  readonly population: Population
  private readonly parts: EvaluatorParts
  private lastBusyMs: readonly number[] | undefined

  constructor(parts: EvaluatorParts) {
    const { memory, spec } = parts.workplace
    this.direction = spec.direction
    this.workers = parts.workers
    this.population = new Population(memory.population.length, memory.population.genomes)
    this.parts = parts
  }

  get resampled(): boolean {
    return this.parts.judge.resampled
  }

  get busyMs(): readonly number[] | undefined {
    return this.lastBusyMs
  }

  async evaluate(plan: GenerationPlan, generation: number): Promise<Evaluation> {
    const { workplace, executor, judge, learning } = this.parts
    const { memory } = workplace
    const { count } = plan
    const before = executor.busyMs?.slice()
    judge.prepare(generation)
    let outcomes = await executor.run({ kind: 'score', charge: 1, generation, plan }, { from: 0, to: count })
    if (learning !== null) {
      outcomes = joinOutcomes(outcomes, await learning.teach(executor, count, generation))
    }
    this.lastBusyMs = busySince(before, executor.busyMs)
    const [fitness, violation] = [memory.population.fitness, memory.population.violation].map((all) =>
      all.subarray(0, count),
    )
    return { ...outcomes, costs: checkCosts(fitness!, violation!, this.direction) }
  }

  charge(count: number, generation: number): number {
    return this.parts.learning?.charge(count, generation) ?? count
  }

  phenotype(row: number): Genome {
    return this.parts.learning?.phenotype(row) ?? this.parts.workplace.memory.population.genome(row)
  }

  trainingFitness(genome: Genome): number {
    return this.parts.judge.trainingFitness(genome)
  }

  validationFitness(genome: Genome): number | null {
    return this.parts.judge.validationFitness(genome)
  }

  splitScores(genome: Genome): SplitScores {
    return this.parts.judge.scores(genome)
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
