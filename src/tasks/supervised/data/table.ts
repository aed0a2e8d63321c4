import { InputError, quote } from '../../../errors.ts'

/** One value as it stands in a file. Text may still mean a number or a missing value; see cells.ts. */
export type Cell = string | number | boolean | null

/** The content of a data file: named columns of equal length. */
export interface Table {
  /** The file as the user wrote it, for messages. */
  readonly file: string
  /** Unique and not empty. */
  readonly names: readonly string[]
  /** A list for each column, with a cell for each row. */
  readonly columns: readonly (readonly Cell[])[]
  /** Where each row begins in the file: the line in a CSV file, the position in a JSON list, both from 1. */
  readonly rows: readonly number[]
}

/** A table without the name of its file. */
export type Grid = Omit<Table, 'file'>

/** The position of a cell, for errors. */
export function cellField(row: number, column: string): string {
  return `row ${row}, ${columnField(column)}`
}

export function columnField(column: string): string {
  return `column ${JSON.stringify(column)}`
}

/**
 * @param field where the names stand, for the message
 * @throws InputError for an empty or duplicate name
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
