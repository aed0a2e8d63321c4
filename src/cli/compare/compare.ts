import { join } from 'node:path'
import { drawRun, isDrawn } from '../../artifacts/drawing/draw-run.ts'
import { type Draw, DrawingPool, drawingProcesses } from '../../artifacts/drawing/pool.ts'
import { comparedTarget, comparisonCurves } from '../../artifacts/trainings/curves.ts'
import { budgetOf } from '../../config/budget.ts'
import type { BuiltRun } from '../../config/build.ts'
import type { Override } from '../../config/set.ts'
import { contestantsOf, type ReadyContestant, repeatsOf } from '../../library/compare/contestants.ts'
import { figuresOf } from '../../library/compare/figures.ts'
import { type FinishedTrial, folderNames, runTrials, type Trial } from '../../library/compare/trials.ts'
import { TrainingPool } from '../../library/training-pool.ts'
import { figureUnits, fitnessLabel } from '../../report/figure-units.ts'
import type { RunFolder } from '../../run/folder/run-folder.ts'
import { shownText } from '../../shown-text.ts'
import { exit } from '../exit.ts'
import { drawInto, reportInto } from '../folder-picture.ts'
import type { Host } from '../host.ts'
import { Interruption } from '../interruption.ts'
import { type JobOptions, readJob, type TrainJob } from '../job.ts'
import { RepeatsProgress, screenOf } from '../repeats/repeats-progress.ts'
import { checkRoom } from '../room.ts'
import { shortPath } from '../terminal/format.ts'
import { paintFor } from '../terminal/paint.ts'
import { columnsOf } from '../terminal/width.ts'
import { comparisonHeading } from '../train/heading.ts'
import { stopsOf } from '../train/progress.ts'
import { writtenTo } from '../train/summary.ts'
import { type Trainings, TrainingsFolder } from '../trainings.ts'
import { checkSeeds, wholeNumber } from '../usage.ts'
import { comparisonReport } from './comparison-report.ts'

/** The options of the command: unchecked texts. */
export interface CompareOptions extends JobOptions {
  readonly repeats?: string
}

const record = 'compare.json'

/**
 * `evolve compare <config>`: contestants with the same budget. Makes a table, a picture and a folder for each training.
 */
export async function compare(file: string, options: CompareOptions, host: Host): Promise<number> {
  const job = await readJob(file, options, repeatsGiven(options))
  const { config } = job.read
  const repeats = repeatsOf(config)
  const given = options.repeats !== undefined
  checkSeeds(config.seed, repeats, given ? undefined : { file: job.read.file, field: 'compare.repeats' })
  return await compareAll({ job, repeats, resumed: null }, host)
}

