import { monitorOf } from '../../config/build/monitor.ts'
import type { BuiltRun } from '../../config/build.ts'
import type { Run } from '../../library/training.ts'
import { figureUnits, fitnessLabel, metricLabel } from '../../report/figure-units.ts'
import { plural } from '../../report/number.ts'
import type { PhaseOutcome, StopReason } from '../../run/events.ts'
import { formatCount, formatDuration, formatFitness, formatMetric, shortPath } from '../terminal/format.ts'
import { type Paint, PLAIN } from '../terminal/paint.ts'
import { type Column, table } from '../terminal/table.ts'
import { championLines } from './champion-lines.ts'
import { failureLines } from './failure-lines.ts'

type Scores = Run['scores']

/** How a run or a phase ended, in words. */
export function endText(reason: StopReason, unit: string): string {
  const ends: Readonly<Record<StopReason, string>> = {
    generations: `all ${unit}s done`,
    evaluations: 'all evaluations spent',
    seconds: 'time is up',
    target: 'target reached',
    patience: 'no better champion within the patience',
    exploded: 'the loss exploded, the best weights were kept',
    interrupted: 'interrupted',
  }
  return ends[reason]
}

/**
 * How a run ended, and the scores of its champion; with fine-tuning, before and after it.
 * @param taken the folder that it would have had, if that was taken
 */
export function summary(
  built: BuiltRun,
  run: Run,
  paint: Paint = PLAIN,
  taken: string | null = null,
): string {
  const { task, config } = built
  const { outcome, scores, phaseScores, folder } = run
  const { optimizer } = config.finetune ?? {}
  const before = outcome.phases.length > 1 ? phaseScores[0]! : null
  const lines = [
    ...outcome.phases.map((end) =>
      phaseLine(end, end.phase === 'finetune' ? `fine-tuned with ${optimizer!.kind}, ` : '', paint),
    ),
    ...(outcome.failures > 0 ? failureLines(outcome.failures, task.custom === null ? null : folder) : []),
    championText(built, outcome),
    task.supervised === null ? championLines(built, run) : figures(task, scores, before),
    ...(folder === null ? [] : [writtenTo(folder, taken)]),
  ]
  return `${lines.join('\n')}\n`
}

/** @param taken the folder that it would have been, if that was taken */
export function writtenTo(folder: string, taken: string | null): string {
  const why = taken === null ? '' : `, since ${shortPath(taken)} exists`
  return `written to ${shortPath(folder)}${why}`
}

/** When the champion appeared, in generations or epochs, and what decided that it is the best. */
function championText(
  { config: { strategy, finetune }, task }: BuiltRun,
  { champion: { generation, episodes }, phases }: Run['outcome'],
): string {
  const before = phases.length > 1 ? phases[0]!.generations : 0
  const tuned = phases.length > 1 && generation > before
  const monitor =
    tuned && finetune !== undefined
      ? monitorOf('finetune', finetune.monitor, task)
      : monitorOf('strategy', strategy.monitor, task)
  const chosen = monitor === 'validation' ? ', the best on the validation part' : ''
  if (tuned) return `champion of fine-tuning, epoch ${formatCount(generation - before)}${chosen}`
  const fresh = episodes === undefined ? '' : `, on ${plural(episodes, 'fresh episode')}`
  return `champion of ${phases[0]?.unit ?? 'generation'} ${formatCount(generation)}${fresh}${chosen}`
}

/** @param words a prefix */
function phaseLine(
  { unit, reason, generations, evaluations, elapsedMs }: PhaseOutcome,
  words: string,
  paint: Paint,
): string {
  const rate = formatCount(Math.round((evaluations * 1000) / elapsedMs))
  return (
    `${paint.strong(words + endText(reason, unit))}: ${plural(generations, unit)}, ` +
    `${plural(evaluations, 'evaluation')} in ${formatDuration(elapsedMs)} (${rate} a second)`
  )
}

/** Fitness and metrics on each part of the data; with fine-tuning, before and after it. */
function figures({ fitnessName, network }: BuiltRun['task'], after: Scores, before: Scores | null): string {
  const parts = (['train', 'validation', 'test'] as const).filter((part) => after[part] !== null)
  const columns = (title: string, format: (score: Scores['train']) => string): Column<keyof Scores>[] =>
    before === null
      ? [{ title, cell: (part) => format(after[part]!) }]
      : [
          { title, cell: (part) => format(before[part]!) },
          {
            title: `→ ${' '.repeat(Math.max(0, title.length - 2))}`,
            align: 'left',
            cell: (part) => `→ ${format(after[part]!)}`,
          },
        ]
  const metrics = Object.keys(after.train.metrics)
  const units = figureUnits(network)
  return table(parts, [
    { title: '', cell: (part) => `  ${part}`, align: 'left' },
    ...columns(fitnessLabel(fitnessName, units), ({ fitness }) => formatFitness(fitness)),
    ...metrics.flatMap((metric) =>
      columns(metricLabel(metric, units), ({ metrics }) => formatMetric(metric, metrics[metric])),
    ),
  ])
}
