import { type Direction, reaches } from '../../math/direction.ts'
import { quantile } from '../../math/quantile.ts'
import { figureUnits, fitnessLabel, metricLabel } from '../../report/figure-units.ts'
import { shownText } from '../../shown-text.ts'
import { ownValue } from '../../value-path.ts'
import {
  formatCount,
  formatDuration,
  formatFitness,
  formatMetric,
  formatPercent,
} from '../terminal/format.ts'
import { table } from '../terminal/table.ts'

/** The list of the results in the folder of several trainings. */
export const repeatsName = 'repeats.json'

/** One training of several, for the table and for `repeats.json`. */
export interface Repeat {
  readonly seed: number
  readonly fitness: number
  readonly validation: number | null
  /** The part of `metrics`: the test part, else the validation part, else the training part. */
  readonly metricsOn: 'train' | 'validation' | 'test'
  readonly metrics: Readonly<Record<string, number>>
  readonly reason: string
  readonly generations: number
  readonly evaluations: number
  readonly elapsedMs: number
}

/** What is known of the task of the trainings. */
interface RepeatedTask {
  readonly fitnessName: string
  readonly direction: Direction
  /** Null for a task without samples, whose figures are of no part of the data. */
  readonly supervised?: object | null
  /** What the figures are measured in. */
  readonly network?: Parameters<typeof figureUnits>[0]
}

/**
 * The table, followed by the median, the spread and the success rate.
 * @param repeats at least one
 */
export function repeatsReport(
  repeats: readonly Repeat[],
  { fitnessName: name, direction, supervised, network }: RepeatedTask,
  target: number | undefined,
): string {
  const { metrics: figures, metricsOn } = repeats[0]!
  const metrics = Object.keys(figures)
  const units = figureUnits(network)
  const fitnessName = fitnessLabel(name, units)
  const labelOf = (metric: string): string => metricLabel(metric, units)
  const validated = repeats.some(({ validation }) => validation !== null)
  const rows = table(repeats, [
    { title: 'seed', cell: ({ seed }) => String(seed) },
    {
      title: supervised === null ? fitnessName : `train ${fitnessName}`,
      cell: ({ fitness }) => formatFitness(fitness),
    },
    ...(validated
      ? [
          {
            title: `validation ${fitnessName}`,
            cell: ({ validation }: Repeat) => formatFitness(validation ?? undefined),
          },
        ]
      : []),
    ...metrics.map((metric) => ({
      title: shownText(supervised === null ? metric : `${metricsOn} ${labelOf(metric)}`),
      cell: ({ metrics }: Repeat) => formatMetric(metric, ownValue(metrics, metric)),
    })),
    { title: 'evaluations', cell: ({ evaluations }) => formatCount(evaluations) },
    { title: 'time', cell: ({ elapsedMs }) => formatDuration(elapsedMs) },
    { title: 'ended by', cell: ({ reason }) => reason, align: 'left' },
  ])
  const finished = repeats.filter(({ reason }) => reason !== 'interrupted')
  const lines = [
    rows,
    ...(finished.length > 0
      ? conclusions(finished, fitnessName, metrics, labelOf, successes(finished, target, direction))
      : []),
  ]
  return `${lines.join('\n')}\n`
}

function conclusions(
  repeats: readonly Repeat[],
  fitnessName: string,
  metrics: readonly string[],
  labelOf: (metric: string) => string,
  success: readonly string[],
): string[] {
  const values = (of: (repeat: Repeat) => number): number[] => repeats.map(of)
  return [
    spread(
      fitnessName,
      values(({ fitness }) => fitness),
      formatFitness,
    ),
    ...metrics.map((metric) =>
      spread(
        labelOf(metric),
        values(({ metrics }) => ownValue(metrics, metric) ?? Number.NaN),
        (value) => formatMetric(metric, value),
      ),
    ),
    ...success,
  ]
}

/** How many champions reached the target, in any phase. */
function successes(repeats: readonly Repeat[], target: number | undefined, direction: Direction): string[] {
  if (target === undefined) return []
  const count = repeats.length
  const reached = repeats.filter(({ fitness }) => reaches(fitness, target, direction)).length
  return [`success rate: ${formatPercent(reached / count)} (${reached} of ${count} reached ${target})`]
}

function spread(name: string, values: readonly number[], format: (value: number) => string): string {
  const sorted = Float64Array.from(values).sort()
  const [least, lower, median, upper, most] = [0, 0.25, 0.5, 0.75, 1].map((share) =>
    format(quantile(sorted, share)),
  )
  return `${shownText(name, 40)}: median ${median}, quartiles ${lower} to ${upper}, range ${least} to ${most}`
}

/** What is said of a training that has failed. */
export function failureLine(seed: number, message: string): string {
  return `evolve: seed ${seed}: ${message}`
}
