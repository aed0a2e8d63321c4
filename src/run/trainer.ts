import type { Champion, GenerationEvent, Outcome, StopReason } from './events.ts'

/** The loop of a training. It knows no screen, no file and no network. */
export interface Trainer {
  /** The best individual so far, for whoever looks on; null until one was scored. */
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
}
