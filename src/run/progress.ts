import { EvolveError } from '../errors.ts'
import type { Champion, Outcome, Phase, PhaseOutcome, StopReason } from './events.ts'

/** Where a run stands, through all its phases. */
export class RunProgress {
  generations = 0
  /** Evaluations spent, in forward passes over the samples that one takes in; a gradient counts as what it costs. */
  evaluations = 0
  failures = 0
  champion: Champion | null = null
  /** Null until the first phase begins. */
  private startedAt: number | null = null
  private readonly phases: PhaseOutcome[] = []

  /** Starts the clock, if it does not run yet. */
  start(): void {
    this.startedAt ??= performance.now()
  }

  get elapsedMs(): number {
    return this.startedAt === null ? 0 : performance.now() - this.startedAt
  }

  /**
   * Ends a phase.
   * @param since where the run stood when the phase began
   */
  close(phase: Phase, reason: StopReason, since: Mark): void {
    this.phases.push(this.phaseOutcome(phase, reason, since))
  }

  /** Where the run stands now, for `close`. */
  mark(): Mark {
    const { generations, evaluations, elapsedMs } = this
    return { generations, evaluations, elapsedMs }
  }

  /**
   * The run as it stands.
   * @param reason why it ended
   * @throws EvolveError if not one individual could be scored
   */
  outcome(reason: StopReason): Outcome {
    const { generations, evaluations, failures, elapsedMs, phases } = this
    const champion = this.champion ?? this.nobody()
    return { reason, generations, evaluations, failures, elapsedMs, champion, phases: [...phases] }
  }

  private phaseOutcome(phase: Phase, reason: StopReason, since: Mark): PhaseOutcome {
    return {
      phase,
      reason,
      generations: this.generations - since.generations,
      evaluations: this.evaluations - since.evaluations,
      elapsedMs: this.elapsedMs - since.elapsedMs,
      champion: this.champion ?? this.nobody(),
    }
  }

  private nobody(): never {
    throw new EvolveError(
      'run',
      `expected at least one individual with a finite fitness, found none in ${this.evaluations} evaluations`,
    )
  }
}

/** How far a run had come at some moment. */
export interface Mark {
  readonly generations: number
  readonly evaluations: number
  readonly elapsedMs: number
}
