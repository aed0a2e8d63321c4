import { InputError, quote } from '../../../errors.ts'

/** One value as a file holds it. Text may still mean a number, or that nothing is known; see cells.ts. */
export type Cell = string | number | boolean | null

/** What a data file holds: named columns of equal length. */
export interface Table {
  /** The file as the user wrote it, for messages. */
  readonly file: string
  /** Distinct, none empty. */
  readonly names: readonly string[]
  /** One list a column, each with a cell a row. */
  readonly columns: readonly (readonly Cell[])[]
  /** Where each row begins in the file: the line of a CSV file, the place in a JSON list, both from 1. */
  readonly rows: readonly number[]
}

/** A table before it has a file's name. */
export type Grid = Omit<Table, 'file'>

/** Where a cell stands, as errors say it. */
export function cellField(row: number, column: string): string {
  return `row ${row}, ${columnField(column)}`
}

export function columnField(column: string): string {
  return `column ${JSON.stringify(column)}`
}

/**
 * @param field where the names stand
 * @throws InputError where a name is empty or stands twice
 */
export function checkNames(names: readonly string[], field: string): void {
  const seen = new Set<string>()
  for (const [index, name] of names.entries()) {
    if (name === '') {
      throw new InputError({
        field,
        expected: 'a name for each column',
        found: `none for column ${index + 1}`,
      })
    }
    if (seen.has(name)) {
      throw new InputError({ field, expected: 'each column name once', found: `${quote(name)} twice` })
    }
    seen.add(name)
  }
}
