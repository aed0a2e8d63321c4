import { join } from 'node:path'
import type { BuiltRun } from '../config/build.ts'
import type { Override } from '../config/set.ts'
import { budgetOf, type Entrant, entrantsOf } from '../library/compare/entrants.ts'
import { figuresOf } from '../library/compare/figures.ts'
import { type FinishedHeat, folderNames, type Heat, runHeats } from '../library/compare/heats.ts'
import { TrainingPool } from '../library/training-pool.ts'
import { drawComparison } from '../report/comparison.ts'
import { plural } from '../report/number.ts'
import type { RunFolder } from '../run/folder.ts'
import { comparisonReport } from './comparison-report.ts'
import { exit } from './exit.ts'
import { comparisonHeading } from './heading.ts'
import { Interruption } from './interruption.ts'
import { claimFolder, type JobOptions, readJob, type TrainJob } from './job.ts'
import { paintFor } from './paint.ts'
import { stopsOf } from './progress.ts'
import { RepeatsProgress } from './repeats-progress.ts'
import { shortPath } from './summary.ts'
import { checkSeeds, wholeNumber } from './usage.ts'
import { columnsOf } from './width.ts'

/** What the command line hands over: texts, unchecked. */
export interface CompareOptions extends JobOptions {
  readonly repeats?: string
}

const record = 'compare.json'

/** `evolve compare <config>`: several contestants under one budget; a table, one picture, a folder for each training. */
export async function compare(file: string, options: CompareOptions): Promise<number> {
  const job = await readJob(file, options, repeatsOf(options))
  const { config, directory, hash } = job.read
  const { repeats = 10 } = config.compare ?? {}
  checkSeeds(config.seed, repeats)
  const { entrants, built } = entrantsOf(config, { directory, file: job.read.file })
  const threads = Math.max(1, Math.min(job.workers, entrants.length * repeats))
  const folder = claimFolder(job, record, `${config.name}-compare`)
  folder.writeJson(record, [])
  if (!job.quiet) {
    const paint = paintFor(process.stdout, process.env)
    process.stdout.write(comparisonHeading(built, entrants, threads, paint, columnsOf(process.stdout)))
  }
  const names = folderNames(entrants.map(({ label }) => label))
  const pool = new TrainingPool(threads)
  const progress = new RepeatsProgress(
    {
      trainings: entrants.length * repeats,
      stopsOf: (heat) => stopsOf(entrants[heat % entrants.length]!.config),
      alike: false,
      direction: built.task.direction,
    },
    job.quiet,
  )
  /** The place of a heat among all, in which they begin too. */
  const place = ({ entrant, seed }: Heat): number =>
    (seed - config.seed) * entrants.length + entrants.indexOf(entrant)
  const interruption = new Interruption((line) => progress.notice(line))
  interruption.signal.addEventListener('abort', () => pool.stop())
  let failed = 0
  try {
    const heats = await runHeats(
      entrants,
      {
        repeats,
        directory,
        file: job.read.file,
        hash,
        folderOf: ({ entrant, seed }) => join(folder.path, names.get(entrant.label)!, `seed-${seed}`),
      },
      pool,
      {
        onEvents: (heat, events) => progress.generations(place(heat), events),
        onWarning: ({ entrant, seed }, line) => progress.notice(`${entrant.label}, seed ${seed}: ${line}`),
        onResult(heat, result) {
          if (result.kind === 'skipped') return
          if (result.kind === 'failed') {
            failed++
            progress.error(`evolve: ${heat.entrant.label}, seed ${heat.seed}: ${result.message}`)
          }
          progress.finished(place(heat), result.kind === 'done' ? result.outcome.champion.fitness : null)
        },
      },
    )
    progress.end()
    if (heats.length === 0) return interruption.signal.aborted ? exit.interrupted : exit.failed
    conclude(job, built, entrants, heats, repeats, folder, (line) => progress.notice(line))
  } finally {
    progress.end()
    interruption.end()
    await pool.close()
  }
  if (interruption.signal.aborted) return exit.interrupted
  return failed > 0 ? exit.failed : exit.done
}

function repeatsOf({ repeats }: CompareOptions): Override[] {
  if (repeats === undefined) return []
  return [{ path: ['compare', 'repeats'], value: wholeNumber('--repeats', repeats, 1, 10_000) }]
}

/** Writes the figures and the picture, and prints the table. */
function conclude(
  { read: { config }, quiet }: TrainJob,
  { task, identity }: BuiltRun,
  entrants: readonly Entrant[],
  heats: readonly FinishedHeat[],
  repeats: number,
  folder: RunFolder,
  tell: (line: string) => void,
): void {
  const { seed } = config
  const target = config.compare?.target ?? config.stop.target
  const budget = budgetOf(config)
  const { samples } = identity
  const part = samples.test > 0 ? 'test' : samples.validation > 0 ? 'validation' : 'train'
  const contestants = entrants.map((entrant) => {
    const own = heats.filter((heat) => heat.entrant === entrant)
    const runs = own.map(({ run }) => run)
    const figures = figuresOf(runs, { target, direction: task.direction, seed })
    return { label: entrant.label, figures, runs, own }
  })
  folder.writeJson(record, {
    loss: task.loss,
    target: target ?? null,
    budget,
    metricsOn: part,
    contestants: contestants.map(({ label, figures, own }) => ({
      label,
      ...figures,
      trainings: own.map(({ seed, entrant, figures }) => ({
        ...{ seed, ...figures.outcome, ...figures.assessment },
        evaluations: figures.outcome.evaluations * entrant.unit,
      })),
    })),
  })
  const seconds = budget.evaluations === undefined
  draw('compare.png', folder, tell, () =>
    drawComparison({
      title: `${identity.name}, ${plural(repeats, 'training')} each`,
      subtitle: identity.network,
      fitnessLabel: task.loss,
      xLabel: seconds ? 'Seconds →' : 'Evaluations →',
      target,
      contestants: contestants.map(({ label, runs }) => ({
        label,
        runs: runs.map(({ points }) =>
          points.map((point) => ({ x: seconds ? point.seconds : point.evaluations, y: point.fitness })),
        ),
      })),
    }),
  )
  if (quiet) return
  const seeds = [seed, seed + repeats - 1] as const
  const report = { loss: task.loss, target, budget, part, seeds, contestants } as const
  process.stdout.write(comparisonReport(report, columnsOf(process.stdout)))
  process.stdout.write(`written to ${shortPath(folder.path)}\n`)
}

/** A picture that cannot be written costs no figures: it is said, no more. */
function draw(name: string, folder: RunFolder, tell: (line: string) => void, picture: () => Buffer): void {
  try {
    folder.write(name, picture())
  } catch (error) {
    tell(`${name} was not written: ${(error as Error).message}`)
  }
}
