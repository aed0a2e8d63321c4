import type { GenerationEvent } from '../../run/events.ts'
import type { TrainingPoint } from '../training-curve.ts'
import type { ResumeMode, TrainingFigures, TrainingResult } from '../training-job.ts'
import type { TrainingPool } from '../training-pool.ts'
import { finishedTraining } from '../training-results.ts'
import type { CompareContext, ReadyContestant } from './contestants.ts'
import type { ContestantRun } from './figures.ts'

/** One training of a comparison. */
export interface Trial {
  readonly contestant: ReadyContestant
  readonly seed: number
}

/** A finished training of a comparison. */
export interface FinishedTrial extends Trial {
  readonly figures: TrainingFigures
  readonly run: ContestantRun
}

export interface CompareListener {
  readonly onEvents: (trial: Trial, events: readonly GenerationEvent[]) => void
  readonly onEarlier: (trial: Trial, points: readonly TrainingPoint[]) => void
  readonly onResult: (trial: Trial, result: TrainingResult) => void
  readonly onWarning: (trial: Trial, line: string) => void
  /** Called with each line that the user's code logs. */
  readonly onLog: (trial: Trial, line: string) => void
}

export interface TrialsOptions extends CompareContext {
  readonly repeats: number
  /** Goes on where the folders are; absent to begin. */
  readonly resume?: ResumeMode | undefined
  /** The run folder of a trial. */
  readonly folderOf: (trial: Trial) => string
}

/**
 * Trains every contestant with consecutive seeds, starting at the seed of its config, on the threads of the pool. The
 * order is seed by seed, so that a slow period of the machine affects all contestants equally.
 * @returns the trials that finished, in the order of seeds and contestants
 */
export async function runTrials(
  contestants: readonly ReadyContestant[],
  { repeats, folderOf, ...context }: TrialsOptions,
  pool: TrainingPool,
  listener: CompareListener,
): Promise<FinishedTrial[]> {
  const trials = Array.from({ length: repeats }, (_, repeat) =>
    contestants.map((contestant): Trial => ({ contestant, seed: contestant.config.seed + repeat })),
  ).flat()
  const finished = await Promise.all(
    trials.map(async (trial): Promise<FinishedTrial[]> => {
      const config = { ...trial.contestant.config, seed: trial.seed }
      const folder = folderOf(trial)
      const finished = context.resume === undefined ? null : finishedTraining(folder)
      if (finished !== null) {
        const { figures, points } = finished
        listener.onResult(trial, { kind: 'done', ...figures, folder, points, whole: true })
        return [{ ...trial, figures, run: runOf(trial, { ...figures, points }) }]
      }
      const result = await pool.run(
        { ...context, config, folder },
        {
          onEvents: (events) => listener.onEvents(trial, events),
          onWarning: (line) => listener.onWarning(trial, line),
          onLog: (line) => listener.onLog(trial, line),
          onEarlier: (points) => listener.onEarlier(trial, points),
        },
      )
      listener.onResult(trial, result)
      return result.kind === 'done' ? [{ ...trial, figures: result, run: runOf(trial, result) }] : []
    }),
  )
  return finished.flat()
}

function runOf(
  { seed, contestant: { unit } }: Trial,
  { outcome, scores, points }: TrainingFigures & { readonly points: readonly TrainingPoint[] },
): ContestantRun {
  const { train, validation, test } = scores
  const { metrics } = test ?? validation ?? train
  // In evaluations of the comparison.
  const own = points.map((point) => ({ ...point, evaluations: point.evaluations * unit }))
  return { seed, fitness: outcome.champion.fitness, points: own, metrics }
}

/** Characters: 255 bytes are the most that file systems take. */
const longestName = 60

/** Unique folder names for the contestants: their labels without characters that file systems refuse. */
export function folderNames(labels: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  for (const label of labels) {
    const short = [...label.slice(0, 2 * longestName)].slice(0, longestName).join('')
    const plain =
      short.replaceAll(/[^\p{L}\p{N}.+_-]+/gu, '-').replaceAll(/^[-.]+|[-.]+$/g, '') || 'contestant'
    let name = plain
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${plain}-${n}`
    taken.add(name.toLowerCase())
    names.set(label, name)
  }
  return names
}
