import type { ClassEvaluation, ModelEvaluation, NumberEvaluation } from '../../library/evaluation.ts'
import { naturalOrder } from '../../natural-order.ts'
import { shownText } from '../../shown-text.ts'
import { formatCount, formatFitness, formatPercent } from '../terminal/format.ts'
import type { Paint } from '../terminal/paint.ts'
import { type Column, table } from '../terminal/table.ts'

/** Of more classes the matrix is no longer readable. */
const mostClasses = 20

/** The figures of an evaluation as text: what was evaluated, figures over all rows, a table, and for classes who was taken for whom. */
export function evaluationReport(evaluation: ModelEvaluation, paint: Paint): string {
  const { samples, loss } = evaluation
  const summary: ReportLine[] = [
    ['samples', formatCount(samples)],
    [loss.name, formatFitness(loss.value)],
  ]
  const parts =
    evaluation.kind === 'classes'
      ? classParts(evaluation, summary)
      : [figures([...summary, ...errorFigures(evaluation)]), ...targetTable(evaluation)]
  const title = evaluation.kind === 'classes' ? evaluation.target : names(evaluation)
  return `${[paint.strong(shownText(title)), ...parts].join('\n\n')}\n`
}

type ReportLine = readonly [name: string, value: string]

function figures(rows: readonly ReportLine[]): string {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')
}

function classParts(evaluation: ClassEvaluation, summary: readonly ReportLine[]): string[] {
  const { accuracy, balancedAccuracy, macro, weighted, samples } = evaluation
  const order = naturalOrder(evaluation.classes.map(({ name }) => name))
  const classes = order.map((place) => evaluation.classes[place]!)
  const confusion = order.map((row) => order.map((column) => evaluation.confusion[row]![column]!))
  const shares = [
    ['accuracy', formatPercent(accuracy)],
    ['balanced accuracy', formatPercent(balancedAccuracy)],
  ] as const
  const rows = [
    ...classes,
    { name: 'mean of the classes', ...macro, support: samples },
    { name: 'weighted by samples', ...weighted, support: samples },
  ]
  const share = (value: number): string => value.toFixed(4)
  const perClass = table(rows, [
    { title: 'class', cell: ({ name }) => shownText(name), align: 'left' },
    { title: 'precision', cell: ({ precision }) => share(precision) },
    { title: 'recall', cell: ({ recall }) => share(recall) },
    { title: 'f1', cell: ({ f1 }) => share(f1) },
    { title: 'samples', cell: ({ support }) => formatCount(support) },
  ])
  return [figures([...summary, ...shares]), perClass, confusionTable(classes, confusion)]
}

/** A row for each true class, a column for each answer. */
function confusionTable(
  classes: ClassEvaluation['classes'],
  confusion: ClassEvaluation['confusion'],
): string {
  if (classes.length > mostClasses)
    return `the confusion matrix of ${formatCount(classes.length)} classes is in --json`
  const columns = classes.map(
    ({ name }, place): Column<number> => ({
      title: shownText(name, 20),
      cell: (row) => formatCount(confusion[row]![place]!),
    }),
  )
  const first: Column<number> = {
    title: 'is \\ answer',
    cell: (row) => shownText(classes[row]!.name),
    align: 'left',
  }
  return table(
    classes.map((_, row) => row),
    [first, ...columns],
  )
}

function names({ targets }: NumberEvaluation): string {
  return targets.map(({ name }) => name).join(', ')
}

function errorFigures({ rmse, mae, r2 }: Pick<NumberEvaluation, 'rmse' | 'mae' | 'r2'>): ReportLine[] {
  return [
    ['rmse', formatFitness(rmse)],
    ['mae', formatFitness(mae)],
    ['r²', formatFitness(r2)],
  ]
}

/** A line for each of several targets. */
function targetTable({ targets }: NumberEvaluation): string[] {
  if (targets.length < 2) return []
  return [
    table(targets, [
      { title: 'target', cell: ({ name }) => shownText(name), align: 'left' },
      { title: 'rmse', cell: ({ rmse }) => formatFitness(rmse) },
      { title: 'mae', cell: ({ mae }) => formatFitness(mae) },
      { title: 'r²', cell: ({ r2 }) => formatFitness(r2) },
    ]),
  ]
}
