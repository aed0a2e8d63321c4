import { join, sep } from 'node:path'
import { budgetOf } from '../../config/budget.ts'
import { strategyName } from '../../config/schema/strategy.ts'
import { InputError } from '../../errors.ts'
import { type Contest, type ContestantRun, figuresOf } from '../../library/compare/figures.ts'
import { reaches } from '../../math/direction.ts'
import { comparisonSvg } from '../../report/comparison.ts'
import { fitnessLabel } from '../../report/figure-units.ts'
import type { DataPart } from '../../report/html/data.ts'
import type {
  ReportedContestant,
  ReportedTraining,
  TrainingsReport,
} from '../../report/html/trainings/data.ts'
import { repeatsSvg } from '../../report/repeats.ts'
import type { RunStatus } from '../../run/folder/record.ts'
import { statsOf } from '../../stats.ts'
import { reportName } from '../drawing/pictures.ts'
import { fitnessOf } from '../old-format.ts'
import { addressFrom, type PagePlace } from '../page-address.ts'
import { type CommonTraining, comparedTarget, comparisonCurves, repeatCurves } from './curves.ts'
import type { ReadContestant, ReadTraining, ReadTrainings } from './read-trainings.ts'

/**
 * What the report of several trainings shows.
 * @param place where the page goes
 * @throws InputError if none of them can be read
 */
export function trainingsReport(read: ReadTrainings, place: PagePlace, now: Date): TrainingsReport {
  const { config, record, contestants, remarks, units } = read
  const first = contestants.flatMap(({ trainings }) => trainings)[0]
  if (first === undefined)
    throw new InputError({
      file: place.folder,
      expected: 'a training that has begun',
      found: 'none',
      hint: remarks[0],
    })
  const identity = { ...fitnessOf(config), ...first.record }
  const target = record.kind === 'compare' ? comparedTarget(config) : config.stop.target
  const common = { identity, config, fitnessLabel: fitnessLabel(identity.fitnessName, units) }
  const contest = { target, direction: identity.direction, seed: config.seed }
  return {
    ...{ kind: record.kind, folder: place.folder, writtenAt: now.toISOString(), status: statusOf(read) },
    ...{ identity, config, units, target, fitnessLabel: common.fitnessLabel, remarks },
    strategy: record.kind === 'compare' ? null : strategyName(config.strategy),
    budget: record.kind === 'compare' ? budgetOf(config) : null,
    repeats: record.repeats,
    part: partOf(identity.samples),
    contestants: contestants.map((contestant): ReportedContestant => {
      const runs = contestant.trainings.filter((training) => counts(training, record.kind)).flatMap(runOf)
      return {
        label: contestant.label,
        figures: {
          ...figuresOf(runs, contest),
          ...(record.kind === 'repeats' && successesOf(runs, contest)),
        },
        trainings: contestant.trainings.map((training) => reported(training, place)),
      }
    }),
    plot: plotOf(read, common),
  }
}

/** The picture that stands in the folder too, as SVG. */
function plotOf({ record, contestants }: ReadTrainings, common: CommonTraining): string {
  if (record.kind === 'compare') {
    const shown = contestants.map(({ label, trainings }) => ({ label, runs: trainings }))
    return comparisonSvg(comparisonCurves(common, record.repeats, shown))
  }
  const trainings = contestants.flatMap(({ trainings }) => trainings)
  return repeatsSvg(
    repeatCurves(
      common,
      trainings.map(({ record: { seed }, points }) => ({ seed, points })),
    ),
  )
}

/** As in the tables of the command line: an interrupted training of a comparison counts as far as it came. */
function counts({ run }: ReadTraining, kind: TrainingsReport['kind']): boolean {
  return run.status === 'done' || (kind === 'compare' && run.status === 'interrupted')
}

function runOf({ figures, points, record: { seed } }: ReadTraining): ContestantRun[] {
  if (figures === null) return []
  const { train, validation, test } = figures.scores
  const { metrics } = test ?? validation ?? train
  return [{ seed, fitness: figures.outcome.champion.fitness, points, metrics }]
}

/** As in the table of repeats: champions that are as good as the target at the end, not on the way. */
function successesOf(
  runs: readonly ContestantRun[],
  { target, direction }: Contest,
): { readonly successes?: number } {
  if (target === undefined) return {}
  return { successes: runs.filter(({ fitness }) => reaches(fitness, target, direction)).length }
}

function reported({ run, figures }: ReadTraining, place: PagePlace): ReportedTraining {
  const { train, validation, test } = figures?.scores ?? {}
  const hasReport = statsOf(join(run.folder, reportName)) !== undefined
  return {
    run,
    metrics: (test ?? validation ?? train)?.metrics ?? {},
    address: addressFrom(place, hasReport ? join(run.folder, reportName) : `${run.folder}${sep}`),
  }
}

function partOf({ validation, test }: { readonly validation: number; readonly test: number }): DataPart {
  if (test > 0) return 'test'
  return validation > 0 ? 'validation' : 'train'
}

/** The record of the folder is written after the report, so the trainings tell. */
function statusOf({ record, contestants }: ReadTrainings): RunStatus {
  const known = contestants.flatMap(({ trainings }: ReadContestant) => trainings.map(({ run }) => run.status))
  if (known.includes('running')) return 'running'
  const planned = record.repeats * contestants.length
  if (known.length === planned && known.every((status) => status === 'done')) return 'done'
  const ended = known.length === planned && known.every((status) => status === 'done' || status === 'failed')
  return ended ? 'failed' : 'interrupted'
}
