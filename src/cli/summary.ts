import { relative } from 'node:path'
import type { BuiltRun } from '../config/build.ts'
import type { Run } from '../library/training.ts'
import type { StopReason } from '../run/events.ts'
import { formatCount, formatDuration, formatFitness, formatPercent } from './format.ts'
import { type Paint, PLAIN } from './paint.ts'
import { table } from './table.ts'
import { wrap } from './width.ts'

const indent = 12

/**
 * What is about to be trained, before the first generation: its name, then a line a topic.
 * @param columns cells that a line may take; as many as it comes to where undefined
 */
export function heading(
  { identity, config }: BuiltRun,
  paint: Paint = PLAIN,
  columns: number = Number.POSITIVE_INFINITY,
): string {
  const { name, seed, network, parameters, samples, arithmetic, workers, notes } = identity
  const parts = (['train', 'validation', 'test'] as const).filter((part) => samples[part] > 0)
  const topics: readonly (readonly [string, string])[] = [
    ['network', `${network}, ${formatCount(parameters)} parameters`],
    ['samples', parts.map((part) => `${formatCount(samples[part])} ${part}`).join(', ')],
    ...notes.map((note) => ['', note] as const),
    ['strategy', `${config.strategy.kind}, population ${formatCount(config.strategy.population)}`],
    ['run', `seed ${seed}, ${workerText(workers)}, ${arithmetic} arithmetic`],
  ]
  const lines = topics.map(([topic, text]) => {
    const wrapped = wrap(text, columns - indent).join(`\n${' '.repeat(indent)}`)
    return `  ${paint.rest(topic.padEnd(indent - 4))}  ${wrapped}`
  })
  return `${[paint.strong(name), ...lines].join('\n')}\n`
}

function workerText(workers: number): string {
  if (workers === 0) return 'in process'
  return workers === 1 ? '1 worker' : `${workers} workers`
}

const ends: Readonly<Record<StopReason, string>> = {
  generations: 'all generations done',
  evaluations: 'all evaluations spent',
  seconds: 'time is up',
  target: 'target reached',
  patience: 'no better champion for as long as patience lasts',
  interrupted: 'interrupted',
}

/** How a run ended and what its champion is worth. */
export function summary(
  { task }: BuiltRun,
  { outcome, assessment, folder }: Run,
  paint: Paint = PLAIN,
): string {
  const { generations, evaluations, elapsedMs, failures, champion } = outcome
  const parts = (['train', 'validation', 'test'] as const).flatMap((part) => {
    const score = assessment[part]
    return score === null ? [] : [{ part, ...score }]
  })
  const metrics = Object.keys(assessment.train.metrics)
  const figures = table(parts, [
    { title: '', cell: ({ part }) => `  ${part}`, align: 'left' },
    { title: task.loss, cell: ({ fitness }) => formatFitness(fitness) },
    ...metrics.map((metric) => ({
      title: metric,
      cell: ({ metrics }: (typeof parts)[number]) => formatMetric(metric, metrics[metric]),
    })),
  ])
  const rate = formatCount(Math.round((evaluations * 1000) / elapsedMs))
  const lines = [
    `${paint.strong(ends[outcome.reason])}: ${counted(generations, 'generation')}, ` +
      `${counted(evaluations, 'evaluation')} in ${formatDuration(elapsedMs)} (${rate} a second)`,
    ...(failures > 0 ? [`${counted(failures, 'evaluation')} failed`] : []),
    `champion of generation ${formatCount(champion.generation)}`,
    figures,
    ...(folder === null ? [] : [`written to ${shortPath(folder)}`]),
  ]
  return `${lines.join('\n')}\n`
}

/** `1 generation`, `1,200 generations`. */
function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** Shares as percentages, everything else as a number. */
export function formatMetric(name: string, value: number | undefined): string {
  return name === 'accuracy' ? formatPercent(value) : formatFitness(value)
}

/** From here, unless that is no shorter. */
export function shortPath(path: string): string {
  const short = relative('.', path)
  return short === '' || short.startsWith('..') ? path : short
}
