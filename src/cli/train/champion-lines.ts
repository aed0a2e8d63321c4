import type { BuiltRun } from '../../config/build.ts'
import type { Run } from '../../library/training.ts'
import { formatCount, plural } from '../../report/number.ts'
import { shownText } from '../../shown-text.ts'
import { formatFitness, formatMetric } from '../terminal/format.ts'
import { type Column, table } from '../terminal/table.ts'

/** The most genes that are printed. */
const mostGenes = 20

/** The fitness and the metrics of a champion of a task without samples, and its genome if it is no network. */
export function championLines({ task }: BuiltRun, { outcome: { champion } }: Run): string {
  const { fitness, violation, metrics = {} } = champion
  const figures: [name: string, value: string][] = [
    [task.fitnessName, formatFitness(fitness)],
    ...(violation > 0
      ? [['violation of the constraints', formatFitness(violation)] as [string, string]]
      : []),
    ...Object.entries(metrics).map(([name, value]): [string, string] => [name, formatMetric(name, value)]),
  ]
  return [
    pairs(figures),
    ...(task.genome === null ? [] : [genes(task.custom?.description.vector?.names, champion)]),
  ].join('\n')
}

function genes(names: readonly string[] | undefined, { genome }: Run['outcome']['champion']): string {
  if (genome.length > mostGenes) return `the genome of ${plural(genome.length, 'number')} is in champion.json`
  const rows = Array.from(genome, (gene, index): [string, string] => [
    names?.[index] ?? `number ${formatCount(index + 1)}`,
    String(gene),
  ])
  return `the best genome:\n${pairs(rows)}`
}

function pairs(rows: readonly (readonly [name: string, value: string])[]): string {
  const columns: Column<readonly [string, string]>[] = [
    { title: '', cell: ([name]) => `  ${shownText(name)}`, align: 'left' },
    { title: '', cell: ([, value]) => value },
  ]
  return table(rows, columns).split('\n').slice(1).join('\n')
}
