import { isOf } from '../config/schema/strategy.ts'
import type { Config } from '../config/schema.ts'
import type { GenerationEvent, PhaseStart } from '../run/events.ts'
import type { MetricsLine } from '../run/folder/metrics-line.ts'
import type { RunRecord } from '../run/folder/record.ts'

/** Brings what version 0.1 wrote into a run folder to the form that it has today. What is of today stays as it is. */

/** The records of 0.1 name no fitness: it was the loss, always. */
export function fitnessOf({ task }: Config): Pick<RunRecord, 'fitnessName' | 'direction'> {
  const { loss = 'fitness' } = task as { readonly loss?: string }
  return { fitnessName: loss, direction: 'minimize' }
}

/** The events of 0.1 say neither their phase nor its unit, and later ones not where it began. */
export type OldEvent = Omit<MetricsLine, 'phase' | 'unit' | 'phaseStart' | 'timing'> & {
  readonly phase?: GenerationEvent['phase']
  readonly unit?: GenerationEvent['unit']
  readonly phaseStart?: PhaseStart
  readonly timing: Omit<GenerationEvent['timing'], 'phaseMs'> & { readonly phaseMs?: number }
}

/** Completes events one after the other, from the first on. */
export function eventCompleter({ strategy }: Config): (event: OldEvent) => MetricsLine {
  let before: OldEvent | undefined
  let start = { generation: 0, evaluations: 0 }
  let startMs = 0
  return (event) => {
    const { phase = 'train', timing } = event
    if (before !== undefined && (before.phase ?? 'train') !== phase) {
      start = { generation: before.generation, evaluations: before.evaluations }
      startMs = before.timing.elapsedMs
    }
    before = event
    const epochs = phase === 'finetune' || isOf('gradient', strategy)
    return {
      ...event,
      phase,
      unit: event.unit ?? (epochs ? 'epoch' : 'generation'),
      phaseStart: event.phaseStart ?? start,
      timing: { ...timing, phaseMs: timing.phaseMs ?? timing.elapsedMs - startMs },
    }
  }
}
