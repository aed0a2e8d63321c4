import type { GenerationEvent } from './events.ts'
import { fractionDone, type StopCriteria } from './stop.ts'

/** The stop criteria of each phase of a run; none for fine-tuning if the run has none. */
export interface PhaseStops {
  readonly train: StopCriteria
  readonly finetune?: StopCriteria | undefined
}

/** The state of a phase. */
export interface PhaseState {
  /** Since the start of the phase, like the next two. */
  readonly generations: number
  readonly evaluations: number
  readonly elapsedMs: number
  /** How much of the phase is done, in [0, 1]; undefined if no criterion tells. */
  readonly done: number | undefined
}

/** The state of an event's phase. */
export function phaseState(event: GenerationEvent, stops: PhaseStops): PhaseState {
  const { phase, phaseStart, timing } = event
  const state = {
    generations: event.generation - phaseStart.generation,
    evaluations: event.evaluations - phaseStart.evaluations,
    elapsedMs: timing.phaseMs,
  }
  return { ...state, done: fractionDone(stops[phase] ?? {}, state) }
}

/** How much of the whole run is done, in [0, 1]. All phases count the same. */
export function shareDone(event: GenerationEvent, stops: PhaseStops): number {
  const { done = 0 } = phaseState(event, stops)
  if (stops.finetune === undefined) return done
  return event.phase === 'train' ? done / 2 : (1 + done) / 2
}
