import { drawRun, isDrawn } from '../../artifacts/drawing/draw-run.ts'
import { DrawingPool, drawingProcesses } from '../../artifacts/drawing/pool.ts'
import type { BuiltRun } from '../../config/build.ts'
import { EvolveError } from '../../errors.ts'
import { redirectConsole } from '../../library/logged-lines.ts'
import { startTraining } from '../../library/start-training.ts'
import type { TrainingJob } from '../../library/training-job.ts'
import { TrainingPool } from '../../library/training-pool.ts'
import { finishedTraining } from '../../library/training-results.ts'
import { exit } from '../exit.ts'
import { reportLine } from '../folder-picture.ts'
import { groupEnding, heldWith } from '../group-dashboard.ts'
import type { Host } from '../host.ts'
import { Interruption } from '../interruption.ts'
import { build, follow, type TrainJob } from '../job.ts'
import { Pages } from '../open.ts'
import { shortPath } from '../terminal/format.ts'
import type { PageOptions } from '../train/dashboard.ts'
import { repeatsHeading } from '../train/heading.ts'
import { stopsOf, TrainingProgress } from '../train/progress.ts'
import { writtenTo } from '../train/summary.ts'
import { type Trainings, TrainingsFolder } from '../trainings.ts'
import { checkSeeds } from '../usage.ts'
import { RepeatsDashboard } from './repeats-dashboard.ts'
import { RepeatsFolder } from './repeats-folder.ts'
import { RepeatsProgress, screenOf } from './repeats-progress.ts'
import { failureLine, repeatsName, repeatsReport } from './repeats-report.ts'

/**
 * `--repeats n`: trains with the seeds seed … seed+n-1, each in its own folder, then writes a table and one plot. Each
 * training runs on one thread, as many at a time as there are workers; without workers they run one after the other.
 * Results do not depend on this.
 */
export async function repeat(
  trainings: Trainings,
  host: Host,
  shown: PageOptions = { port: null, open: false },
): Promise<number> {
  const { job, repeats } = trainings
  const { seed } = job.read.config
  checkSeeds(seed, repeats)
  const seeds = Array.from({ length: repeats }, (_, k) => seed + k)
  const threads = Math.min(job.workers, repeats)
  return await new Repeats({ ...trainings, job: { ...job, workers: 0 } }, seeds, threads, host).train(shown)
}

class Repeats {
  private readonly trainings: Trainings
  private readonly job: TrainJob
  private readonly seeds: readonly number[]
  /** Number of simultaneous trainings, each on its own thread; 0 to train one after the other on this thread. */
  private readonly threads: number
  private readonly host: Host
  private live: TrainingProgress | RepeatsProgress
  private failed = 0
  private readonly drawing: DrawingPool
  private dashboard: RepeatsDashboard | null = null
  private readonly notice = (line: string): void => this.live.notice(line)
  private readonly warn = (line: string): void => this.live.warning(line)

  /** @param trainings with a job in process */
  constructor(trainings: Trainings, seeds: readonly number[], threads: number, host: Host) {
    const { job } = trainings
    this.trainings = trainings
    this.job = job
    this.seeds = seeds
    this.threads = threads
    this.host = host
    this.live = new TrainingProgress(job.read.config, host, job.quiet)
    this.drawing = new DrawingPool(drawingProcesses(threads))
  }

  async train(shown: PageOptions): Promise<number> {
    const { job, threads } = this
    // With threads, no code of the user runs in this one.
    const log = (line: string): void =>
      this.live instanceof TrainingProgress ? this.live.log(line) : undefined
    const restore = threads === 0 ? redirectConsole(log) : () => {}
    try {
      // Built before any folder is created, so that bad data leaves nothing behind.
      const first = await build(threads === 0 ? job : { ...job, workers: 1 }, this.seeds[0]!, this.notice)
      return await this.trainAll(first, shown)
    } finally {
      restore()
    }
  }

  private async trainAll(first: BuiltRun, { port, open }: PageOptions): Promise<number> {
    const { job, threads, host } = this
    const { quiet, read } = job
    const interruption = new Interruption(this.notice, host)
    let opened: TrainingsFolder | null = null
    let whole = false
    try {
      const watched = { seeds: this.seeds, config: read.config, threads }
      const { notice, warn } = this
      const pages = new Pages(open, host, warn)
      this.dashboard = await RepeatsDashboard.open(port, first, watched, interruption, host, pages, notice)
      pages.expect(read.config.pictures !== false)
      const options = { list: repeatsName, name: read.config.name, warn }
      opened = TrainingsFolder.open(this.trainings, 'repeats', first, options)
      const { folder: claimed } = opened
      const folder = new RepeatsFolder(claimed, warn)
      if (!quiet) host.stdout.write(repeatsHeading(first, threads, host))
      const seeds = await this.takeOver(folder)
      if (threads === 0) await this.oneByOne(first, seeds, folder, interruption)
      else if (seeds.length > 0) await this.together(first, seeds, folder, interruption)
      this.live.end()
      const ended = folder.repeats.filter(({ reason }) => reason !== 'interrupted').length
      await this.dashboard?.end(groupEnding(ended, this.seeds.length, this.failed, claimed.path))
      interruption
        .draw('evolve report <run> draws those of a run')
        .addEventListener('abort', () => this.drawing.close(), { once: true })
      if (folder.repeats.length > 0) {
        const { stop } = read.config
        // The table first: a full disk must not lose it.
        if (!quiet) host.stdout.write(repeatsReport(folder.repeats, first.task, stop.target))
        const report = await folder.end(first, interruption.drawing ? this.drawing.draw : null)
        whole = ended === this.seeds.length
        if (!quiet) host.stdout.write(`${writtenTo(claimed.path, claimed.taken)}\n${reportLine(report)}`)
        await pages.report(report)
      }
    } catch (error) {
      await this.dashboard?.end({ text: (error as Error).message, well: false })
      throw error
    } finally {
      this.drawing.close()
      this.live.end()
      opened?.end(whole ? 'done' : 'interrupted', this.warn)
      if (opened !== null && !whole)
        this.notice(`evolve resume ${shortPath(opened.folder.path)} goes on with them`)
      interruption.end()
    }
    return interruption.code ?? (this.failed > 0 ? exit.failed : exit.done)
  }

