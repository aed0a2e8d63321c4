import { readMetrics } from '../../artifacts/read-metrics.ts'
import type { BuiltRun } from '../../config/build.ts'
import type { Dashboard } from '../../dashboard/dashboard.ts'
import { Interrupted } from '../../errors.ts'
import type { ResumedRun } from '../../library/journal.ts'
import { redirectConsole } from '../../library/logged-lines.ts'
import type { Observer } from '../../library/run-state.ts'
import { isUnfinished } from '../../run/folder/claim-folder.ts'
import { metricsName, type RunFolder } from '../../run/folder/run-folder.ts'
import { exit } from '../exit.ts'
import { checkSingle } from '../fleet/queue-options.ts'
import type { Host } from '../host.ts'
import { Interruption } from '../interruption.ts'
import { build, claimFolder, follow, type JobOptions, readJob, type TrainJob } from '../job.ts'
import { Pages } from '../open.ts'
import { repeat } from '../repeats/repeats.ts'
import { checkRoom } from '../room.ts'
import { columnsOf } from '../terminal/columns.ts'
import { shortPath } from '../terminal/format.ts'
import { paintFor } from '../terminal/paint.ts'
import { wholeNumber } from '../usage.ts'
import { endingOf, openDashboard, type PageOptions, pageOptions } from './dashboard.ts'
import { keptLines } from './failure-lines.ts'
import { heading } from './heading.ts'
import { RunPictures } from './pictures.ts'
import { TrainingProgress } from './progress.ts'
import { summary } from './summary.ts'

/** The options of the command: unchecked texts. */
export interface TrainOptions extends JobOptions {
  readonly generations?: string
  readonly repeats?: string
  /** The port; 0 for any. */
  readonly dashboard?: string
  /** Whether the dashboard or the report is opened in a browser. */
  readonly open?: boolean
}

/** `evolve <config>`. */
export async function train(file: string, options: TrainOptions, host: Host): Promise<number> {
  const repeats = options.repeats === undefined ? 1 : wholeNumber('--repeats', options.repeats, 1, 10_000)
  const shown = pageOptions(options)
  const { generations } = options
  const job = await readJob(
    file,
    options,
    generations === undefined
      ? []
      : [{ path: ['stop', 'generations'], value: wholeNumber('--generations', generations, 1) }],
  )
  if (repeats > 1) checkSingle(job.read)
  // Trainings on threads of their own do all there.
  if (repeats === 1) checkRoom(job.workers, 1)
  else checkRoom(Math.min(job.workers, repeats), 3)
  return repeats === 1
    ? await trainOnce(job, shown, host)
    : await repeat({ job, repeats, resumed: null }, host, shown)
}

async function trainOnce(job: TrainJob, shown: PageOptions, host: Host): Promise<number> {
  const live = new TrainingProgress(job.read.config, host, job.quiet)
  // With workers none of the user's code runs in this process.
  const restore = job.workers === 0 ? redirectConsole(live.log) : () => {}
  try {
    const built = await build(job, job.read.config.seed, (line) => live.notice(line), live.log)
    return await trainPrepared(
      { built, quiet: job.quiet, ...shown, folder: () => claimFolder(job) },
      live,
      host,
    )
  } finally {
    restore()
  }
}

/** A training on the command line that is ready to start. */
export interface PreparedTraining extends PageOptions {
  readonly built: BuiltRun
  readonly quiet: boolean
  /** Claims its folder, or gives that of a run that goes on. */
  readonly folder: () => RunFolder
  /** Where a run that goes on has come to; undefined for a new one. */
  readonly resumed?: ResumedRun | undefined
  /** What follows the training; undefined if nothing does. */
  readonly observer?: Observer | undefined
}

/** Trains, shows how it goes, and draws the pictures. @returns the exit code */
export async function trainPrepared(
  prepared: PreparedTraining,
  live: TrainingProgress,
  host: Host,
): Promise<number> {
  const { built, quiet, port, resumed, observer } = prepared
  const { stdout } = host
  const pages = new Pages(prepared.open, host, (line) => live.warning(line))
  const paint = paintFor(stdout, host.environment)
  const interruption = new Interruption((line) => live.notice(line), host)
  const pictures = RunPictures.of(built, live)
  let dashboard: Dashboard | null = null
  let folder: RunFolder | null = null
  try {
    dashboard = await openDashboard(port, built, interruption, host, pages, (line) => live.notice(line))
    folder = prepared.folder()
    if (!quiet) stdout.write(heading(built, paint, columnsOf(stdout)))
    const { taken } = folder
    if (taken !== null && isUnfinished(taken)) {
      const path = shortPath(taken)
      live.notice(`${path} has not ended: evolve resume ${path} goes on with it, this run is another one`)
    }
    pages.expect(pictures !== null)
    if (resumed !== undefined)
      dashboard?.earlier(readMetrics(`${folder.path}/${metricsName}`, built.config), resumed)
    pictures?.prepare()
    const run = await follow(built, { folder, resumed, observer }, interruption, live, dashboard?.watch)
    if (!quiet) stdout.write(summary(built, run, paint, folder.taken))
    await dashboard?.end(endingOf(run))
    if (run.unwritten !== null) host.stderr.write(`evolve: ${run.unwritten}\n`)
    if (pictures !== null) {
      const later = `evolve report ${shortPath(folder.path)} draws them`
      if (interruption.drawing && run.unwritten === null) {
        const report = await pictures.draw(folder.path, interruption.draw(later))
        if (report !== null && !quiet) stdout.write(`report: ${report}\n`)
        await pages.report(report)
      } else live.notice(`no pictures drawn: ${later}`)
    }
    if (run.outcome.reason === 'interrupted') live.notice(goesOn(built, folder.path))
    return interruption.code ?? (run.unwritten === null ? exit.done : exit.failed)
  } catch (error) {
    await dashboard?.end({ text: (error as Error).message, well: false })
    live.end()
    if (folder !== null) for (const line of keptLines(folder.path)) live.notice(line)
    if (!(error instanceof Interrupted) || interruption.code === null || folder === null) throw error
    live.notice(`${error.message}; ${goesOn(built, folder.path)}`)
    return interruption.code
  } finally {
    // A folder that no training has begun in.
    folder?.unlock()
    pictures?.end()
    live.end()
    interruption.end()
  }
}

/** How to go on with a run that was interrupted. */
function goesOn({ config }: BuiltRun, folder: string): string {
  const from = config.checkpoint === false ? ', from its beginning: checkpoint is false' : ''
  return `evolve resume ${shortPath(folder)} goes on with it${from}`
}
