import { resolve } from 'node:path'
import { type ReadConfig, readConfig } from '../config/read.ts'
import { parseOverride } from '../config/set.ts'
import { InputError } from '../errors.ts'
import { CurveRecorder } from './curve.ts'
import { exit } from './exit.ts'
import { heading } from './heading.ts'
import { Interruption } from './interruption.ts'
import { build, claimFolder, follow, type NamedFolder, type TrainJob } from './job.ts'
import { paintFor } from './paint.ts'
import { Progress } from './progress.ts'
import { repeat } from './repeats.ts'
import { summary } from './summary.ts'
import { defaultWorkers, wholeNumber, workerCount } from './usage.ts'

/** What the command line hands over: texts, unchecked. */
export interface TrainOptions {
  readonly workers?: string
  readonly seed?: string
  readonly out?: string
  readonly generations?: string
  readonly repeats?: string
  readonly set?: readonly string[]
  readonly quiet?: boolean
}

const largestSeed = 2 ** 32 - 1

/** `evolve <config>`. */
export async function train(file: string, options: TrainOptions): Promise<number> {
  const given = options.workers === undefined ? undefined : workerCount(options.workers)
  const repeats = options.repeats === undefined ? 1 : wholeNumber('--repeats', options.repeats, 1, 10_000)
  const overrides = (options.set ?? []).map(parseOverride)
  const override = (
    path: string[],
    option: string,
    text: string | undefined,
    least: number,
    most?: number,
  ): void => {
    if (text !== undefined) overrides.push({ path, value: wholeNumber(option, text, least, most) })
  }
  override(['seed'], '--seed', options.seed, 0, largestSeed)
  override(['stop', 'generations'], '--generations', options.generations, 1)
  const read = await readConfig(file, overrides)
  const job: TrainJob = {
    read,
    workers: given ?? read.config.workers ?? defaultWorkers(),
    out: namedFolder(options, read),
    quiet: options.quiet === true,
  }
  return repeats === 1 ? await trainOnce(job) : await repeat(job, repeats)
}

function namedFolder({ out }: TrainOptions, { config, directory, file }: ReadConfig): NamedFolder | null {
  if (out === '') throw new InputError({ field: '--out', expected: 'a folder', found: 'nothing' })
  if (out !== undefined) return { path: out, file: out, field: '--out' }
  return config.out === undefined ? null : { path: resolve(directory, config.out), file, field: 'out' }
}

async function trainOnce(job: TrainJob): Promise<number> {
  const { quiet, read } = job
  const live = new Progress(read.config.stop, quiet)
  const built = build(job, read.config.seed, (line) => live.notice(line))
  const paint = paintFor(process.stdout, process.env)
  const interruption = new Interruption((line) => live.notice(line))
  try {
    const folder = claimFolder(job)
    if (!quiet) process.stdout.write(heading(built, paint, process.stdout.columns))
    const curve = new CurveRecorder(built)
    const run = await follow(built, folder, interruption.signal, live, curve)
    curve.draw(folder, (line) => live.notice(line))
    if (!quiet) process.stdout.write(summary(built, run, paint))
    return run.outcome.reason === 'interrupted' ? exit.interrupted : exit.done
  } finally {
    live.end()
    interruption.end()
  }
}
