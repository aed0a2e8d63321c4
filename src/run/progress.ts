import { EvolveError } from '../errors.ts'
import type { Champion, Outcome, PhaseOutcome, StopReason } from './events.ts'

/** How far a run had come at some moment. */
export interface Milestone {
  readonly generations: number
  readonly evaluations: number
  readonly elapsedMs: number
}

/** All that a run knows of itself, through all its phases: plain data that nothing else holds on to. */
export interface ProgressSnapshot extends Milestone {
  readonly failures: number
  readonly champion: Champion | null
  /** Those that have ended. */
  readonly phases: readonly PhaseOutcome[]
}

/** Counters, champion and clock of a run, through all its phases. */
export class RunProgress {
  generations = 0
  /** Evaluations spent, in forward passes over the samples that one takes in; a gradient counts as what it costs. */
  evaluations = 0
  failures = 0
  champion: Champion | null = null
  private phases: PhaseOutcome[] = []
  /** Null until the clock runs. */
  private startedAt: number | null = null
  /** What the run had taken before this clock began: that of a run that was left and goes on. */
  private earlierMs = 0

  /** Starts the clock, if it does not run yet. */
  start(): void {
    this.startedAt ??= performance.now()
  }

  get elapsedMs(): number {
    return this.earlierMs + (this.startedAt === null ? 0 : performance.now() - this.startedAt)
  }

  /**
   * Ends a phase.
   * @param trainer of the phase
   * @param start where the run stood when the phase began
   * @throws EvolveError if not one individual could be scored
   */
  close({ phase, unit }: Pick<PhaseOutcome, 'phase' | 'unit'>, reason: StopReason, start: Milestone): void {
    const { generations, evaluations, elapsedMs } = this
    this.phases.push({
      phase,
      unit,
      reason,
      generations: generations - start.generations,
      evaluations: evaluations - start.evaluations,
      elapsedMs: elapsedMs - start.elapsedMs,
      champion: this.champion ?? this.nobody(),
    })
  }

  /** Where the run stands now. */
  milestone(): Milestone {
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

  snapshot(): ProgressSnapshot {
    const { generations, evaluations, failures, elapsedMs, champion, phases } = this
    return structuredClone({ generations, evaluations, failures, elapsedMs, champion, phases })
  }

  /** Goes on from a snapshot; the clock goes on from where it stood, once it is started. */
  restore(snapshot: ProgressSnapshot): void {
    const { generations, evaluations, failures, elapsedMs, champion, phases } = structuredClone(snapshot)
    this.generations = generations
    this.evaluations = evaluations
    this.failures = failures
    this.champion = champion
    this.phases = [...phases]
    this.earlierMs = elapsedMs
    this.startedAt = null
  }

  private nobody(): never {
    throw new EvolveError(
      'run',
      `expected at least one individual with a finite fitness, found none in ${this.evaluations} evaluations`,
    )
  }
}
