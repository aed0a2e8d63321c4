import { join, resolve } from 'node:path'
import { type BuiltRun, buildRun } from '../config/build.ts'
import { type ReadConfig, readConfig } from '../config/read.ts'
import { parseOverride } from '../config/set.ts'
import { type Run, runTraining } from '../library/training.ts'
import { RunFolder } from '../run/folder.ts'
import { CurveRecorder } from './curve.ts'
import { exit } from './exit.ts'
import { Interruption } from './interruption.ts'
import { Progress } from './progress.ts'
import { repeat } from './repeats.ts'
import { heading, summary } from './summary.ts'
import { defaultWorkers, wholeNumber, workerCount } from './usage.ts'

/** What the command line hands over: texts, unchecked. */
export interface TrainOptions {
  readonly workers?: string
  readonly seed?: string
  readonly out?: string
  readonly generations?: string
  readonly repeats?: string
  readonly set: readonly string[]
  readonly quiet?: boolean
}

/** Everything a training by command line needs, checked. */
export interface TrainJob {
  readonly read: ReadConfig
  readonly workers: number
  /** Where the run goes if the user named a place; else null. */
  readonly out: string | null
  readonly quiet: boolean
}

const largestSeed = 2 ** 32 - 1

/** `evolve <config>`. */
export async function train(file: string, options: TrainOptions): Promise<number> {
  const given = options.workers === undefined ? undefined : workerCount(options.workers)
  const repeats = options.repeats === undefined ? 1 : wholeNumber('--repeats', options.repeats, 1, 10_000)
  const overrides = options.set.map(parseOverride)
  const override = (
    path: string[],
    option: string,
    text: string | undefined,
    least: number,
    most: number,
  ): void => {
    if (text !== undefined) overrides.push({ path, value: wholeNumber(option, text, least, most) })
  }
  override(['seed'], '--seed', options.seed, 0, largestSeed)
  override(['stop', 'generations'], '--generations', options.generations, 1, Number.MAX_SAFE_INTEGER)
  const read = await readConfig(file, overrides)
  const { config, directory } = read
  const out =
    options.out !== undefined
      ? resolve(options.out)
      : config.out === undefined
        ? null
        : resolve(directory, config.out)
  const job: TrainJob = {
    read,
    workers: given ?? config.workers ?? defaultWorkers(),
    out,
    quiet: options.quiet === true,
  }
  return repeats === 1 ? await trainOnce(job) : await repeat(job, repeats)
}

/** Builds the run of a job, with another seed if one is given. */
export function build({ read, workers }: TrainJob, seed: number, onNotice: (line: string) => void): BuiltRun {
  const { config, directory, file, hash } = read
  return buildRun({ ...config, seed }, { directory, file, hash, workers, onNotice })
}

/** The folder that the user named, or the next free one under `runs`. */
export function claimFolder({ out, read }: TrainJob): RunFolder {
  return out === null ? RunFolder.claimNext(join('runs', read.config.name)) : RunFolder.claim(out)
}

async function trainOnce(job: TrainJob): Promise<number> {
  const { quiet, read } = job
  const live = new Progress(read.config.stop, quiet)
  const built = build(job, read.config.seed, (line) => live.notice(line))
  const folder = claimFolder(job)
  if (!quiet) process.stdout.write(heading(built))
  const interruption = new Interruption()
  const curve = new CurveRecorder(built)
  try {
    const run = await follow(built, folder, interruption.signal, live, curve)
    curve.draw(folder, (line) => live.notice(line))
    if (!quiet) process.stdout.write(summary(built, run))
    return run.outcome.reason === 'interrupted' ? exit.interrupted : exit.done
  } finally {
    live.end()
    interruption.end()
  }
}

/** Trains, telling the live line and the curve of each generation. */
export async function follow(
  built: BuiltRun,
  folder: RunFolder,
  signal: AbortSignal,
  live: Progress,
  curve: CurveRecorder,
): Promise<Run> {
  const events = runTraining(built, folder, (line) => live.notice(line), signal)
  for (;;) {
    const step = await events.next()
    if (step.done === true) {
      live.end()
      return step.value
    }
    curve.add(step.value)
    live.generation(step.value)
  }
}