  /** Draws the pictures of one training. */
  private async draw(folder: string, tell: (line: string) => void): Promise<void> {
    if (this.job.read.config.pictures === false) return
    const { warnings } = await drawRun(shortPath(folder), 'many', this.drawing.draw)
    for (const line of warnings) tell(line)
  }

  /** Takes over the trainings that an earlier process has ended. @returns the seeds of the others */
  private async takeOver(results: RepeatsFolder): Promise<readonly number[]> {
    if (this.trainings.resumed === null) return this.seeds
    const found = this.seeds.map((seed) => ({ seed, finished: finishedTraining(results.of(seed)) }))
    const over = found.flatMap(({ seed, finished }) => (finished === null ? [] : [{ seed, ...finished }]))
    results.takeOver(over)
    this.dashboard?.takeOver(over)
    for (const { seed } of over) {
      const folder = results.of(seed)
      if (!isDrawn(folder)) await this.draw(folder, (line) => this.live.warning(`seed ${seed}: ${line}`))
    }
    return found.filter(({ finished }) => finished === null).map(({ seed }) => seed)
  }

  private jobOf(seed: number, results: RepeatsFolder): TrainingJob {
    const { read, computation } = this.job
    const { config, directory, file, hash } = read
    const resume = this.trainings.resumed?.mode
    const job = { config: { ...config, seed }, directory, file, hash }
    return { ...job, folder: results.of(seed), computation, resume }
  }

  private async oneByOne(
    first: BuiltRun,
    seeds: readonly number[],
    results: RepeatsFolder,
    interruption: Interruption,
  ): Promise<void> {
    const { job, host } = this
    for (const seed of seeds) {
      if (interruption.signal.aborted) return
      const live = new TrainingProgress(job.read.config, host, job.quiet, `seed ${seed}`)
      this.live = live
      try {
        const { warn } = this
        const known = seed === this.seeds[0] ? first : undefined
        const { built, context, curve } = await startTraining(
          this.jobOf(seed, results),
          { onWarning: warn, onLog: live.log },
          known,
        )
        this.dashboard?.earlier(seed, curve.points)
        const run = await follow(built, context, interruption, live, (event) =>
          this.dashboard?.watch(seed, event, built.trainer),
        )
        if (run.unwritten !== null) live.warning(run.unwritten)
        else if (interruption.drawing) await this.draw(results.of(seed), warn)
        results.add(seed, run, curve.points)
        this.dashboard?.finish(seed, run.outcome)
      } catch (error) {
        if (!(error instanceof EvolveError)) throw error
        // The others continue.
        this.failed++
        this.dashboard?.finish(seed, null)
        live.end()
        host.stderr.write(`${failureLine(seed, error.message)}\n`)
      }
    }
  }

  private async together(
    first: BuiltRun,
    seeds: readonly number[],
    results: RepeatsFolder,
    interruption: Interruption,
  ): Promise<void> {
    const stops = stopsOf(this.job.read.config)
    const { direction } = first.task
    const group = { trainings: seeds.length, stopsOf: () => stops, alike: true, direction }
    const live = new RepeatsProgress(group, this.job.quiet, screenOf(this.host))
    this.live = live
    const pool = new TrainingPool(this.threads)
    this.dashboard?.follow(heldWith(pool, live))
    interruption.signal.addEventListener('abort', () => pool.stop())
    interruption.leaving.addEventListener('abort', () => pool.abandon())
    const train = async (seed: number): Promise<void> => {
      const warn = (line: string): void => live.warning(`seed ${seed}: ${line}`)
      const result = await pool.run(this.jobOf(seed, results), {
        onEvents: (events) => {
          live.generations(seed, events)
          this.dashboard?.take(seed, events)
        },
        onEarlier: (points) => this.dashboard?.earlier(seed, points),
        onWarning: warn,
        onLog: (line) => live.notice(`seed ${seed}: ${line}`),
      })
      if (result.kind === 'skipped') return
      const member = result.kind === 'done' ? result.outcome : null
      this.dashboard?.finish(seed, member)
      if (result.kind === 'done') {
        results.add(seed, result, result.points)
        if (result.whole && interruption.drawing) await this.draw(results.of(seed), warn)
      } else {
        this.failed++
        live.warning(failureLine(seed, result.message))
      }
      live.finished(seed, member?.champion.fitness ?? null)
    }
    try {
      await Promise.all(seeds.map(train))
    } finally {
      await pool.close()
    }
  }
}
