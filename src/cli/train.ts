import { CurveRecorder } from './curve.ts'
import { exit } from './exit.ts'
import { heading } from './heading.ts'
import { Interruption } from './interruption.ts'
import { build, claimFolder, follow, type JobOptions, readJob, type TrainJob } from './job.ts'
import { paintFor } from './paint.ts'
import { Progress } from './progress.ts'
import { repeat } from './repeats.ts'
import { summary } from './summary.ts'
import { wholeNumber } from './usage.ts'
import { columnsOf } from './width.ts'

/** What the command line hands over: texts, unchecked. */
export interface TrainOptions extends JobOptions {
  readonly generations?: string
  readonly repeats?: string
}

/** `evolve <config>`. */
export async function train(file: string, options: TrainOptions): Promise<number> {
  const repeats = options.repeats === undefined ? 1 : wholeNumber('--repeats', options.repeats, 1, 10_000)
  const { generations } = options
  const job = await readJob(
    file,
    options,
    generations === undefined
      ? []
      : [{ path: ['stop', 'generations'], value: wholeNumber('--generations', generations, 1) }],
  )
  return repeats === 1 ? await trainOnce(job) : await repeat(job, repeats)
}

async function trainOnce(job: TrainJob): Promise<number> {
  const { quiet, read } = job
  const live = new Progress(read.config, quiet)
  const built = build(job, read.config.seed, (line) => live.notice(line))
  const paint = paintFor(process.stdout, process.env)
  const interruption = new Interruption((line) => live.notice(line))
  try {
    const folder = claimFolder(job)
    if (!quiet) process.stdout.write(heading(built, paint, columnsOf(process.stdout)))
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
