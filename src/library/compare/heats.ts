import type { GenerationEvent } from '../../run/events.ts'
import type { TrainingFigures, TrainingResult } from '../training-job.ts'
import type { TrainingPool } from '../training-pool.ts'
import type { CompareContext, Entrant } from './entrants.ts'
import type { ContestantRun } from './figures.ts'
import { Points } from './points.ts'

/** One training of a comparison. */
export interface Heat {
  readonly entrant: Entrant
  readonly seed: number
}

/** A training of a comparison that came to its end. */
export interface FinishedHeat extends Heat {
  readonly figures: TrainingFigures
  readonly run: ContestantRun
}

export interface CompareListener {
  readonly onEvents: (heat: Heat, events: readonly GenerationEvent[]) => void
  readonly onResult: (heat: Heat, result: TrainingResult) => void
  readonly onWarning: (heat: Heat, line: string) => void
}

export interface HeatsOptions extends CompareContext {
  readonly repeats: number
  /** SHA-256 of the config file. */
  readonly hash?: string | undefined
  /** Where the run of a heat goes. */
  readonly folderOf: (heat: Heat) => string
}

/**
 * Trains every entrant with the seeds of its config on, all over the pool. Seed by seed, so that what slows the machine
 * for a while slows all alike.
 * @returns those that finished, in the order of seeds and entrants
 */
export async function runHeats(
  entrants: readonly Entrant[],
  { repeats, folderOf, ...context }: HeatsOptions,
  pool: TrainingPool,
  listener: CompareListener,
): Promise<FinishedHeat[]> {
  const heats = Array.from({ length: repeats }, (_, repeat) =>
    entrants.map((entrant): Heat => ({ entrant, seed: entrant.config.seed + repeat })),
  ).flat()
  const finished = await Promise.all(
    heats.map(async (heat): Promise<FinishedHeat[]> => {
      const points = new Points(heat.entrant.unit)
      const config = { ...heat.entrant.config, seed: heat.seed }
      const result = await pool.run(
        { ...context, config, folder: folderOf(heat) },
        {
          onEvents(events) {
            for (const event of events) points.add(event)
            listener.onEvents(heat, events)
          },
          onWarning: (line) => listener.onWarning(heat, line),
        },
      )
      listener.onResult(heat, result)
      return result.kind === 'done' ? [{ ...heat, figures: result, run: runOf(heat, result, points) }] : []
    }),
  )
  return finished.flat()
}

function runOf({ seed }: Heat, { outcome, assessment }: TrainingFigures, points: Points): ContestantRun {
  const { train, validation, test } = assessment
  const { metrics } = test ?? validation ?? train
  return { seed, fitness: outcome.champion.fitness, points: points.all, metrics }
}

/** Folder names for the entrants: what a file system takes of each label, never the same twice. */
export function folderNames(labels: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  for (const label of labels) {
    const plain =
      label.replaceAll(/[^\p{L}\p{N}.+_-]+/gu, '-').replaceAll(/^[-.]+|[-.]+$/g, '') || 'contestant'
    let name = plain
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${plain}-${n}`
    taken.add(name.toLowerCase())
    names.set(label, name)
  }
  return names
}
