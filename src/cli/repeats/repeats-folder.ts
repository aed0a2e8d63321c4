import { join } from 'node:path'
import type { BuiltRun } from '../../config/build.ts'
import { EvolveError } from '../../errors.ts'
import type { TrainingFigures } from '../../library/training-job.ts'
import type { DataPoint } from '../../report/data-point.ts'
import { plural } from '../../report/number.ts'
import { drawRepeats } from '../../report/repeats.ts'
import type { RunFolder } from '../../run/folder.ts'
import type { Repeat } from './repeats-report.ts'

interface Finished {
  readonly repeat: Repeat
  readonly points: readonly DataPoint[]
}

/**
 * The folder of several trainings: a folder a seed, the list of what they found, and one picture of all. Everything
 * stands in the order of the seeds, whichever ended first.
 */
export class RepeatsFolder {
  private readonly folder: RunFolder
  private readonly warn: (line: string) => void
  private finished: Finished[] = []

  /**
   * @param folder claimed by `repeats.json`
   * @param warn told what could not be written, where that can wait or be done without
   */
  constructor(folder: RunFolder, warn: (line: string) => void) {
    this.folder = folder
    this.warn = warn
    folder.writeJson('repeats.json', [])
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

  /** Takes a training that has ended into the list. */
  add(seed: number, figures: TrainingFigures, points: readonly DataPoint[]): void {
    this.finished.push({ repeat: asRepeat(seed, figures), points })
    this.finished.sort((a, b) => a.repeat.seed - b.repeat.seed)
    try {
      this.writeList()
    } catch (error) {
      this.warn(`repeats.json was not written: ${(error as Error).message}; training goes on`)
    }
  }

  /**
   * Writes what is about all of them.
   * @throws EvolveError if the disk refuses the list
   */
  end({ identity, task, config }: BuiltRun): void {
    try {
      this.writeList()
    } catch (cause) {
      const message = `${this.path}: could not be written: ${(cause as Error).message}`
      throw new EvolveError('output', message, { cause })
    }
    try {
      const picture = drawRepeats({
        title: `${identity.name}, ${plural(this.finished.length, 'training')}`,
        subtitle: `${identity.network}, ${config.strategy.kind}`,
        fitnessLabel: task.fitnessName,
        target: config.stop.target,
        runs: this.finished.map(({ repeat, points }) => ({ label: `seed ${repeat.seed}`, points })),
      })
      this.folder.write('repeats.png', picture)
    } catch (error) {
      this.warn(`repeats.png was not written: ${(error as Error).message}`)
    }
  }

  private writeList(): void {
    this.folder.writeJson('repeats.json', this.repeats)
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
