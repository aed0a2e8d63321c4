import type { Failure } from '../evaluation/faults.ts'
import type { FleetFigures } from '../evaluation/fleet-figures.ts'
import type { Genome } from '../random/genome.ts'

/** train: the strategy; finetune: gradient descent from the champion. */
export type Phase = 'train' | 'finetune'

/** One step of a trainer. */
export type Unit = 'generation' | 'epoch'

/** The counters of a run at the start of a phase. */
export interface PhaseStart {
  readonly generation: number
  readonly evaluations: number
}

/**
 * One generation, or one epoch of a gradient descent, which has a population of one. Fitness is in the direction of the
 * task.
 */
export interface GenerationEvent {
  readonly phase: Phase
  /** What a step of this phase is: a generation of a population or an epoch of a gradient descent. */
  readonly unit: Unit
  /** The run's counters at the start of this phase. Subtract them to get the phase's own counters. */
  readonly phaseStart: PhaseStart
  /** Number of generations and epochs so far, 1 for the first. */
  readonly generation: number
  /**
   * Evaluations since the start of the run: individuals scored. A gradient counts by its cost, so this may not be an
   * integer.
   */
  readonly evaluations: number
  /** Best fitness of this generation. This and the next three are null if every individual failed. */
  readonly best: number | null
  readonly mean: number | null
  readonly median: number | null
  /** The quartiles of the fitness, the better one first. */
  readonly spread: readonly [number, number] | null
  /** The champion's fitness on the whole training part: the best so far, unless another part decides which is best. */
  readonly champion: number | null
  /** The champion's fitness on the validation part; null without one. */
  readonly validation: number | null
  /** Standard deviation of a gene over the population, averaged over genes. */
  readonly diversity: number
  /** Individuals of this generation that could not be scored; 1 for an epoch that exploded. */
  readonly failures: number
  /** Figures of the strategy, such as sigma; learningRate and batchLoss for an epoch. */
  readonly strategy: Readonly<Record<string, number>>
  /** What the fitness reported for the best individual of this generation; absent if nothing. */
  readonly metrics?: Readonly<Record<string, number>>
  /** The behaviour of the best individual of this generation; absent if the fitness gives none. */
  readonly behaviour?: readonly number[]
  readonly timing: Timing
}

/** The only part of an event that differs between two runs with the same seed. Milliseconds. */
export interface Timing {
  /** Time to make the individuals; for an epoch, its gradient steps. */
  readonly askMs: number
  readonly evaluateMs: number
  readonly tellMs: number
  /** How much of evaluateMs each worker was busy; absent if the coordinator scored alone. */
  readonly busyMs?: readonly number[]
  /** What other machines did; absent if this one scored alone. */
  readonly fleet?: FleetFigures
  /** Since the start of the run. */
  readonly elapsedMs: number
  /** Since the start of this phase. */
  readonly phaseMs: number
}

/** The best individual so far, on the training part or, if that is monitored, on the validation part. */
export interface Champion {
  /** (P) */
  readonly genome: Genome
  /** On the whole training part. */
  readonly fitness: number
  /** ≥ 0: by how much it breaks the task's constraints; 0 if it breaks none. */
  readonly violation: number
  readonly validation: number | null
  /** The generation it appeared in, 1 for the first; 0 for the initial network of a descent. */
  readonly generation: number
  /** Its row in that generation, from 0; absent for a descent. */
  readonly individual?: number
  /** What the fitness reported for it; absent if nothing. */
  readonly metrics?: Readonly<Record<string, number>>
  /** Its behaviour as numbers; absent if the fitness gives none. */
  readonly behaviour?: readonly number[]
  /** The number of fresh episodes that its fitness was measured on, if it was elected. */
  readonly episodes?: number
  /** The number of generations that there were then, if it was elected. */
  readonly measured?: number
}

/** An individual without a fitness, and its genome. */
export interface FailedIndividual extends Failure {
  /** (P) */
  readonly genome: Genome
}

/** Why a run ended. */
export type StopReason =
  | 'generations'
  | 'evaluations'
  | 'seconds'
  | 'target'
  | 'patience'
  | 'exploded'
  | 'interrupted'

/** How a phase ended, and how much it used. */
export interface PhaseOutcome {
  readonly phase: Phase
  readonly unit: Unit
  readonly reason: StopReason
  /** Of this phase only, like the next two. */
  readonly generations: number
  readonly evaluations: number
  readonly elapsedMs: number
  /** The champion at the end of the phase. */
  readonly champion: Champion
}

/** How a run ended. The reason is that of its last phase. */
export interface Outcome {
  readonly reason: StopReason
  readonly generations: number
  readonly evaluations: number
  readonly failures: number
  readonly elapsedMs: number
  readonly champion: Champion
  /** The phases that ended, in order: one, or two with fine-tuning. */
  readonly phases: readonly PhaseOutcome[]
}
