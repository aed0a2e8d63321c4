import type { Champion, GenerationEvent, Outcome, StopReason } from './events.ts'
import type { Trainer } from './trainer.ts'

/** Trainers one after the other on one progress: evolution, then fine-tuning. An interruption ends them all. */
export class PhasedTrainer implements Trainer {
  private readonly phases: readonly [Trainer, ...Trainer[]]
  private at = 0

  constructor(phases: readonly [Trainer, ...Trainer[]]) {
    this.phases = phases
  }

  get best(): Champion | null {
    return this.present.best
  }

  async *run(signal?: AbortSignal): AsyncGenerator<GenerationEvent, Outcome> {
    let outcome = yield* this.present.run(signal)
    while (outcome.reason !== 'interrupted' && this.at + 1 < this.phases.length) {
      this.at++
      outcome = yield* this.present.run(signal)
    }
    return outcome
  }

  outcome(reason: StopReason): Outcome {
    return this.present.outcome(reason)
  }

  private get present(): Trainer {
    return this.phases[this.at]!
  }
}
