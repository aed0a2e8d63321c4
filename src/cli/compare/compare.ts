import { join } from 'node:path'
import { drawRun, isDrawn } from '../../artifacts/drawing/draw-run.ts'
import { DrawingPool, drawingProcesses } from '../../artifacts/drawing/pool.ts'
import { comparedTarget } from '../../artifacts/trainings/curves.ts'
import { withPlaces } from '../../config/read.ts'
import type { Override } from '../../config/set.ts'
import type { GroupDashboard } from '../../dashboard/group/group-dashboard.ts'
import type { GroupMember } from '../../dashboard/group/messages.ts'
import { contestantsOf, type ReadyContestant, repeatsOf } from '../../library/compare/contestants.ts'
import { folderNames, runTrials, type Trial } from '../../library/compare/trials.ts'
import { TrainingPool } from '../../library/training-pool.ts'
import { shownText } from '../../shown-text.ts'
import { exit } from '../exit.ts'
import { checkSingle } from '../fleet/queue-options.ts'
import { groupEnding, heldWith, openGroupDashboard, type WatchedTrainings } from '../group-dashboard.ts'
import type { Host } from '../host.ts'
import { Interruption } from '../interruption.ts'
import { type JobOptions, readJob } from '../job.ts'
import { Pages } from '../open.ts'
import { RepeatsProgress, screenOf } from '../repeats/repeats-progress.ts'
import { checkRoom } from '../room.ts'
import { columnsOf } from '../terminal/columns.ts'
import { shortPath } from '../terminal/format.ts'
import { paintFor } from '../terminal/paint.ts'
import { type PageOptions, pageOptions } from '../train/dashboard.ts'
import { comparisonHeading } from '../train/heading.ts'
import { stopsOf } from '../train/progress.ts'
import { type Trainings, TrainingsFolder } from '../trainings.ts'
import { checkSeeds, wholeNumber } from '../usage.ts'
import { compareName, conclude } from './conclude.ts'

/** The options of the command: unchecked texts. */
export interface CompareOptions extends JobOptions {
  readonly repeats?: string
  /** The port; 0 for any. */
  readonly dashboard?: string
  /** Whether the dashboard or the report is opened in a browser. */
  readonly open?: boolean
}

/**
 * `evolve compare <config>`: contestants with the same budget. Makes a table, a picture and a folder for each training.
 */
export async function compare(file: string, options: CompareOptions, host: Host): Promise<number> {
  const shown = pageOptions(options)
  const job = await readJob(file, options, repeatsGiven(options))
  checkSingle(job.read)
  const { config } = job.read
  const repeats = repeatsOf(config)
  const given = options.repeats !== undefined
  checkSeeds(config.seed, repeats, given ? undefined : { file: job.read.file, field: 'compare.repeats' })
  return await compareAll({ job, repeats, resumed: null }, host, shown)
}

/**
 * Trains the contestants of a comparison that begins, or goes on.
 * @returns the exit code
 */
export async function compareAll(
  trainings: Trainings,
  host: Host,
  { port, open }: PageOptions = { port: null, open: false },
): Promise<number> {
  const { job, repeats, resumed } = trainings
  const { config, directory, file, hash } = job.read
  const { computation } = job
  const { contestants, built } = await contestantsOf(config, { directory, file, hash, computation }).catch(
    (error: unknown) => {
      throw withPlaces(error, job.read)
    },
  )
  const threads = Math.max(1, Math.min(job.workers, contestants.length * repeats))
  checkRoom(threads, 3)
  const names = folderNames(contestants.map(({ label }) => label))
  const opened = TrainingsFolder.open(trainings, 'compare', built, {
    ...{ list: compareName, name: `${config.name}-compare` },
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
  const pages = new Pages(open, host, (line) => progress.warning(line))
  let failed = 0
  let whole = false
  const pictures: Promise<void>[] = []
  let dashboard: GroupDashboard | null = null
  const draw = async (trial: Trial, path: string): Promise<void> => {
    const { warnings } = await drawRun(shortPath(path), 'many', drawing.draw)
    if (!drawing.closed) for (const line of warnings) progress.warning(`${nameOf(trial)}: ${line}`)
  }
  try {
    const watched: WatchedTrainings = {
      contestants: contestants.map(({ label }) => label),
      ...{ trainings: membersOf(contestants, repeats, names), target: comparedTarget(config), threads },
      stopsOf: (training) => stopsOf(contestants[training % contestants.length]!.config),
      unitOf: (training) => contestants[training % contestants.length]!.unit,
    }
    const notice = (line: string): void => progress.notice(line)
    dashboard = await openGroupDashboard(port, built, watched, interruption, host, pages, notice)
    dashboard?.follow(heldWith(pool, progress))
    pages.expect(config.pictures !== false)
    const trials = await runTrials(
      contestants,
      {
        ...{ repeats, directory, file, hash, computation },
        resume: resumed?.mode,
        folderOf: ({ contestant, seed }) => join(folder.path, names.get(contestant.label)!, `seed-${seed}`),
      },
      pool,
      {
        onEvents(trial, events) {
          progress.generations(place(trial), events)
          dashboard?.take(place(trial), events)
        },
        onEarlier: (trial, points) => dashboard?.earlier(place(trial), points),
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
          const member = result.kind === 'done' ? result.outcome : null
          progress.finished(place(trial), member?.champion.fitness ?? null)
          if (result.kind === 'done') dashboard?.earlier(place(trial), result.points)
          dashboard?.finish(place(trial), member)
        },
      },
    )
    const finished = trials.filter(({ figures }) => figures.outcome.reason !== 'interrupted')
    const planned = contestants.length * repeats
    await dashboard?.end(groupEnding(finished.length, planned, failed, folder.path))
    interruption
      .draw('evolve report <run> draws those of a run')
      .addEventListener('abort', () => drawing.close(), { once: true })
    await Promise.all(pictures)
    progress.end()
    if (trials.length === 0) return interruption.code ?? exit.failed
    const report = await conclude(
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
    whole = finished.length === planned
    await pages.report(report)
  } catch (error) {
    await dashboard?.end({ text: (error as Error).message, well: false })
    throw error
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

/** The trials in the order in which they start. */
function membersOf(
  contestants: readonly ReadyContestant[],
  repeats: number,
  names: ReadonlyMap<string, string>,
): GroupMember[] {
  return Array.from({ length: repeats }, (_, repeat) =>
    contestants.map(({ label, config }, contestant) => {
      const seed = config.seed + repeat
      return { seed, contestant, folder: `${names.get(label)!}/seed-${seed}` }
    }),
  ).flat()
}

function nameOf({ contestant, seed }: Trial): string {
  return `${shownText(contestant.label, 40)}, seed ${seed}`
}

function repeatsGiven({ repeats }: CompareOptions): Override[] {
  if (repeats === undefined) return []
  return [{ path: ['compare', 'repeats'], value: wholeNumber('--repeats', repeats, 1, 10_000) }]
}
