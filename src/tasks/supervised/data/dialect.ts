import { pointNumber } from './number-text.ts'
import { firstRecords, isQuoted, lineAt, roughCells } from './records.ts'

/** How a text with separated values is to be read. */
export interface Dialect {
  /** A single character; for a single column one that the text does not have. */
  readonly separator: string
  /** Where the first record begins: the header, or a row if there is none. */
  readonly start: number
  /** The line of it, from 1. */
  readonly line: number
  /** How many cells each of the first rows has; undefined if they differ. */
  readonly width: number | undefined
}

/** What may separate the cells of a .csv file. Of two that fit equally well, the first. */
const candidates = [',', ';', '\t', '|']

/** Separates nothing: no text contains it. */
const none = '\0'

/**
 * Finds the separator and the first record. Passed over are blank lines, a line such as `sep=;`, and lines that begin with
 * `#`, unless such a line is the header.
 *
 * @param text with \n as its only line end
 * @param fixed the separator, if it is known
 * @param headed whether the first record is a header
 */
export function dialectOf(text: string, fixed: string | undefined, headed: boolean): Dialect {
  const { offset, line, comments, declared } = preamble(text)
  const following = firstRecords(text, offset)
  const only = following.length === 0
  const records = only ? firstRecords(text, comments[0]?.offset ?? offset) : following
  const separator = declared ?? fixed ?? likeliest(records)
  const counts = records.slice(headed ? 1 : 0).map((record) => roughCells(record, separator).length)
  const [width] = counts
  const first = only ? comments[0] : headerAmong(comments, records, separator, headed)
  return {
    separator,
    start: first?.offset ?? offset,
    line: first?.line ?? line,
    width: counts.every((count) => count === width) ? width : undefined,
  }
}

interface Line {
  readonly text: string
  readonly offset: number
  /** From 1. */
  readonly line: number
}

/** The lines before the table. */
interface Preamble {
  /** Where the table begins, if no comment belongs to it. */
  readonly offset: number
  readonly line: number
  readonly comments: readonly Line[]
  /** The separator that a line such as `sep=;` names. */
  readonly declared: string | undefined
}

function preamble(text: string): Preamble {
  const comments: Line[] = []
  let declared: string | undefined
  let offset = 0
  let line = 1
  while (offset < text.length) {
    const content = lineAt(text, offset)
    const named = /^\s*"?sep=(\\t|[^\w\s"]|\t)"?[\s,;]*$/i.exec(content)?.[1]
    if (content.startsWith('#')) comments.push({ text: content, offset, line })
    else if (named !== undefined && declared === undefined) declared = named === '\\t' ? '\t' : named
    else if (/[^\s,;|]/.test(content)) break
    offset += content.length + 1
    line++
  }
  return { offset, line, comments, declared }
}

/**
 * The candidate that divides most records into equally many cells. Of equals: the one with the fewest cells that hold
 * another candidate or a quote, then the one with the most numbers. A candidate that is not in the first record and divides
 * at most half of them belongs to the text.
 */
function likeliest(records: readonly string[]): string {
  let best = { separator: none, share: 0, mixed: 0, numbers: 0 }
  for (const separator of candidates) {
    const rows = records.map((record) => roughCells(record, separator))
    const share = shareOfEqual(rows.map((cells) => cells.length))
    const divided = (rows[0]?.length ?? 1) > 1
    if (share === 0 || (share <= 0.5 && !divided) || share < best.share) continue
    const cells = rows.flat()
    const numbers = cells.filter(isNumber).length / cells.length
    const mixed = cells.filter((cell) => /[,;\t|"]/.test(cell) && !isQuoted(cell) && !isNumber(cell)).length
    const fit = { separator, share, mixed, numbers }
    if (share > best.share || mixed < best.mixed || (mixed === best.mixed && numbers > best.numbers))
      best = fit
  }
  return best.separator
}

/** The share of the records that have the most frequent number of cells above 1. */
function shareOfEqual(counts: readonly number[]): number {
  const frequencies = new Map<number, number>()
  for (const count of counts) if (count > 1) frequencies.set(count, (frequencies.get(count) ?? 0) + 1)
  return Math.max(0, ...frequencies.values()) / counts.length
}

function isNumber(cell: string): boolean {
  const text = isQuoted(cell) ? cell.slice(1, -1).trim() : cell
  return (pointNumber(text, '.') ?? pointNumber(text, ',')) !== undefined
}

/**
 * The first of the lines with `#` that belongs to the table: it has as many cells as the rows, and what follows it does not
 * look like a header of its own.
 */
function headerAmong(
  comments: readonly Line[],
  records: readonly string[],
  separator: string,
  headed: boolean,
): Line | undefined {
  const [next, ...others] = records.map((record) => roughCells(record, separator)) as [
    string[],
    ...string[][],
  ]
  if (next.length < 2 || (headed && isHeader(next, others))) return undefined
  const fits = ({ text }: Line): boolean => roughCells(text, separator).length === next.length
  let place = comments.length
  while (place > 0 && fits(comments[place - 1]!)) {
    place--
    // A comment mostly has a blank after its sign; a header or a row before it would not be followed by one.
    if (headed && /^#[#\s]/.test(comments[place]!.text)) break
  }
  return comments[place]
}

/** Whether a record without numbers stands above numbers. */
function isHeader(record: readonly string[], rows: readonly (readonly string[])[]): boolean {
  return !record.some(isNumber) && rows.some((cells) => cells.some(isNumber))
}
