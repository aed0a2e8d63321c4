import { quantile } from '../math/quantile.ts'
import { formatCount, formatDuration, formatFitness, formatPercent } from './format.ts'
import { formatMetric, shortPath } from './summary.ts'
import { table } from './table.ts'

/** One training of several, as it stands in the table and in `repeats.json`. */
export interface Repeat {
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

/**
 * The table, and below it the median, the spread and the share of successes.
 * @param repeats at least one
 */
export function repeatsReport(
  repeats: readonly Repeat[],
  loss: string,
  target: number | undefined,
  folder: string,
): string {
  const metrics = Object.keys(repeats[0]!.metrics)
  const validated = repeats.some(({ validation }) => validation !== null)
  const part = validated ? 'validation ' : 'train '
  const rows = table(repeats, [
    { title: 'seed', cell: ({ seed }) => String(seed) },
    { title: `train ${loss}`, cell: ({ fitness }) => formatFitness(fitness) },
    ...(validated
      ? [
          {
            title: `validation ${loss}`,
            cell: ({ validation }: Repeat) => formatFitness(validation ?? undefined),
          },
        ]
      : []),
    ...metrics.map((metric) => ({
      title: `${part}${metric}`,
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
