import { InputError, quote } from '../../../errors.ts'
import { repeated } from '../../../model/repeated.ts'
import { CellReader, meaningOfText } from './cells.ts'
import { areOtherDates, dateFormats } from './dates/date-text.ts'
import { dropHint } from './infer.ts'
import { plainNumber } from './number-text.ts'
import { type Cell, columnField, type Table } from './table.ts'

/** A column with more categories than this is probably an id. */
const mostLevels: number = 64

/** So many columns are named in a cure. */
const mostNamed = 20

/**
 * The categories of each of the columns in the given rows, sorted: numbers by value, text by code points.
 *
 * @throws InputError if a column has too many; the cure names all such columns
 */
export function inputLevels(
  table: Table,
  columns: readonly number[],
  rows: readonly number[],
  reader: CellReader,
): Map<number, readonly string[]> {
  const levels = new Map(columns.map((column) => [column, levelNames(table, column, rows, reader)]))
  const ids = columns.filter((column) => levels.get(column)!.length > mostLevels)
  const [first] = ids
  if (first === undefined) return levels
  const otherDates = areOtherDates(levels.get(first)!) ? `as dates are read ${dateFormats}; ` : ''
  throw new InputError({
    file: table.file,
    field: columnField(table.names[first]!),
    expected: `at most ${mostLevels} different texts`,
    found: String(levels.get(first)!.length),
    hint: `${otherDates}${dropHint(...ids.slice(0, mostNamed).map((column) => table.names[column]!))}`,
  })
}

/** A label: one meaning, and how its cells write it. */
interface Label {
  readonly meaning: string
  readonly text: string
  /** Whether all its cells are true, or all are false. */
  truth: boolean
}

/**
 * The labels in the given rows, sorted as numbers if all are numbers, else by code points. Cells that mean the same have one
 * label; its name does not depend on the order of the rows.
 *
 * @throws InputError for two labels that would have the same name: the number 1,5 and the text 1.5
 */
export function levelNames(
  table: Table,
  column: number,
  rows: readonly number[],
  reader: CellReader,
): string[] {
  const cells = table.columns[column]!
  const written = new Set<Cell>()
  for (const row of rows) if (!reader.isMissing(cells[row]!)) written.add(cells[row]!)
  const labels = new Map<string, Label>()
  for (const cell of written) {
    const meaning = reader.meaningOf(cell)
    const truth = /^(?:true|false)$/i.test(String(cell).trim())
    const known = labels.get(meaning)
    if (known === undefined) labels.set(meaning, { meaning, text: String(cell).trim(), truth })
    else known.truth &&= truth
  }
  const named = [...labels.values()].map((label) => ({ ...label, name: nameOf(label) }))
  const twice = repeated(named.map(({ name }) => name))
  if (twice !== undefined) throw sameName(table, column, twice.name, reader)
  const numeric = named.every(({ meaning }) => !isText(meaning))
  return named.sort(numeric ? byValue : byName).map(({ name }) => name)
}

function isText(meaning: string): boolean {
  return meaning.startsWith('"')
}

function nameOf({ meaning, text, truth }: Label): string {
  if (isText(meaning)) return text
  return truth ? text.toLowerCase() : plainNumber(meaning)
}

interface Named {
  readonly meaning: string
  readonly name: string
}

function byName(a: Named, b: Named): number {
  return a.name < b.name ? -1 : Number(a.name > b.name)
}

/** Numbers that float64 cannot tell apart are in the order of their texts. */
function byValue(a: Named, b: Named): number {
  return Math.sign(Number(a.meaning) - Number(b.meaning)) || a.name.length - b.name.length || byName(a, b)
}

function sameName(table: Table, column: number, name: string, { decimal }: CellReader): InputError {
  return new InputError({
    file: table.file,
    field: columnField(table.names[column]!),
    expected: `numbers with one decimal sign, "${decimal}"`,
    found: `${quote(name)} with another`,
    hint: 'write all of them alike',
  })
}

/**
 * Finds the place of a cell among names, by what it means.
 * @param names from `levelNames`, of this table or of another
 */
export function levelPlaces(
  names: readonly string[],
  reader: CellReader,
): (cell: Cell) => number | undefined {
  const places = new Map<string, number>()
  const plain = new CellReader()
  for (const [place, name] of names.entries()) places.set(plain.meaningOf(name), place)
  // A text such as 1.5 is no number where the decimal sign is a comma.
  for (const [place, name] of names.entries())
    if (!places.has(meaningOfText(name))) places.set(meaningOfText(name), place)
  const known = new Map<Cell, number | undefined>()
  return (cell) => {
    if (known.has(cell)) return known.get(cell)
    const place = places.get(reader.meaningOf(cell))
    known.set(cell, place)
    return place
  }
}
