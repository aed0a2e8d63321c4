import { stringify } from 'csv-stringify/sync'
import type { PredictedTable } from './predicted-table.ts'

/** Text that a reader of CSV would take apart, trim or skip unless it is in quotes. */
const fragile = /[\r\n\u2028\u2029]|^\s|\s$|^\ufeff/u

/**
 * Predictions as CSV: the data's own columns if they are kept, the number of the row, the class, and a score for each class;
 * for numbers one column for each target.
 */
export function predictedCsv({ meaning, columns, rows }: PredictedTable): string {
  const own =
    meaning.kind === 'classes'
      ? ['row', meaning.target, ...meaning.names.map((name) => `score:${name}`)]
      : ['row', ...meaning.names]
  const kept = columns ?? []
  const header = [...kept, ...ownNames(own, kept)]
  const lines = rows.map(({ row, name, numbers, cells }) =>
    [...(cells ?? []), row, ...(name === undefined ? [] : [name]), ...numbers].map((cell) =>
      String(cell ?? ''),
    ),
  )
  return stringify([header, ...lines], { quoted_match: fragile })
}

/**
 * The names of the columns that are added. One that is taken is written `predicted:<name>`; if that is taken too, with a
 * number from 2 behind it.
 */
function ownNames(own: readonly string[], kept: readonly string[]): string[] {
  const taken = new Set(kept)
  return own.map((name) => {
    const other = `predicted:${name}`
    let free = taken.has(name) ? other : name
    for (let number = 2; taken.has(free); number++) free = `${other} ${number}`
    taken.add(free)
    return free
  })
}
