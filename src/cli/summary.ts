import { relative } from 'node:path'
import type { BuiltRun } from '../config/build.ts'
import type { Run } from '../library/training.ts'
import type { StopReason } from '../run/events.ts'
import { formatCount, formatDuration, formatFitness, formatPercent } from './format.ts'
import { table } from './table.ts'

/** What is about to be trained, before the first generation. */
export function heading({ identity, config }: BuiltRun): string {
  const { name, seed, network, parameters, samples, arithmetic, workers, notes } = identity
  const parts = (['train', 'validation', 'test'] as const).filter((part) => samples[part] > 0)
  const lines = [
    `${name}: ${network}, ${formatCount(parameters)} parameters`,
    `${parts.map((part) => `${formatCount(samples[part])} ${part}`).join(', ')} samples; ${config.strategy.kind}, ` +
      `population ${formatCount(config.strategy.population)}, seed ${seed}, ${workerText(workers)}, ${arithmetic} arithmetic`,
    ...notes,
  ]
  return `${lines.join('\n')}\n`
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
export function summary({ task }: BuiltRun, { outcome, assessment, folder }: Run): string {
  const { generations, evaluations, elapsedMs, failures, champion } = outcome
  const parts = (['train', 'validation', 'test'] as const).flatMap((part) => {
    const score = assessment[part]
    return score === null ? [] : [{ part, ...score }]
  })
  const metrics = Object.keys(assessment.train.metrics)
  const figures = table(parts, [
    { title: 'champion', cell: ({ part }) => part, align: 'left' },
    { title: task.loss, cell: ({ fitness }) => formatFitness(fitness) },
    ...metrics.map((metric) => ({
      title: metric,
      cell: ({ metrics }: (typeof parts)[number]) => formatMetric(metric, metrics[metric]),
    })),
  ])
  const rate = formatCount(Math.round((evaluations * 1000) / elapsedMs))
  const lines = [
    `${ends[outcome.reason]}: ${formatCount(generations)} generations, ${formatCount(evaluations)} evaluations in ` +
      `${formatDuration(elapsedMs)} (${rate} a second); champion from generation ${formatCount(champion.generation)}`,
    ...(failures > 0 ? [`${formatCount(failures)} evaluations failed`] : []),
    figures,
    ...(folder === null ? [] : [`written to ${shortPath(folder)}`]),
  ]
  return `${lines.join('\n')}\n`
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
