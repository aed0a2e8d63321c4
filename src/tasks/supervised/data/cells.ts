import { daysOfText } from './dates/date-text.ts'
import { type Decimal, exactNumber, pointNumber } from './number-text.ts'
import type { Cell } from './table.ts'

/** The words that mean a missing cell unless the config lists others. */
const missingWords: readonly string[] = ['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', '?']

/** What the cells of a table mean: each is missing, a number or a text, as input and as target. */
export class CellReader {
  /** The decimal sign of the table's texts. */
  readonly decimal: Decimal
  private readonly words: ReadonlySet<string>
  /** The words that are numbers: a cell that means the same number is missing too. */
  private readonly numbers: ReadonlySet<number>
  /** No word begins with a digit, so a cell that does holds something. */
  private readonly digitsHold: boolean

  /** @param words that mean a missing cell, as the empty text always does */
  constructor(decimal: Decimal = '.', words: readonly string[] = missingWords) {
    this.decimal = decimal
    const all = ['', ...words.map((word) => word.trim())]
    this.words = new Set(all)
    const numbers = all.flatMap((word) => [numberOfText(word, '.'), numberOfText(word, decimal)])
    this.numbers = new Set(numbers.filter((number) => number !== undefined))
    this.digitsHold = this.numbers.size === 0 && !all.some(startsWithDigit)
  }

  /** Whether a cell is missing: null, NaN, empty, or one of the words. */
  isMissing(cell: Cell): boolean {
    if (cell === null) return true
    if (typeof cell === 'string') {
      if (this.digitsHold && startsWithDigit(cell)) return false
      if (this.words.has(cell.trim())) return true
    } else if (Number.isNaN(cell)) return true
    if (this.numbers.size === 0) return false
    const number = this.numberOf(cell)
    return number !== undefined && this.numbers.has(number)
  }

  /**
   * The number that a cell means, or undefined if it is not a number. True and false are 1 and 0, in JSON and as words. A
   * number beyond the range of float64 is ±Infinity.
   */
  numberOf(cell: Cell): number | undefined {
    if (typeof cell === 'number') return Number.isNaN(cell) ? undefined : cell
    if (typeof cell === 'boolean') return cell ? 1 : 0
    if (cell === null) return undefined
    if (cell.length === 1 && startsWithDigit(cell)) return cell.charCodeAt(0) - 0x30
    const text = cell.trim()
    return numberOfText(text, this.decimal) ?? truthOf(text)
  }

  /** What a cell of a number column holds: a number, NaN for a missing cell, or undefined for a text. */
  readNumber(cell: Cell): number | undefined {
    const number = this.numberOf(cell)
    if (number === undefined) return this.isMissing(cell) ? Number.NaN : undefined
    return this.numbers.size > 0 && this.numbers.has(number) ? Number.NaN : number
  }

  /**
   * What a cell of a column of dates holds: days since the begin of 1970 in UTC, NaN for a missing cell, or undefined for anything
   * else.
   */
  readDate(cell: Cell): number | undefined {
    if (this.isMissing(cell)) return Number.NaN
    return typeof cell === 'string' ? daysOfText(cell.trim()) : undefined
  }

  /** One text for all cells that mean the same label: equal for two cells if and only if they mean the same. */
  meaningOf(cell: Cell): string {
    if (typeof cell !== 'string') return exactNumber(String(Number(cell)))
    const text = cell.trim()
    const number = pointNumber(text, this.decimal) ?? truthOf(text)
    return number === undefined ? meaningOfText(text) : exactNumber(String(number))
  }
}

/** What a label that is no number means: it is in quotes, as no number is. */
export function meaningOfText(text: string): string {
  return `"${text}`
}

function numberOfText(text: string, decimal: Decimal): number | undefined {
  const number = pointNumber(text, decimal)
  return number === undefined ? undefined : Number(number)
}

/** 1 for true, 0 for false, in any letter case. */
function truthOf(text: string): number | undefined {
  const word = text.length > 5 ? '' : text.toLowerCase()
  if (word === 'true') return 1
  return word === 'false' ? 0 : undefined
}

/** A fast check, true for most cells of a large table. */
function startsWithDigit(cell: string): boolean {
  const first = cell.charCodeAt(0)
  return first >= 0x30 && first <= 0x39
}
