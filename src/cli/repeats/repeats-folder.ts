import { join } from 'node:path'
import type { Draw } from '../../artifacts/drawing/pool.ts'
import { repeatCurves } from '../../artifacts/trainings/curves.ts'
import type { BuiltRun } from '../../config/build.ts'
import type { TrainingPoint } from '../../library/training-curve.ts'
import type { TrainingFigures } from '../../library/training-job.ts'
import type { FinishedTraining } from '../../library/training-results.ts'
import { figureUnits, fitnessLabel } from '../../report/figure-units.ts'
import type { RunFolder } from '../../run/folder/run-folder.ts'
import { drawInto, reportInto } from '../folder-picture.ts'
import { type Repeat, repeatsName } from './repeats-report.ts'

interface Finished {
  readonly repeat: Repeat
  readonly points: readonly TrainingPoint[]
}

/**
 * The folder of several trainings: a run folder for each seed, a list of the results, and one picture of all. Results
 * are in the order of the seeds, not in the order in which trainings end.
 */
export class RepeatsFolder {
  private readonly folder: RunFolder
  private readonly warn: (line: string) => void
  private finished: Finished[] = []

  /**
   * @param folder that has begun
   * @param warn called if something optional could not be written
   */
  constructor(folder: RunFolder, warn: (line: string) => void) {
    this.folder = folder
    this.warn = warn
  }

  get path(): string {
    return this.folder.path
  }

  get repeats(): readonly Repeat[] {
    return this.finished.map(({ repeat }) => repeat)
  }

  /** The run folder of a seed. */
  of(seed: number): string {
    return join(this.folder.path, `seed-${seed}`)
  }

  /** Adds a finished training to the list. */
  add(seed: number, figures: TrainingFigures, points: readonly TrainingPoint[]): void {
    this.takeOver([{ seed, figures, points }])
  }

  /** Adds several at once. */
  takeOver(over: readonly (FinishedTraining & { readonly seed: number })[]): void {
    for (const { seed, figures, points } of over)
      this.finished.push({ repeat: asRepeat(seed, figures), points })
    this.finished.sort((a, b) => a.repeat.seed - b.repeat.seed)
    if (over.length === 0) return
    try {
      this.writeList()
    } catch (error) {
      this.warn(`${(error as Error).message}; training continues`)
    }
  }

  /**
   * Writes the list, the picture and the report, unless the config wants none.
   * @param draw null to leave them out
   * @returns the path of the report; null without one
   * @throws EvolveError if the list cannot be written
   */
  async end({ identity, task, config }: BuiltRun, draw: Draw | null): Promise<string | null> {
    this.writeList()
    if (config.pictures === false || draw === null) return null
    const label = fitnessLabel(task.fitnessName, figureUnits(task.network))
    const curves = repeatCurves(
      { identity, config, fitnessLabel: label },
      this.finished.map(({ repeat: { seed }, points }) => ({ seed, points })),
    )
    await drawInto(this.folder, { kind: 'repeats', curves }, draw, this.warn)
    return await reportInto(this.folder, draw, this.warn)
  }

  private writeList(): void {
    this.folder.writeJson(repeatsName, this.repeats)
  }
}

function asRepeat(seed: number, { outcome, scores }: TrainingFigures): Repeat {
  const { reason, generations, evaluations, elapsedMs, champion } = outcome
  const metricsOn = scores.test !== null ? 'test' : scores.validation !== null ? 'validation' : 'train'
  return {
    seed,
    fitness: champion.fitness,
    validation: scores.validation?.fitness ?? null,
    metricsOn,
    metrics: scores[metricsOn]!.metrics,
    reason,
    generations,
    evaluations,
    elapsedMs,
  }
}
