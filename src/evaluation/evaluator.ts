import type { Direction, Metrics } from '../tasks/task.ts'

/** A genome's fitness and figures on one part of the data. */
export interface SplitScore {
  readonly fitness: number
  readonly metrics: Metrics
}

/** What a genome is worth outside the race: on the whole of each part that has samples. */
export interface SplitScores {
  readonly train: SplitScore
  readonly validation: SplitScore | null
  readonly test: SplitScore | null
}

/** Turns the population slab into fitness. The same genomes give the same bits, whoever computes them. */
export interface Evaluator {
  readonly direction: Direction
  /** Threads that score; 0 in process. */
  readonly workers: number
  /** The slab it reads: (N, P) float32. */
  readonly population: Float32Array
  /**
   * Scores rows 0 … count-1.
   * @returns (count) fitness, valid until the next call; NaN for an individual that could not be scored
   */
  evaluate(count: number, generation: number): Promise<Float64Array>
  /**
   * (workers) what each worker worked in the last `evaluate`, in milliseconds; undefined where that was in process.
   */
  readonly busyMs?: readonly number[] | undefined
  /** What `evaluate` will cost, in evaluations: at least `count`, more where individuals learn. */
  charge(count: number, generation: number): number
  /** (P) the parameters that earned row `row` its fitness: its genome, or what that became by learning. */
  phenotype(row: number): Float32Array
  /**
   * @param genome (P)
   * @returns its fitness on the whole training part
   */
  trainingFitness(genome: Float32Array): number
  /** @returns its fitness on the validation part, null where there is none */
  validationFitness(genome: Float32Array): number | null
  /** Everything that is known of a genome; slower. */
  splitScores(genome: Float32Array): SplitScores
  /** Ends the threads. May be called twice. */
  close(): Promise<void>
}

/** What the checked wrapper makes of one generation's fitness. */
export interface Costs {
  /** (count) lower is better; +Infinity for a failure; never NaN. */
  readonly cost: Float64Array
  readonly failures: number
}

/**
 * Fitness as a strategy may see it: turned so that lower is better, anything but a finite number a failure.
 * @param fitness (count)
 */
export function toCost(fitness: Float64Array, direction: Direction): Costs {
  let failures = 0
  const cost = fitness.map((value) => {
    if (Number.isFinite(value)) return direction === 'minimize' ? value : -value
    failures++
    return Number.POSITIVE_INFINITY
  })
  return { cost, failures }
}
