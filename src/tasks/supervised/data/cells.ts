import type { Cell } from './table.ts'

const missingWords: ReadonlySet<string> = new Set(['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', '?'])

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/** The largest number that float32 holds. */
const float32Max = 3.4028234663852886e38

/** Whether a cell is missing: empty, null, NA, N/A, NaN or `?`. */
export function isMissing(cell: Cell): boolean {
  if (cell === null) return true
  return typeof cell === 'string' && !startsWithDigit(cell) && missingWords.has(cell.trim())
}

/** A fast check, true for most cells of a large table. */
function startsWithDigit(cell: string): boolean {
  const first = cell.charCodeAt(0)
  return first >= 0x30 && first <= 0x39
}

/**
 * The number that a cell means, or undefined if it is not a number. True and false are 1 and 0, in JSON and as words.
 * Numbers beyond the range of float32 give undefined.
 */
export function numberOf(cell: Cell): number | undefined {
  if (typeof cell === 'number') return Math.abs(cell) <= float32Max ? cell : undefined
  if (typeof cell === 'boolean') return cell ? 1 : 0
  if (cell === null) return undefined
  if (cell.length === 1 && startsWithDigit(cell)) return cell.charCodeAt(0) - 0x30
  const text = cell.trim()
  if (decimal.test(text)) {
    const number = Number(text)
    return Math.abs(number) <= float32Max ? number : undefined
  }
  const word = text.toLowerCase()
  if (word === 'true') return 1
  return word === 'false' ? 0 : undefined
}

/** The name of the category that a cell means. */
export function levelOf(cell: Cell): string {
  return String(cell).trim()
}
