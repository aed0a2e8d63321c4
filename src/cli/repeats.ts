import { join } from 'node:path'
import { InputError } from '../errors.ts'
import { drawRepeats } from '../report/repeats.ts'
import { RunFolder } from '../run/folder.ts'
import { quantile } from '../run/statistics.ts'
import { CurveRecorder } from './curve.ts'
import { exit } from './exit.ts'
import { formatCount, formatDuration, formatFitness, formatPercent } from './format.ts'
import { Interruption } from './interruption.ts'
import { build, claimFolder, follow, type TrainJob } from './job.ts'
import { paintFor } from './paint.ts'
import { Progress } from './progress.ts'
import { formatMetric, heading, shortPath } from './summary.ts'
import { table } from './table.ts'

/** One training of several, as it stands in the table and in `repeats.json`. */
interface Repeat {
  readonly seed: number
  readonly fitness: number
  readonly validation: number | null
  /** The task's own figures on the validation part, or on the training part where there is none. */
  readonly metrics: Readonly<Record<string, number>>
  readonly reason: string
  readonly generations: number
  readonly evaluations: number
  readonly elapsedMs: number
}

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
  try {
    const parent = claimFolder(job, 'repeats.json')
    parent.writeJson('repeats.json', repeats)
    if (!quiet) process.stdout.write(heading(first, paint, process.stdout.columns))
    for (let k = 0; k < count && !interruption.signal.aborted; k++) {
      live = new Progress(stop, quiet, `seed ${seed + k}`)
      const built = k === 0 ? first : build(job, seed + k, () => {})
      const curve = new CurveRecorder(built)
      const folder = RunFolder.claim(join(parent.path, `seed-${seed + k}`))
      const run = await follow(built, folder, interruption.signal, live, curve)
      curve.draw(folder, (line) => live.notice(line))
      curves.push(curve)
      const { outcome, assessment } = run
      repeats.push({
        seed: seed + k,
        fitness: outcome.champion.fitness,
        validation: assessment.validation?.fitness ?? null,
        metrics: (assessment.validation ?? assessment.train).metrics,
        reason: outcome.reason,
        generations: outcome.generations,
        evaluations: outcome.evaluations,
        elapsedMs: outcome.elapsedMs,
      })
      parent.writeJson('repeats.json', repeats)
    }
    drawAll(parent, first.task.loss, stop.target, repeats, curves)
    if (!quiet) process.stdout.write(report(repeats, first.task.loss, stop.target, parent.path))
  } finally {
    interruption.end()
  }
  return interruption.signal.aborted ? exit.interrupted : exit.done
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
  loss: string,
  target: number | undefined,
  repeats: readonly Repeat[],
  curves: readonly CurveRecorder[],
): void {
  try {
    const picture = drawRepeats({
      title: `${repeats.length} trainings`,
      fitnessLabel: loss,
      target,
      runs: repeats.map(({ seed }, index) => ({ label: `seed ${seed}`, points: curves[index]!.points })),
    })
    parent.write('repeats.png', picture)
  } catch (error) {
    process.stderr.write(`repeats.png was not written: ${(error as Error).message}\n`)
  }
}

/** The table, and below it the median, the spread and the share of successes. */
function report(
  repeats: readonly Repeat[],
  loss: string,
  target: number | undefined,
  folder: string,
): string {
  const metrics = Object.keys(repeats[0]?.metrics ?? {})
  const rows = table(repeats, [
    { title: 'seed', cell: ({ seed }) => String(seed) },
    { title: loss, cell: ({ fitness }) => formatFitness(fitness) },
    ...(repeats.some(({ validation }) => validation !== null)
      ? [{ title: 'validation', cell: ({ validation }: Repeat) => formatFitness(validation ?? undefined) }]
      : []),
    ...metrics.map((metric) => ({
      title: metric,
      cell: ({ metrics }: Repeat) => formatMetric(metric, metrics[metric]),
    })),
    { title: 'evaluations', cell: ({ evaluations }) => formatCount(evaluations) },
    { title: 'time', cell: ({ elapsedMs }) => formatDuration(elapsedMs) },
    { title: 'ended by', cell: ({ reason }) => reason, align: 'left' },
  ])
  const finished = repeats.filter(({ reason }) => reason !== 'interrupted')
  const lines = [
    rows,
    ...(finished.length > 0 ? conclusions(finished, loss, metrics, target) : []),
    `written to ${shortPath(folder)}`,
  ]
  return `${lines.join('\n')}\n`
}

function conclusions(
  repeats: readonly Repeat[],
  loss: string,
  metrics: readonly string[],
  target: number | undefined,
): string[] {
  const count = repeats.length
  const reached = repeats.filter(({ reason }) => reason === 'target').length
  const values = (of: (repeat: Repeat) => number): number[] => repeats.map(of)
  return [
    spread(
      loss,
      values(({ fitness }) => fitness),
      formatFitness,
    ),
    ...metrics.map((metric) =>
      spread(
        metric,
        values(({ metrics }) => metrics[metric]!),
        (value) => formatMetric(metric, value),
      ),
    ),
    ...(target === undefined
      ? []
      : [`success rate: ${formatPercent(reached / count)} (${reached} of ${count} reached ${target})`]),
  ]
}

function spread(name: string, values: readonly number[], format: (value: number) => string): string {
  const sorted = Float64Array.from(values).sort()
  const [least, lower, median, upper, most] = [0, 0.25, 0.5, 0.75, 1].map((share) =>
    format(quantile(sorted, share)),
  )
  return `${name}: median ${median}, quartiles ${lower} to ${upper}, range ${least} to ${most}`
}
