import type { CellReader } from './cells.ts'
import type { Table } from './table.ts'

/** So many rows say what a column holds. */
const rowsSeen = 100

/**
 * A note if the header looks like a row of data: the names of all number columns are numbers, and where there are columns of
 * words, one of them is named by one of its words.
 */
export function headerNote(table: Table, reader: CellReader): string[] {
  const { names, columns, lines } = table
  if (lines === null) return []
  const rows = Math.min(rowsSeen, table.count)
  const isNumber = columns.map((cells) => {
    const present = cells.slice(0, rows).filter((cell) => !reader.isMissing(cell))
    return present.length > 0 && present.every((cell) => reader.numberOf(cell) !== undefined)
  })
  const numbers = names.filter((_, column) => isNumber[column])
  if (numbers.length === 0 || numbers.some((name) => reader.numberOf(name) === undefined)) return []
  const words = columns.filter((_, column) => !isNumber[column])
  const named = names.filter((_, column) => !isNumber[column])
  if (words.length > 0 && !words.some((cells, index) => cells.includes(named[index]!))) return []
  const shown = names.slice(0, 4).join(', ')
  return [
    `the header reads like a row of data (${names.length > 4 ? `${shown}, …` : shown}): header: false reads a file without one`,
  ]
}
