import type { GenerationEvent } from './events.ts'
import { fractionDone, type StopCriteria } from './stop.ts'

/** What each phase of a run stops at; a run without fine-tuning has no criteria for it. */
export interface PhaseStops {
  readonly train: StopCriteria
  readonly finetune?: StopCriteria | undefined
}

/** How far a phase has come. */
export interface PhaseState {
  /** Since the phase began, as the next two. */
  readonly generations: number
  readonly evaluations: number
  readonly elapsedMs: number
  /** How much of the phase is over, in [0, 1]; undefined where no criterion tells. */
  readonly done: number | undefined
}

/** How far the phase of an event has come. */
export function phaseState(event: GenerationEvent, stops: PhaseStops): PhaseState {
  const { phase, phaseStart, timing } = event
  const state = {
    generations: event.generation - phaseStart.generation,
    evaluations: event.evaluations - phaseStart.evaluations,
    elapsedMs: timing.phaseMs,
  }
  return { ...state, done: fractionDone(stops[phase] ?? {}, state) }
}

/** How much of the whole run is over, in [0, 1]: each phase counts alike. */
export function shareDone(event: GenerationEvent, stops: PhaseStops): number {
  const { done = 0 } = phaseState(event, stops)
  if (stops.finetune === undefined) return done
  return event.phase === 'train' ? done / 2 : (1 + done) / 2
}
