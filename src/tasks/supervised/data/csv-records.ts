import { InputError } from '../../../errors.ts'
import type { Dialect } from './dialect.ts'

/** Rows of equal length with trimmed cells. */
export interface CsvRecords {
  /** Undefined if there is no header. */
  readonly header: readonly string[] | undefined
  /** The line on which the header ends. */
  readonly line: number
  readonly columns: readonly (readonly string[])[]
  /** The line on which each row begins. */
  readonly lines: readonly number[]
}

/**
 * How many cells a row has: as many as the header, or one more or less, if all the first rows have: R does not name the first
 * column, and some programs write a separator at the end of each row, or of the header alone.
 */
export function widthBelow(header: readonly string[], { width }: Dialect): number {
  const oneMore = width === header.length + 1
  const oneLess = width === header.length - 1 && header.at(-1) === '' && width > 0
  return oneMore || oneLess ? width : header.length
}

export function raggedRow(line: number, expected: number, found: number): InputError {
  return new InputError({
    field: `line ${line}`,
    expected: `${expected} values, one for each column`,
    found: String(found),
  })
}
