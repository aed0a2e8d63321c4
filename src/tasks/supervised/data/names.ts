import { InputError, quote } from '../../../errors.ts'
import { pointNumber } from './number-text.ts'

/** The names of a table's columns. */
export interface ColumnNames {
  /** Unique and not empty. */
  readonly names: readonly string[]
  /** Indices of those whose name in the header is empty; none without a header. */
  readonly nameless: readonly number[]
}

/** `column 1`, `column 2` and so on. */
export function numberedNames(count: number): ColumnNames {
  return { names: Array.from({ length: count }, (_, index) => `column ${index + 1}`), nameless: [] }
}

/**
 * The names as they stand in the file; a column without one is called by its place, from 1.
 * @param field where the names stand, for the message
 * @throws InputError for a duplicate name
 */
export function columnNames(given: readonly string[], field: string): ColumnNames {
  const taken = new Set<string>()
  for (const name of given) {
    if (name !== '' && taken.has(name)) throw duplicate(name, given, field)
    taken.add(name)
  }
  const nameless: number[] = []
  const names = given.map((name, index) => {
    if (name !== '') return name
    nameless.push(index)
    let free = `column ${index + 1}`
    for (let again = 2; taken.has(free); again++) free = `column ${index + 1} (${again})`
    taken.add(free)
    return free
  })
  return { names, nameless }
}

function duplicate(name: string, names: readonly string[], field: string): InputError {
  const hint = looksLikeData(names)
    ? `header: false reads a file without a header; its columns are then "column 1" to "column ${names.length}"`
    : 'rename one of them'
  return new InputError({ field, expected: 'each column name once', found: `${quote(name)} twice`, hint })
}

/** Whether most names are numbers, as in a file without a header. */
export function looksLikeData(names: readonly string[]): boolean {
  const numbers = names.filter((name) => (pointNumber(name, '.') ?? pointNumber(name, ',')) !== undefined)
  return numbers.length * 2 > names.length
}

/** Names in a message: the first of them, and how many more there are. */
export function listed(names: readonly string[], most: number = 5): string {
  const first = names.slice(0, most).map(quote).join(', ')
  return names.length > most ? `${first} and ${names.length - most} more` : first
}
