/** One generation, asked, evaluated and told. Fitness stands in the task's own direction. */
export interface GenerationEvent {
  /** Generations done, 1 for the first. */
  readonly generation: number
  /** Individuals scored since the start of the run. */
  readonly evaluations: number
  /** Best fitness of this generation; null where every individual failed, as below. */
  readonly best: number | null
  readonly mean: number | null
  readonly median: number | null
  /** The quartiles of the fitness, the better one first. */
  readonly spread: readonly [number, number] | null
  /** The champion's fitness on the whole training part: the best so far. */
  readonly champion: number | null
  /** The champion's fitness on the validation part; null where there is none. Never steers anything. */
  readonly validation: number | null
  /** Standard deviation of a gene over the population, averaged over genes. */
  readonly diversity: number
  /** Individuals of this generation that could not be scored. */
  readonly failures: number
  /** The strategy's own figures: sigma for one. */
  readonly strategy: Readonly<Record<string, number>>
  readonly timing: Timing
}

/** The only part of an event that differs between two runs of one seed. Milliseconds. */
export interface Timing {
  readonly askMs: number
  readonly evaluateMs: number
  readonly tellMs: number
  /** Since the start of the run. */
  readonly elapsedMs: number
}

/** The best individual ever evaluated. */
export interface Champion {
  /** (P) */
  readonly genome: Float32Array
  /** On the whole training part. */
  readonly fitness: number
  readonly validation: number | null
  /** The generation it appeared in, 1 for the first. */
  readonly generation: number
}

/** Why a run came to its end. */
export type StopReason = 'generations' | 'evaluations' | 'seconds' | 'target' | 'patience' | 'interrupted'

/** How a run ended. */
export interface Outcome {
  readonly reason: StopReason
  readonly generations: number
  readonly evaluations: number
  readonly failures: number
  readonly elapsedMs: number
  readonly champion: Champion
}
