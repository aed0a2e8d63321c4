import { EvolveError } from '../errors.ts'
import type { Champion, FailedIndividual, Outcome, PhaseOutcome, StopReason } from './events.ts'
import { Stopwatch } from './stopwatch.ts'

/** The counters of a run at some point. */
export interface Milestone {
  readonly generations: number
  readonly evaluations: number
  readonly elapsedMs: number
}

/** The progress of a run over all its phases: plain data that shares no memory with the run. */
export interface ProgressSnapshot extends Milestone {
  readonly failures: number
  readonly champion: Champion | null
  readonly firstFailure: string | null
  readonly firstStack: string | null
  /** The phases that have ended. */
  readonly phases: readonly PhaseOutcome[]
}

/** Counters, champion and clock of a run, over all its phases. */
export class RunProgress {
  generations = 0
  /**
   * Evaluations used. One evaluation is a forward pass over the samples of one individual; a gradient counts by its
   * cost.
   */
  evaluations = 0
  failures = 0
  champion: Champion | null = null
  /** The first failure that has a reason; null while there is none. */
  firstFailure: string | null = null
  /** Where that was thrown, if known. */
  firstStack: string | null = null
  /** The individuals of the last generation without a fitness, as far as they are kept. */
  failed: readonly FailedIndividual[] = []
  private phases: PhaseOutcome[] = []
  /** The time of the run, without its pauses. */
  readonly watch: Stopwatch

  constructor(watch: Stopwatch = new Stopwatch()) {
    this.watch = watch
  }

  get elapsedMs(): number {
    return this.watch.elapsedMs
  }

  /**
   * Ends a phase.
   * @param trainer of the phase
   * @param start the run's counters at the start of the phase
   * @throws EvolveError if no individual could be scored
   */
  close({ phase, unit }: Pick<PhaseOutcome, 'phase' | 'unit'>, reason: StopReason, start: Milestone): void {
    const { generations, evaluations, elapsedMs } = this
    // A phase that was interrupted or over at a snapshot ends again after it is restored.
    if (this.phases.at(-1)?.phase === phase) this.phases.pop()
    this.phases.push({
      phase,
      unit,
      reason,
      generations: generations - start.generations,
      evaluations: evaluations - start.evaluations,
      elapsedMs: elapsedMs - start.elapsedMs,
      champion: this.champion ?? this.noChampion(),
    })
  }

  /** The current counters. */
  milestone(): Milestone {
    const { generations, evaluations, elapsedMs } = this
    return { generations, evaluations, elapsedMs }
  }

  /**
   * The outcome of the run so far.
   * @param reason why it ended
   * @throws EvolveError if no individual could be scored
   */
  outcome(reason: StopReason): Outcome {
    const { generations, evaluations, failures, elapsedMs, phases } = this
    const champion = this.champion ?? this.noChampion()
    return { reason, generations, evaluations, failures, elapsedMs, champion, phases: [...phases] }
  }

  snapshot(): ProgressSnapshot {
    const { generations, evaluations, failures, elapsedMs, champion, phases } = this
    const { firstFailure, firstStack } = this
    return structuredClone({
      ...{ generations, evaluations, failures, elapsedMs, champion },
      ...{ firstFailure, firstStack, phases },
    })
  }

  /** Continues from a snapshot. When the clock is started, it continues from its earlier time. */
  restore(snapshot: ProgressSnapshot): void {
    const { generations, evaluations, failures, elapsedMs, champion, phases, ...first } =
      structuredClone(snapshot)
    this.firstFailure = first.firstFailure
    this.firstStack = first.firstStack
    this.generations = generations
    this.evaluations = evaluations
    this.failures = failures
    this.champion = champion
    this.phases = [...phases]
    this.watch.set(elapsedMs)
  }

  private noChampion(): never {
    const { evaluations, firstFailure } = this
    const why = firstFailure === null ? '' : `; the first failed with: ${firstFailure}`
    throw new EvolveError(
      'run',
      `expected at least one individual with a finite fitness, found none in ${evaluations} evaluations${why}`,
    )
  }
}
