import { drawRun } from '../../artifacts/drawing/draw-run.ts'
import { DrawingPool, drawingProcesses } from '../../artifacts/drawing/pool.ts'
import type { BuiltRun } from '../../config/build.ts'
import { EvolveError } from '../../errors.ts'
import { redirectConsole } from '../../library/logged-lines.ts'
import { TrainingPool } from '../../library/training-pool.ts'
import { pointsOf } from '../../report/curves.ts'
import { RunCurves } from '../../report/run-curves.ts'
import { RunFolder } from '../../run/folder/run-folder.ts'
import { exit } from '../exit.ts'
import type { Host } from '../host.ts'
import { Interruption } from '../interruption.ts'
import { build, claimFolder, follow, type TrainJob } from '../job.ts'
import { shortPath } from '../terminal/format.ts'
import { paintFor } from '../terminal/paint.ts'
import { columnsOf } from '../terminal/width.ts'
import { heading } from '../train/heading.ts'
import { stopsOf, TrainingProgress } from '../train/progress.ts'
import { writtenTo } from '../train/summary.ts'
import { checkSeeds } from '../usage.ts'
import { RepeatsFolder } from './repeats-folder.ts'
import { RepeatsProgress, screenOf } from './repeats-progress.ts'
import { repeatsReport } from './repeats-report.ts'

/** The most rows of a curve: more than the picture of all has pixels. */
const mostRows = 4096

/**
 * `--repeats n`: trains with the seeds seed … seed+n-1, each in its own folder, then writes a table and one plot. Each
 * training runs on one thread, as many at a time as there are workers; without workers they run one after the other.
 * Results do not depend on this.
 */
export async function repeat(job: TrainJob, count: number, host: Host): Promise<number> {
  const { seed } = job.read.config
  checkSeeds(seed, count)
  const seeds = Array.from({ length: count }, (_, k) => seed + k)
  return await new Repeats({ ...job, workers: 0 }, seeds, Math.min(job.workers, count), host).train()
}

class Repeats {
  private readonly job: TrainJob
  private readonly seeds: readonly number[]
  /** Number of simultaneous trainings, each on its own thread; 0 to train one after the other on this thread. */
  private readonly threads: number
  private readonly host: Host
  private live: TrainingProgress | RepeatsProgress
  private failed = 0
  private readonly drawing: DrawingPool

  /** @param job a training in process */
  constructor(job: TrainJob, seeds: readonly number[], threads: number, host: Host) {
    this.job = job
    this.seeds = seeds
    this.threads = threads
    this.host = host
    this.live = new TrainingProgress(job.read.config, host, job.quiet)
    this.drawing = new DrawingPool(drawingProcesses(threads))
  }

  async train(): Promise<number> {
    const { job, threads } = this
    const notice = (line: string): void => this.live.notice(line)
    // With threads, no code of the user runs in this one.
    const restore = threads === 0 ? redirectConsole((line) => this.log(line)) : () => {}
    try {
      // Built before any folder is created, so that bad data leaves nothing behind.
      const first = await build(threads === 0 ? job : { ...job, workers: 1 }, this.seeds[0]!, notice)
      return await this.trainAll(first)
    } finally {
      restore()
    }
  }

  private async trainAll(first: BuiltRun): Promise<number> {
    const { job, threads, host } = this
    const { quiet, read } = job
    const notice = (line: string): void => this.live.notice(line)
    const interruption = new Interruption(notice, host)
    try {
      const claimed = claimFolder(job, 'repeats.json')
      const folder = new RepeatsFolder(claimed, (line) => this.live.warning(line))
      if (!quiet) host.stdout.write(headingOf(first, threads, host))
      if (threads === 0) await this.oneByOne(first, folder, interruption)
      else await this.together(first, folder, interruption)
      this.live.end()
      interruption
        .draw('evolve report <run> draws those of a run')
        .addEventListener('abort', () => this.drawing.close(), { once: true })
      if (folder.repeats.length > 0) {
        const { stop } = read.config
        // The table first: a full disk must not lose it.
        if (!quiet) host.stdout.write(repeatsReport(folder.repeats, first.task, stop.target))
        await folder.end(first, interruption.drawing ? this.drawing.draw : null)
        if (!quiet) host.stdout.write(`${writtenTo(claimed.path, claimed.taken)}\n`)
      }
    } finally {
      this.drawing.close()
      this.live.end()
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

  /** A line of the user's code. */
  private log(line: string): void {
    if (this.live instanceof TrainingProgress) this.live.log(line)
  }

  private async oneByOne(first: BuiltRun, results: RepeatsFolder, interruption: Interruption): Promise<void> {
    const { job, host } = this
    const { signal } = interruption
    for (const seed of this.seeds) {
      if (signal.aborted) return
      const live = new TrainingProgress(job.read.config, host, job.quiet, `seed ${seed}`)
      this.live = live
      try {
        const built = seed === this.seeds[0] ? first : await build(job, seed, () => {}, live.log)
        const curves = new RunCurves(mostRows)
        const folder = RunFolder.claim(results.of(seed))
        const run = await follow(built, folder, interruption, live, {
          setting: 'many',
          watch: (event) => curves.add(event),
        })
        if (run.unwritten !== null) live.warning(run.unwritten)
        else if (interruption.drawing) await this.draw(folder.path, (line) => live.warning(line))
        results.add(seed, run, pointsOf(curves.rows, 'champion'))
      } catch (error) {
        if (!(error instanceof EvolveError)) throw error
        // The others continue.
        this.failed++
        live.end()
        host.stderr.write(`${failure(seed, error.message)}\n`)
      }
    }
  }

  private async together(first: BuiltRun, results: RepeatsFolder, interruption: Interruption): Promise<void> {
    const { config, directory, file, hash } = this.job.read
    const { direction } = first.task
    const stops = stopsOf(config)
    const group = { trainings: this.seeds.length, stopsOf: () => stops, alike: true, direction }
    const live = new RepeatsProgress(group, this.job.quiet, screenOf(this.host))
    this.live = live
    const pool = new TrainingPool(this.threads)
    interruption.signal.addEventListener('abort', () => pool.stop())
    interruption.leaving.addEventListener('abort', () => pool.abandon())
    const train = async (seed: number): Promise<void> => {
      const curves = new RunCurves(mostRows)
      const result = await pool.run(
        { config: { ...config, seed }, directory, file, hash, folder: results.of(seed) },
        {
          onEvents: (events) => {
            for (const event of events) curves.add(event)
            live.generations(seed, events)
          },
          onWarning: (line) => live.warning(`seed ${seed}: ${line}`),
          onLog: (line) => live.notice(`seed ${seed}: ${line}`),
        },
      )
      if (result.kind === 'skipped') return
      if (result.kind === 'done') {
        results.add(seed, result, pointsOf(curves.rows, 'champion'))
        if (result.whole && interruption.drawing)
          await this.draw(results.of(seed), (line) => live.warning(`seed ${seed}: ${line}`))
      } else {
        this.failed++
        live.warning(failure(seed, result.message))
      }
      live.finished(seed, result.kind === 'done' ? result.outcome.champion.fitness : null)
    }
    try {
      await Promise.all(this.seeds.map(train))
    } finally {
      await pool.close()
    }
  }
}

function headingOf(first: BuiltRun, workers: number, { stdout, environment }: Host): string {
  const paint = paintFor(stdout, environment)
  return heading({ ...first, identity: { ...first.identity, workers } }, paint, columnsOf(stdout))
}

function failure(seed: number, message: string): string {
  return `evolve: seed ${seed}: ${message}`
}