/** Trains the contestants of a comparison that begins, or goes on. @returns the exit code */
export async function compareAll(trainings: Trainings, host: Host): Promise<number> {
  const { job, repeats, resumed } = trainings
  const { config, directory, file, hash } = job.read
  const { computation } = job
  const { contestants, built } = await contestantsOf(config, { directory, file, hash, computation })
  const threads = Math.max(1, Math.min(job.workers, contestants.length * repeats))
  checkRoom(threads, 3)
  const names = folderNames(contestants.map(({ label }) => label))
  const opened = TrainingsFolder.open(trainings, 'compare', built, {
    ...{ list: record, name: `${config.name}-compare` },
    contestants: contestants.map(({ label, unit }) => ({ label, folder: names.get(label)!, unit })),
    warn: (line) => void host.stderr.write(`${line}\n`),
  })
  const { folder } = opened
  if (!job.quiet) {
    const paint = paintFor(host.stdout, host.environment)
    host.stdout.write(comparisonHeading(built, contestants, threads, paint, columnsOf(host.stdout)))
  }
  const pool = new TrainingPool(threads)
  const drawing = new DrawingPool(drawingProcesses(threads))
  const progress = new RepeatsProgress(
    {
      trainings: contestants.length * repeats,
      stopsOf: (trial) => stopsOf(contestants[trial % contestants.length]!.config),
      alike: false,
      direction: built.task.direction,
    },
    job.quiet,
    screenOf(host),
  )
  /** The index of a trial, in the order in which trials start. */
  const place = ({ contestant, seed }: Trial): number =>
    (seed - config.seed) * contestants.length + contestants.indexOf(contestant)
  const interruption = new Interruption((line) => progress.notice(line), host)
  interruption.signal.addEventListener('abort', () => pool.stop())
  interruption.leaving.addEventListener('abort', () => pool.abandon())
  let failed = 0
  let whole = false
  const pictures: Promise<void>[] = []
  const draw = async (trial: Trial, path: string): Promise<void> => {
    const { warnings } = await drawRun(shortPath(path), 'many', drawing.draw)
    if (!drawing.closed) for (const line of warnings) progress.warning(`${nameOf(trial)}: ${line}`)
  }
  try {
    const trials = await runTrials(
      contestants,
      {
        ...{ repeats, directory, file, hash, computation },
        resume: resumed?.mode,
        folderOf: ({ contestant, seed }) => join(folder.path, names.get(contestant.label)!, `seed-${seed}`),
      },
      pool,
      {
        onEvents: (trial, events) => progress.generations(place(trial), events),
        onWarning: (trial, line) => progress.warning(`${nameOf(trial)}: ${line}`),
        onLog: (trial, line) => progress.notice(`${nameOf(trial)}: ${line}`),
        onResult(trial, result) {
          if (result.kind === 'skipped') return
          if (result.kind === 'failed') {
            failed++
            progress.warning(`evolve: ${nameOf(trial)}: ${result.message}`)
          }
          if (
            result.kind === 'done' &&
            result.folder !== null &&
            result.whole &&
            interruption.drawing &&
            trial.contestant.config.pictures !== false &&
            (resumed === null || !isDrawn(result.folder))
          ) {
            pictures.push(draw(trial, result.folder))
          }
          progress.finished(place(trial), result.kind === 'done' ? result.outcome.champion.fitness : null)
        },
      },
    )
    interruption
      .draw('evolve report <run> draws those of a run')
      .addEventListener('abort', () => drawing.close(), { once: true })
    await Promise.all(pictures)
    progress.end()
    if (trials.length === 0) return interruption.code ?? exit.failed
    await conclude(
      job,
      built,
      contestants,
      trials,
      repeats,
      folder,
      host,
      interruption.drawing ? drawing.draw : null,
      (line) => progress.warning(line),
    )
    const finished = trials.filter(({ figures }) => figures.outcome.reason !== 'interrupted')
    whole = finished.length === contestants.length * repeats
  } finally {
    drawing.close()
    progress.end()
    await pool.close()
    opened.end(whole ? 'done' : 'interrupted', (line) => progress.warning(line))
    if (!whole) progress.notice(`evolve resume ${shortPath(folder.path)} goes on with them`)
    interruption.end()
  }
  return interruption.code ?? (failed > 0 ? exit.failed : exit.done)
}

function nameOf({ contestant, seed }: Trial): string {
  return `${shownText(contestant.label, 40)}, seed ${seed}`
}

function repeatsGiven({ repeats }: CompareOptions): Override[] {
  if (repeats === undefined) return []
  return [{ path: ['compare', 'repeats'], value: wholeNumber('--repeats', repeats, 1, 10_000) }]
}

/** Prints the table, and writes the figures, the picture and the report. */
async function conclude(
  { read: { config }, quiet }: TrainJob,
  { task, identity }: BuiltRun,
  contestants: readonly ReadyContestant[],
  trials: readonly FinishedTrial[],
  repeats: number,
  folder: RunFolder,
  { stdout }: Host,
  draw: Draw | null,
  tell: (line: string) => void,
): Promise<void> {
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
  folder.writeJson(record, {
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
  let shown = ''
  if (config.pictures !== false && draw !== null) {
    await drawInto(folder, { kind: 'comparison', curves }, draw, tell)
    shown = await reportInto(folder, draw, tell)
  }
  if (!quiet) stdout.write(`${writtenTo(folder.path, folder.taken)}\n${shown}`)
}
