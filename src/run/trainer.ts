import type { Champion, GenerationEvent, Outcome, Phase, StopReason, Unit } from './events.ts'
import type { Milestone, ProgressSnapshot } from './progress.ts'

/** All that a training remembers between two of its events: plain data that nothing else holds on to. */
export interface TrainerSnapshot {
  readonly progress: ProgressSnapshot
  /** Which phase it is in, from 0. */
  readonly phase: number
  /** Where the run stood when that phase began. */
  readonly start: Milestone
  /** What the trainer of that phase remembers. */
  readonly state: object
}

/** The loop of a training. It knows no screen, no file and no network. */
export interface Trainer {
  /** The best individual so far; null until one was scored. */
  readonly best: Champion | null
  /**
   * Trains, a generation a step. Closing the generator ends the training where it is.
   * @param signal once aborted, the generation in flight is the last
   * @throws EvolveError if not one individual of the whole run could be scored
   */
  run(signal?: AbortSignal): AsyncGenerator<GenerationEvent, Outcome>
  /**
   * The run as it stands.
   * @throws EvolveError if not one individual could be scored
   */
  outcome(reason: StopReason): Outcome
  /** To be taken after an event. */
  snapshot(): TrainerSnapshot
  /** Goes on from a snapshot of a training made of the same parts. To be called before `run`. */
  restore(snapshot: TrainerSnapshot): void
}

/** The loop of one phase. */
export interface PhaseTrainer {
  readonly phase: Phase
  /** What it does in one step. */
  readonly unit: Unit
  /**
   * @param start where the run stood when the phase began
   * @returns why the phase ended
   */
  run(start: Milestone, signal?: AbortSignal): AsyncGenerator<GenerationEvent, StopReason>
  /** What it remembers, apart from the run's progress. */
  snapshot(): object
  restore(snapshot: object): void
}
