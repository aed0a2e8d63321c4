import { otherNotation } from './notation.ts'
import { pointNumber } from './number-text.ts'
import type { Cell } from './table.ts'

/**
 * Whether the numbers in a table have a decimal comma: some do, and none can only be read with a decimal point.
 * @returns the first number with a comma; undefined if the decimal sign is a point, or is not clear
 */
export function decimalCommaIn(columns: readonly (readonly Cell[])[]): string | undefined {
  let example: string | undefined
  for (const cells of columns) {
    for (const cell of cells) {
      if (typeof cell !== 'string') continue
      if (cell.includes(',')) {
        if (pointNumber(cell, ',') !== undefined) example = tellsMore(cell, example) ? cell : example
        else if (hasPoint(cell)) return undefined
      } else if (cell.includes('.') && hasPoint(cell)) return undefined
    }
  }
  return example
}

/** A fraction shows better than 2,0 what the comma means. */
function tellsMore(cell: string, example: string | undefined): boolean {
  return example === undefined || (/,0*$/.test(example) && !/,0*$/.test(cell))
}

/** Whether a text is a number with a decimal point, perhaps beside a sign, and none with a decimal comma. */
function hasPoint(cell: string): boolean {
  if (pointNumber(cell, '.') !== undefined) return true
  return otherNotation(cell, ',')?.otherDecimal === true
}
