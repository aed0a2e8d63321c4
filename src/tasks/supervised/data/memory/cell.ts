import { InputError } from '../../../../errors.ts'
import { dotted, shownValue, type ValuePath } from '../../../../value-path.ts'
import { cellOfDate } from '../dates/date-text.ts'
import type { Cell } from '../table.ts'

/** The config key of data. */
const root: ValuePath = ['task', 'data']

/** A place in what a program gave: `task.data.rows[17].age`. */
export function placeIn(...path: ValuePath): string {
  return dotted([...root, ...path])
}

/** The error for a value in memory. */
export function unfit(path: ValuePath, expected: string, value: unknown, hint?: string): InputError {
  return new InputError({ field: placeIn(...path), expected, found: shownValue(value), hint })
}

/**
 * A value as a cell: undefined, NaN and an invalid date are missing, a date is its text in ISO 8601, and -0 is 0, since a file of the data has neither of them.
 * @returns undefined for what is no cell
 */
export function cellOf(value: unknown): Cell | undefined {
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value === 0 ? 0 : value
    return Number.isNaN(value) ? null : undefined
  }
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (value instanceof Date) return cellOfDate(value)
  return value === null || value === undefined ? null : undefined
}

/** The error for a value that is no cell. */
export function noCell(path: ValuePath, value: unknown): InputError {
  const expected =
    typeof value === 'number' ? 'a finite number' : 'a number, a text, a date, true, false or null'
  return unfit(path, expected, value)
}

/** Whether a value is a list of cells: an array, or a typed array. */
export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || isNumberArray(value)
}

/** Whether a value is a typed array of numbers. */
export function isNumberArray(value: unknown): value is ArrayLike<number> & ArrayBufferView {
  return (
    ArrayBuffer.isView(value) &&
    !(value instanceof DataView) &&
    !(value instanceof BigInt64Array) &&
    !(value instanceof BigUint64Array)
  )
}
