import type { GenerationEvent, Phase } from './events.ts'
import { fractionDone, type StopCriteria } from './stop.ts'

/** What each phase of a run stops at; a run without fine-tuning has no criteria for it. */
export interface PhaseStops {
  readonly train: StopCriteria
  readonly finetune?: StopCriteria | undefined
}

/** Where a run stands within its present phase. */
export interface Place {
  readonly phase: Phase
  /** Since the phase began, as the next two. */
  readonly generations: number
  readonly evaluations: number
  readonly elapsedMs: number
  /** How much of the phase is over, in [0, 1]; undefined where none can tell. */
  readonly done: number | undefined
}

/** Follows a run by its events, phase by phase. */
export class Course {
  private readonly stops: PhaseStops
  private phase: Phase = 'train'
  private start = { generations: 0, evaluations: 0, elapsedMs: 0 }
  private latest = { generations: 0, evaluations: 0, elapsedMs: 0 }
  private champion: number | null = null
  /** The generation in which the champion appeared. */
  private since = 0

  constructor(stops: PhaseStops) {
    this.stops = stops
  }

  take({ phase, generation, evaluations, champion, timing: { elapsedMs } }: GenerationEvent): Place {
    if (phase !== this.phase) {
      this.phase = phase
      this.start = this.latest
      this.since = this.latest.generations
    }
    this.latest = { generations: generation, evaluations, elapsedMs }
    if (champion !== this.champion) {
      this.champion = champion
      this.since = generation
    }
    const place = {
      generations: generation - this.start.generations,
      evaluations: evaluations - this.start.evaluations,
      elapsedMs: elapsedMs - this.start.elapsedMs,
    }
    const stale = generation - this.since
    return { phase, ...place, done: fractionDone(this.stops[phase] ?? {}, { ...place, stale }) }
  }

  /** How much of the whole run is over at a place, in [0, 1]: each phase counts alike. */
  share({ phase, done = 0 }: Place): number {
    if (this.stops.finetune === undefined) return done
    return phase === 'train' ? done / 2 : (1 + done) / 2
  }
}
