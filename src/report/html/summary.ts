import type { Phase, StopReason, Unit } from '../../run/events.ts'
import type { RunRecord } from '../../run/folder/record.ts'
import { shortened } from '../../shown-text.ts'
import { type CurvePhase, phaseLabel, placeOf, stepsOf } from '../curves.ts'
import { formatDuration } from '../duration.ts'
import { escapeMarkup } from '../escape.ts'
import { type FigureUnits, metricLabel } from '../figure-units.ts'
import { formatMetric } from '../metric.ts'
import { formatCount, formatSignificant, listed, NO_VALUE, plural } from '../number.ts'
import type { DataPart, ReportData } from './data.ts'
import { figureTable } from './figure-table.ts'
import { type Markup, named, tag } from './markup.ts'
import { definitions } from './section.ts'
import { tileList } from './tile-list.ts'

type Worth = NonNullable<RunRecord['champion']>

/** Characters of an error. */
const mostError = 2000
/** Numbers of a behaviour that are shown. */
const mostBehaviour = 12

const parts: readonly DataPart[] = ['train', 'validation', 'test']

/** How the run ended, its champion's scores, and what the training took. */
export function summaryMarkup(data: ReportData): Markup {
  const { record, curves } = data
  return (
    tag('p', { class: 'lead' }, lead(data)) +
    tiles(data) +
    (record.champion === null ? '' : worth(data, record.champion)) +
    phaseList(record, curves.phases)
  )
}

