import type { Draw } from '../../artifacts/drawing/pool.ts'
import { comparedTarget, comparisonCurves } from '../../artifacts/trainings/curves.ts'
import { budgetOf } from '../../config/budget.ts'
import type { BuiltRun } from '../../config/build.ts'
import type { ReadyContestant } from '../../library/compare/contestants.ts'
import { figuresOf } from '../../library/compare/figures.ts'
import type { FinishedTrial } from '../../library/compare/trials.ts'
import { figureUnits, fitnessLabel } from '../../report/figure-units.ts'
import type { RunFolder } from '../../run/folder/run-folder.ts'
import { drawInto, reportInto, reportLine } from '../folder-picture.ts'
import type { Host } from '../host.ts'
import type { TrainJob } from '../job.ts'
import { columnsOf } from '../terminal/columns.ts'
import { writtenTo } from '../train/summary.ts'
import { comparisonReport } from './comparison-report.ts'

/** The file with the figures of a comparison. */
export const compareName = 'compare.json'

/** Prints the table, and writes the figures, the picture and the report. @returns the path of the report; null without one */
export async function conclude(
  { read: { config }, quiet }: TrainJob,
  { task, identity }: BuiltRun,
  contestants: readonly ReadyContestant[],
  trials: readonly FinishedTrial[],
  repeats: number,
  folder: RunFolder,
  { stdout }: Host,
  draw: Draw | null,
  tell: (line: string) => void,
): Promise<string | null> {
  const { seed } = config
  const target = comparedTarget(config)
  const budget = budgetOf(config)
  const { samples } = identity
  const part = samples.test > 0 ? 'test' : samples.validation > 0 ? 'validation' : 'train'
  const rows = contestants.map((contestant) => {
    const own = trials.filter((trial) => trial.contestant === contestant)
    const runs = own.map(({ run }) => run)
    const figures = figuresOf(runs, { target, direction: task.direction, seed })
    return { label: contestant.label, figures, runs, own }
  })
  const seeds = [seed, seed + repeats - 1] as const
  const units = figureUnits(task.network)
  const { fitnessName } = task
  const report = { fitnessName, units, target, budget, part, seeds, contestants: rows } as const
  // The table first: a full disk must not lose it.
  if (!quiet) stdout.write(comparisonReport(report, columnsOf(stdout)))
  folder.writeJson(compareName, {
    ...(task.supervised !== null && { loss: task.supervised.loss }),
    fitnessName: task.fitnessName,
    direction: task.direction,
    target: target ?? null,
    budget,
    metricsOn: part,
    contestants: rows.map(({ label, figures, own }) => ({
      label,
      ...figures,
      trainings: own.map(({ seed, contestant, figures }) => ({
        ...{ seed, ...figures.outcome, ...figures.scores },
        evaluations: figures.outcome.evaluations * contestant.unit,
      })),
    })),
  })
  const label = fitnessLabel(task.fitnessName, units)
  const curves = comparisonCurves({ identity, config, fitnessLabel: label }, repeats, rows)
  let shown: string | null = null
  if (config.pictures !== false && draw !== null) {
    await drawInto(folder, { kind: 'comparison', curves }, draw, tell)
    shown = await reportInto(folder, draw, tell)
  }
  if (!quiet) stdout.write(`${writtenTo(folder.path, folder.taken)}\n${reportLine(shown)}`)
  return shown
}
