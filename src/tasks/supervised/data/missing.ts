import { InputError } from '../../../errors.ts'
import type { CellReader } from './cells.ts'
import { listed, shown } from './names.ts'
import type { FileData, MissingPolicy, MissingRule } from './options.ts'
import type { Selection } from './select.ts'
import type { Cell, Table } from './table.ts'

/** Which cells are missing, and what to do with them. */
export interface MissingChoice {
  readonly policy: MissingPolicy
  /** Undefined: the usual words. */
  readonly words: readonly string[] | undefined
}

/** What the option `missing` says, in each of its forms. */
export function missingChoice(missing: FileData['missing'] = 'drop'): MissingChoice {
  const rule: MissingRule =
    typeof missing === 'string' ? { cells: missing } : 'length' in missing ? { words: missing } : missing
  return { policy: rule.cells ?? 'drop', words: rule.words?.map(String) }
}

/** So many columns are named in a note. */
const mostListed = 8

/** The missing cells of a column. */
interface Gaps {
  readonly name: string
  readonly count: number
  /** The first row with one, from 0. */
  readonly firstRow: number
}

/**
 * Indices of the rows to learn from: all but those with a missing target and, with `drop`, with a missing input.
 *
 * @param notes is told how many rows are left out, and which words count as missing
 * @throws InputError if no row is left
 */
export function keptRows(
  table: Table,
  { targets, inputs }: Selection,
  reader: CellReader,
  { policy, words }: MissingChoice,
  notes: string[],
): number[] {
  const without = new Uint8Array(table.count)
  const found = new Set<string>()
  const gapsOf = (column: number, rows: Uint8Array | undefined): Gaps =>
    findGaps(table, column, reader, found, rows)
  const needed = [...targets.map((column) => gapsOf(column, without))]
  const filled = inputs.map((column) => gapsOf(column, policy === 'drop' ? without : undefined))
  const gaps = [...needed, ...(policy === 'drop' ? filled : [])].filter(({ count }) => count > 0)
  const kept: number[] = []
  for (let row = 0; row < without.length; row++) if (without[row] === 0) kept.push(row)
  const meaning = meaningOf([...found], policy, words)
  if (kept.length === table.count) {
    if (meaning !== undefined) notes.push(meaning)
    return kept
  }
  gaps.sort((a, b) => a.firstRow - b.firstRow)
  const counts = gaps.slice(0, mostListed).map(({ name, count }) => `${shown(name)} ${count}`)
  if (gaps.length > mostListed) counts.push(`${gaps.length - mostListed} more columns`)
  const where = counts.join(', ')
  const left = `${table.count - kept.length} of ${table.count} rows left out for missing cells (${where})`
  notes.push(meaning === undefined ? left : `${left}; ${meaning}`)
  if (kept.length > 0) return kept
  throw new InputError({
    file: table.file,
    expected: 'rows without a missing cell',
    found: `none of ${table.count} (${where})`,
    hint:
      meaning ?? (policy === 'drop' ? 'missing: mean fills cells, and drop leaves out columns' : undefined),
  })
}

/** Which words count as missing, and how to keep them; undefined if only empty cells do. */
function meaningOf(
  found: readonly string[],
  policy: MissingPolicy,
  words: readonly string[] | undefined,
): string | undefined {
  if (found.length === 0) return undefined
  const said = `${listed(found)} ${found.length === 1 ? 'counts' : 'count'} as missing`
  if (words !== undefined) return said
  const cure = policy === 'drop' ? 'missing: []' : 'missing: { cells: mean, words: [] }'
  return `${said}; ${cure} takes ${found.length === 1 ? 'it' : 'them'} as written`
}

/**
 * @param words is told the texts that mean a missing cell
 * @param rows (S) is set to 1 for each row in which the column's cell is missing
 */
function findGaps(
  table: Table,
  column: number,
  reader: CellReader,
  words: Set<string>,
  rows: Uint8Array | undefined,
): Gaps {
  const cells = table.columns[column]!
  let count = 0
  let firstRow = -1
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row]!
    if (!reader.isMissing(cell)) continue
    if (rows !== undefined) rows[row] = 1
    if (count++ === 0) firstRow = row
    if (!isEmpty(cell)) words.add(String(cell).trim())
  }
  return { name: table.names[column]!, count, firstRow }
}

function isEmpty(cell: Cell): boolean {
  return cell === null || cell === '' || (typeof cell === 'string' && cell.trim() === '')
}