function lead({ record, events, curves: { phases } }: ReportData): Markup {
  const { status, reason, champion } = record
  const unit = unitOf('train', phases)
  if (status === 'failed')
    return `The run failed: ${named(firstLine(record.error ?? 'for an unknown reason'), mostError)}`
  if (status === 'running') {
    const last = events.at(-1)
    const done = stepsOf(phases, last?.generation ?? 0).map(({ unit, count }) => plural(count, unit))
    const progress = done.length === 0 ? `no ${unit} yet` : `${listed(done)} so far`
    return `The run had not ended when this was written: ${progress}.`
  }
  const tuned = record.phases.some(({ phase }) => phase === 'finetune')
  const first = record.phases[0]
  const how = tuned && first !== undefined ? `${endText(first.reason, unit)}; then fine-tuned: ` : ''
  const end = endText(reason ?? 'interrupted', tuned ? unitOf('finetune', phases) : unit)
  const fresh =
    champion?.episodes === undefined ? '' : `, measured on ${plural(champion.episodes, 'fresh episode')}`
  const origin =
    champion === null ? '' : ` The champion is of ${placeOf(champion.generation, phases)}${fresh}.`
  const text = how + end
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.${origin}`
}

/** Failures has the rest, such as a stack. */
function firstLine(text: string): string {
  return text.split('\n', 1)[0]!
}

/** What a step of a phase is called. */
function unitOf(phase: Phase, phases: readonly CurvePhase[]): Unit {
  const usual = phase === 'finetune' ? 'epoch' : 'generation'
  return phases.find((known) => known.phase === phase)?.unit ?? usual
}

function endText(reason: StopReason, unit: Unit): string {
  const ends: Readonly<Record<StopReason, string>> = {
    generations: `all ${unit}s were done`,
    evaluations: 'all evaluations were spent',
    seconds: 'time was up',
    target: 'the target was reached',
    patience: 'the champion did not improve for as long as patience allows',
    exploded: 'the loss exploded and the best weights were kept',
    interrupted: 'it was interrupted',
  }
  return ends[reason]
}

/** Generations and epochs are not added: one is not worth the other. */
function stepTiles(phases: readonly CurvePhase[], generation: number): [string, string][] {
  const steps = stepsOf(phases, generation)
  if (steps.length === 0) return [[`${unitOf('train', phases)}s`, formatCount(generation)]]
  return steps.map(({ unit, count }) => [count === 1 ? unit : `${unit}s`, formatCount(count)])
}

function tiles({ record, units, events, curves: { phases } }: ReportData): Markup {
  const { fitnessName } = record
  const last = events.at(-1)
  const running = record.status === 'running'
  const generations = running ? (last?.generation ?? 0) : record.generations
  const evaluations = running ? (last?.evaluations ?? 0) : record.evaluations
  const elapsedMs = running ? (last?.timing.elapsedMs ?? 0) : record.elapsedMs
  const rows: [string, string][] = []
  const { champion } = record
  const held = champion === null ? undefined : parts.findLast((part) => champion[part] !== null)
  if (champion !== null && held !== undefined) {
    const where = held === 'train' ? '' : `, ${held}`
    const { fitness, metrics } = champion[held]!
    for (const [name, value] of Object.entries(metrics).slice(0, record.samples.train > 0 ? 1 : 0)) {
      rows.push([shortened(metricLabel(name, units)) + where, formatMetric(name, value)])
    }
    rows.push([fitnessName + where, formatSignificant(fitness)])
  } else if (last?.champion !== null && last !== undefined) {
    rows.push([`${fitnessName}, best so far`, formatSignificant(last.champion)])
  }
  rows.push(
    ...stepTiles(phases, generations),
    ['evaluations', formatCount(evaluations)],
    ['time', formatDuration(elapsedMs)],
  )
  if (elapsedMs > 0) rows.push(['evaluations a second', formatCount((evaluations * 1000) / elapsedMs)])
  return tileList(rows)
}

function worth({ record, units }: ReportData, champion: Worth): Markup {
  return record.samples.train > 0 ? scores(record, champion, units) : figures(record, champion)
}

/** The figures of the champion of a task without samples. */
function figures({ fitnessName }: RunRecord, { train, violation = 0, behaviour }: Worth): Markup {
  const rows: [string, Markup][] = [
    ...(violation > 0
      ? [['violation of the constraints', formatSignificant(violation)] as [string, string]]
      : []),
    ...Object.entries(train.metrics).map(([name, value]): [string, Markup] => [
      shortened(name),
      escapeMarkup(formatMetric(name, value)),
    ]),
    ...(behaviour === undefined
      ? []
      : [['behaviour', escapeMarkup(behaviourText(behaviour))] as [string, string]]),
  ]
  // The fitness alone stands above already.
  if (rows.length === 0) return ''
  return definitions([[fitnessName, escapeMarkup(formatSignificant(train.fitness, 6))], ...rows])
}

function behaviourText(behaviour: readonly number[]): string {
  const shown = behaviour.slice(0, mostBehaviour).map((value) => formatSignificant(value))
  return `${shown.join(', ')}${behaviour.length > mostBehaviour ? ', …' : ''}`
}

/** Every figure on every part of the data; before and after fine-tuning, if there was any. */
function scores(record: RunRecord, after: Worth, units: FigureUnits): Markup {
  const before = record.phases.length > 1 ? record.phases[0]!.champion : null
  const shown = parts.filter((part) => after[part] !== null)
  const figures = [record.fitnessName, ...Object.keys(after.train.metrics)]
  const cell = (worth: Worth, part: DataPart, i: number): string => {
    const score = worth[part]
    if (score === null) return NO_VALUE
    const name = figures[i]!
    return i === 0 ? formatSignificant(score.fitness) : formatMetric(name, score.metrics[name])
  }
  const worth = (part: DataPart, i: number): Markup =>
    before === null
      ? cell(after, part, i)
      : [
          tag('span', { class: 'before' }, cell(before, part, i)),
          tag('span', { class: 'arrow' }, ' → '),
          tag('strong', {}, cell(after, part, i)),
        ].join('')
  const label =
    before === null ? 'The champion on each part of the data' : 'The champion before → after fine-tuning'
  return figureTable({
    ...{ label, caption: label, rows: shown },
    columns: [
      {
        title: 'part (samples)',
        heading: true,
        cell: (part) => `${part} (${formatCount(record.samples[part])})`,
      },
      ...figures.map((name, i) => ({
        title: metricLabel(name, units),
        cell: (part: DataPart) => worth(part, i),
      })),
    ],
  })
}

/** What each phase took, if there was more than one. */
function phaseList(record: RunRecord, known: readonly CurvePhase[]): Markup {
  if (record.phases.length < 2) return ''
  const lines = record.phases.map(({ phase, reason, generations, evaluations, elapsedMs }) => {
    const unit = unitOf(phase, known)
    const took = `${plural(generations, unit)}, ${plural(Math.round(evaluations), 'evaluation')}`
    return tag(
      'li',
      {},
      `${phaseLabel({ phase })}: ${took} in ${formatDuration(elapsedMs)}; ${endText(reason, unit)}`,
    )
  })
  return tag('ul', { class: 'phases' }, ...lines)
}
