import type {
  Champion,
  FailedIndividual,
  GenerationEvent,
  Outcome,
  Phase,
  StopReason,
  Unit,
} from './events.ts'
import type { Milestone, ProgressSnapshot } from './progress.ts'

/** The state of a training between two events: plain data that shares no memory with the training. */
export interface TrainerSnapshot {
  readonly progress: ProgressSnapshot
  /** The index of its phase, from 0. */
  readonly phase: number
  /** The run's counters at the start of that phase. */
  readonly start: Milestone
  /** The state of that phase's trainer. */
  readonly state: object
}

/** The loop of a training. It knows nothing about screens, files or networks. */
export interface Trainer {
  /** The best individual so far; null until one has been scored. */
  readonly best: Champion | null
  /** The time of the run, without its pauses. */
  readonly elapsedMs: number
  /** The individuals of the last generation without a fitness, as far as they are kept. */
  readonly failed: readonly FailedIndividual[]
  /**
   * Trains, one generation with each step. Closing the generator ends the training.
   * @param signal once aborted, the current generation is the last
   * @throws EvolveError if no individual of the whole run could be scored; Interrupted if nobody worked on its first generation any more
   */
  run(signal?: AbortSignal): AsyncGenerator<GenerationEvent, Outcome>
  /** Stops the time of the run between two generations, until `resume`. */
  pause(): void
  resume(): void
  /**
   * The outcome of the run so far.
   * @throws EvolveError if no individual could be scored
   */
  outcome(reason: StopReason): Outcome
  /** Whether it stands between two generations, so that a snapshot can be taken. */
  readonly settled: boolean
  /** Call it only while it is settled. */
  snapshot(): TrainerSnapshot
  /** Continues from a snapshot of a training with the same parts. Call it only before `run`. */
  restore(snapshot: TrainerSnapshot): void
}

/** The loop of one phase. */
export interface PhaseTrainer {
  readonly phase: Phase
  /** What one step is. */
  readonly unit: Unit
  /**
   * @param start the run's counters at the start of the phase
   * @returns why the phase ended
   */
  run(start: Milestone, signal?: AbortSignal): AsyncGenerator<GenerationEvent, StopReason>
  /** Whether it stands between two generations. */
  readonly settled: boolean
  /** Its state, without the run's progress. Call it only while it is settled. */
  snapshot(): object
  restore(snapshot: object): void
}
