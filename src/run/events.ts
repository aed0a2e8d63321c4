import type { Genome } from '../random/genome.ts'

/** train: what the strategy does; finetune: the champion goes on by gradient descent. */
export type Phase = 'train' | 'finetune'

/** What a trainer does in one step. */
export type Unit = 'generation' | 'epoch'

/** Where a run stood when a phase began. */
export interface PhaseStart {
  readonly generation: number
  readonly evaluations: number
}

/**
 * One generation, asked, evaluated and told; or one epoch of a gradient descent, which has a population of one. Fitness
 * stands in the task's own direction.
 */
export interface GenerationEvent {
  readonly phase: Phase
  /** What a step of this phase is: a generation of a population, or an epoch of a gradient descent. */
  readonly unit: Unit
  /** The run's counters when this phase began; the difference is what the phase itself has done. */
  readonly phaseStart: PhaseStart
  /** Generations and epochs done, 1 for the first. */
  readonly generation: number
  /**
   * Evaluations since the start of the run: individuals scored; a gradient counts as what it costs, so that it may be
   * no whole number.
   */
  readonly evaluations: number
  /** Best fitness of this generation; null where every individual failed, as below. */
  readonly best: number | null
  readonly mean: number | null
  readonly median: number | null
  /** The quartiles of the fitness, the better one first. */
  readonly spread: readonly [number, number] | null
  /** The champion's fitness on the whole training part: the best so far, unless another part says which is best. */
  readonly champion: number | null
  /** The champion's fitness on the validation part; null where there is none. Never steers anything. */
  readonly validation: number | null
  /** Standard deviation of a gene over the population, averaged over genes. */
  readonly diversity: number
  /** Individuals of this generation that could not be scored; 1 for an epoch that exploded. */
  readonly failures: number
  /** The strategy's own figures: sigma for one; of an epoch learningRate and batchLoss. */
  readonly strategy: Readonly<Record<string, number>>
  readonly timing: Timing
}

/** The only part of an event that differs between two runs of one seed. Milliseconds. */
export interface Timing {
  /** Making the individuals; of an epoch its gradient steps. */
  readonly askMs: number
  readonly evaluateMs: number
  readonly tellMs: number
  /** What each worker worked of evaluateMs; absent where the coordinator scored alone. */
  readonly busyMs?: readonly number[]
  /** Since the start of the run. */
  readonly elapsedMs: number
  /** Since the start of this phase. */
  readonly phaseMs: number
}

/** The best individual ever evaluated; of a descent that monitors the validation part the best there. */
export interface Champion {
  /** (P) */
  readonly genome: Genome
  /** On the whole training part. */
  readonly fitness: number
  /** ≥ 0: by how much it breaks the task's constraints; 0 where it keeps them all. */
  readonly violation: number
  readonly validation: number | null
  /** The generation it appeared in, 1 for the first; 0 for the network that a descent begins with. */
  readonly generation: number
}

/** Why a run came to its end. */
export type StopReason =
  | 'generations'
  | 'evaluations'
  | 'seconds'
  | 'target'
  | 'patience'
  | 'exploded'
  | 'interrupted'

/** How a phase ended, and what it took. */
export interface PhaseOutcome {
  readonly phase: Phase
  readonly unit: Unit
  readonly reason: StopReason
  /** Of this phase alone. */
  readonly generations: number
  readonly evaluations: number
  readonly elapsedMs: number
  /** At its end. */
  readonly champion: Champion
}

/** How a run ended: the reason is that of its last phase. */
export interface Outcome {
  readonly reason: StopReason
  readonly generations: number
  readonly evaluations: number
  readonly failures: number
  readonly elapsedMs: number
  readonly champion: Champion
  /** In their order: one, or two with fine-tuning. A run that was left in the middle of a phase does not hold it. */
  readonly phases: readonly PhaseOutcome[]
}
