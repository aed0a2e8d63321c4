import stringWidth from 'string-width'
import { agoWords, endWords, strategyWords } from '../../report/listed-text.ts'
import type { ListedRun } from '../../run/folder/listed-run.ts'
import { shownText } from '../../shown-text.ts'
import { formatCount, formatDuration, formatFitness, NO_VALUE } from '../terminal/format.ts'
import { type Column, table } from '../terminal/table.ts'
import { wrap } from '../terminal/width.ts'

/** Columns that a narrow terminal leaves out, the first ones first. */
const spare = [
  'evaluations',
  'time',
  'seed',
  'task',
  'validation',
  'generations',
  'strategy',
  'fitness',
  'when',
]
/** Cells of a name and of a few words. */
const [mostName, mostWords] = [40, 60]

/**
 * A row for each run. On a terminal that is too narrow some columns are left out, and a line says which.
 * @param columns the most cells of a line
 */
export function runsTable(
  runs: readonly ListedRun[],
  dir: string,
  now: Date,
  columns: number = Number.POSITIVE_INFINITY,
): string {
  if (runs.length === 0) return `no runs in ${shownText(dir)}\n`
  const all = columnsOfRuns(runs, now)
  for (let left = 0; ; left++) {
    const out = spare.slice(0, left).filter((title) => all.some((column) => column.title === title))
    const text = table(
      runs,
      all.filter(({ title }) => !out.includes(title)),
    )
    const fits = text.split('\n').every((line) => stringWidth(line) <= columns)
    if (!fits && left < spare.length) continue
    const note = `left out for want of room: ${out.join(', ')}; evolve runs --json has all`
    return `${[text, ...(out.length === 0 ? [] : wrap(note, columns))].join('\n')}\n`
  }
}

function columnsOfRuns(runs: readonly ListedRun[], now: Date): Column<ListedRun>[] {
  const count = (value: number | null): string => (value === null ? NO_VALUE : formatCount(value))
  const words = (text: string | null, most = mostWords): string =>
    text === null ? NO_VALUE : shownText(text, most)
  const validated = runs.some(({ validation }) => validation !== null)
  const validation: Column<ListedRun> = {
    title: 'validation',
    cell: (run) => formatFitness(run.validation ?? undefined),
  }
  return [
    { title: 'name', cell: ({ name }) => shownText(name, mostName), align: 'left' },
    {
      title: 'when',
      cell: ({ startedAt }) => (startedAt === null ? NO_VALUE : words(agoWords(startedAt, now))),
      align: 'left',
    },
    { title: 'task', cell: ({ task }) => words(task, mostName), align: 'left' },
    { title: 'strategy', cell: (run) => words(strategyWords(run), mostName), align: 'left' },
    { title: 'fitness', cell: ({ fitnessName }) => words(fitnessName, mostName), align: 'left' },
    { title: 'champion', cell: ({ fitness }) => formatFitness(fitness ?? undefined) },
    ...(validated ? [validation] : []),
    { title: 'generations', cell: ({ generations }) => count(generations) },
    { title: 'evaluations', cell: ({ evaluations }) => count(evaluations) },
    {
      title: 'time',
      cell: ({ elapsedMs }) => (elapsedMs === null ? NO_VALUE : formatDuration(elapsedMs)),
    },
    { title: 'seed', cell: (run) => seedText(run) },
    { title: 'ended', cell: (run) => words(endWords(run)), align: 'left' },
  ]
}

/** `1`, or `1 … 5` for repeats. */
function seedText({ seed, trainings }: ListedRun): string {
  if (seed === null) return NO_VALUE
  if (trainings === null) return String(seed)
  const last = seed + trainings.planned / trainings.contestants - 1
  return last > seed ? `${seed} … ${last}` : String(seed)
}
