import { Interrupted } from '../errors.ts'
import type { Champion, FailedIndividual, GenerationEvent, Outcome, StopReason } from './events.ts'
import type { Milestone, RunProgress } from './progress.ts'
import type { PhaseTrainer, Trainer, TrainerSnapshot } from './trainer.ts'

/**
 * Runs the phases of a run in order, with a common progress: the strategy, then fine-tuning. An interruption ends all
 * of them.
 */
export class PhasedTrainer implements Trainer {
  private readonly phases: readonly [PhaseTrainer, ...PhaseTrainer[]]
  private readonly progress: RunProgress
  private at = 0
  /** The run's counters at the start of the current phase; null before it starts. */
  private start: Milestone | null = null

  constructor(phases: readonly [PhaseTrainer, ...PhaseTrainer[]], progress: RunProgress) {
    this.phases = phases
    this.progress = progress
  }

  get best(): Champion | null {
    return this.progress.champion
  }

  get elapsedMs(): number {
    return this.progress.elapsedMs
  }

  get failed(): readonly FailedIndividual[] {
    return this.progress.failed
  }

  pause(): void {
    this.progress.watch.pause()
  }

  resume(): void {
    this.progress.watch.start()
  }

  async *run(signal?: AbortSignal): AsyncGenerator<GenerationEvent, Outcome> {
    const { progress } = this
    progress.watch.start()
    for (;;) {
      this.start ??= progress.milestone()
      const reason = yield* this.present.run(this.start, signal)
      if (reason === 'interrupted' && progress.generations === 0)
        throw new Interrupted('stopped before the first generation')
      progress.close(this.present, reason, this.start)
      if (reason === 'interrupted' || this.at + 1 === this.phases.length) return progress.outcome(reason)
      this.at++
      this.start = null
    }
  }

  outcome(reason: StopReason): Outcome {
    return this.progress.outcome(reason)
  }

  get settled(): boolean {
    return this.present.settled
  }

  snapshot(): TrainerSnapshot {
    const { progress, at, start } = this
    return {
      progress: progress.snapshot(),
      phase: at,
      start: start ?? progress.milestone(),
      state: this.present.snapshot(),
    }
  }

  restore({ progress, phase, start, state }: TrainerSnapshot): void {
    this.progress.restore(progress)
    this.at = phase
    this.start = start
    this.present.restore(state)
  }

  private get present(): PhaseTrainer {
    return this.phases[this.at]!
  }
}
