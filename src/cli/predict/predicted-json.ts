import type { PredictedRow, PredictedTable } from './predicted-table.ts'

/** Predictions as JSON, a line for each row. Names stand in lists, in their order: as keys they could be lost. */
export function predictedJson({ meaning, columns, rows }: PredictedTable): string {
  const about =
    meaning.kind === 'classes'
      ? { target: meaning.target, classes: meaning.names }
      : { targets: meaning.names }
  const head = Object.entries({ ...about, ...(columns && { columns }) })
    .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`)
    .join('')
  const lines = rows.map((row) => `    ${JSON.stringify(predicted(row))}`)
  return `{\n${head}  "predictions": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}]\n}\n`
}

function predicted({ row, name, numbers, cells }: PredictedRow): object {
  const answer = name === undefined ? { row, values: numbers } : { row, class: name, scores: numbers }
  return cells === undefined ? answer : { ...answer, cells }
}
