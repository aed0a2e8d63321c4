import { join } from 'node:path'
import type { BuiltRun } from '../config/build.ts'
import { EvolveError, InputError } from '../errors.ts'
import type { Run } from '../library/training.ts'
import { plural } from '../report/number.ts'
import { drawRepeats } from '../report/repeats.ts'
import { RunFolder } from '../run/folder.ts'
import { CurveRecorder } from './curve.ts'
import { exit } from './exit.ts'
import { heading } from './heading.ts'
import { Interruption } from './interruption.ts'
import { build, claimFolder, follow, type TrainJob } from './job.ts'
import { paintFor } from './paint.ts'
import { Progress } from './progress.ts'
import { type Repeat, repeatsReport } from './repeats-report.ts'

/** `--repeats n`: seeds seed … seed+n-1, one after the other, each in a folder of its own; a table and one plot. */
export async function repeat(job: TrainJob, count: number): Promise<number> {
  const { quiet, read } = job
  const { seed, stop } = read.config
  checkSeeds(seed, count)
  let live = new Progress(stop, quiet)
  // Built before any folder is made, so that bad data leaves nothing behind.
  const first = build(job, seed, (line) => live.notice(line))
  const paint = paintFor(process.stdout, process.env)
  const interruption = new Interruption((line) => live.notice(line))
  const repeats: Repeat[] = []
  const curves: CurveRecorder[] = []
  let failed = 0
  try {
    const parent = claimFolder(job, 'repeats.json')
    parent.writeJson('repeats.json', repeats)
    if (!quiet) process.stdout.write(heading(first, paint, process.stdout.columns))
    for (let k = 0; k < count && !interruption.signal.aborted; k++) {
      live = new Progress(stop, quiet, `seed ${seed + k}`)
      const built = k === 0 ? first : build(job, seed + k, () => {})
      const curve = new CurveRecorder(built)
      const folder = RunFolder.claim(join(parent.path, `seed-${seed + k}`))
      try {
        const run = await follow(built, folder, interruption.signal, live, curve)
        curve.draw(folder, (line) => live.notice(line))
        curves.push(curve)
        repeats.push(asRepeat(seed + k, run))
        parent.writeJson('repeats.json', repeats)
      } catch (error) {
        // One that finds nothing takes nothing from the others.
        if (!(error instanceof EvolveError && error.code === 'run')) throw error
        live.end()
        process.stderr.write(`evolve: seed ${seed + k}: ${error.message}\n`)
        failed++
      }
    }
    if (repeats.length === 0) return exit.failed
    drawAll(parent, first, repeats, curves)
    if (!quiet) process.stdout.write(repeatsReport(repeats, first.task.loss, stop.target, parent.path))
  } finally {
    live.end()
    interruption.end()
  }
  if (interruption.signal.aborted) return exit.interrupted
  return failed > 0 ? exit.failed : exit.done
}

function asRepeat(seed: number, { outcome, assessment }: Run): Repeat {
  const { reason, generations, evaluations, elapsedMs, champion } = outcome
  return {
    seed,
    fitness: champion.fitness,
    validation: assessment.validation?.fitness ?? null,
    metrics: (assessment.validation ?? assessment.train).metrics,
    reason,
    generations,
    evaluations,
    elapsedMs,
  }
}

function checkSeeds(seed: number, count: number): void {
  if (seed + count <= 2 ** 32) return
  throw new InputError({
    field: '--repeats',
    expected: `at most ${2 ** 32 - seed} from seed ${seed} on, since seeds end at 4294967295`,
    found: String(count),
  })
}

function drawAll(
  parent: RunFolder,
  { identity, task, config }: BuiltRun,
  repeats: readonly Repeat[],
  curves: readonly CurveRecorder[],
): void {
  try {
    const picture = drawRepeats({
      title: `${identity.name}, ${plural(repeats.length, 'training')}`,
      subtitle: `${identity.network}, ${config.strategy.kind}`,
      fitnessLabel: task.loss,
      target: config.stop.target,
      runs: repeats.map(({ seed }, index) => ({ label: `seed ${seed}`, points: curves[index]!.points })),
    })
    parent.write('repeats.png', picture)
  } catch (error) {
    process.stderr.write(`repeats.png was not written: ${(error as Error).message}\n`)
  }
}
