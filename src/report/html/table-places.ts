import stringWidth from 'string-width'
import type { Markup } from './markup.ts'

/** Widths of the page's main part at which tables change, pixels; a table that is wider has blocks everywhere. */
const places = ['360', '440', '520', '620', '720', '820', '930', '1040', '1160', 'always'] as const
type TableWidth = (typeof places)[number]

/** Pixels of a character of a cell and of a title, in the widest of the common fonts. */
const [narrow, bold] = [9.7, 9.4]
/** The room between two columns: pixels at least, and a share of the width. */
const [leastGap, gap] = [7.2, 0.016]
/** A table of so many columns has letters that are smaller by this factor. */
const many = 9
const small = 0.9
/** Characters that a column of words has room for before it wraps. */
const wordCharacters = 15

/** A column as far as its width depends on it. */
export interface ColumnTexts {
  readonly title: string
  readonly cells: readonly Markup[]
  /** Where its cells may be divided. */
  readonly wrapped: 'never' | 'between' | 'anywhere'
  readonly yields: boolean
}

/** The classes of a table that say where columns yield, and where its rows become blocks. */
export function placesOf(columns: readonly ColumnTexts[]): string {
  const scale = columns.length >= many ? small : 1
  const whole = scale * widthOf(columns)
  const least = scale * widthOf(columns.filter(({ yields }) => !yields))
  return [
    ...(columns.length >= many ? ['many'] : []),
    ...(least < whole ? [`yield-${placeOf(whole)}`] : []),
    `stack-${placeOf(least)}`,
  ].join(' ')
}

function placeOf(width: number): TableWidth {
  return places.find((place) => Number(place) >= width) ?? 'always'
}

/** The characters that a cell shows, wide ones twice. */
export function cellWidth(cell: Markup): number {
  return stringWidth(cell.replaceAll(/<[^>]*>/g, '').replaceAll(/&[^;]+;/g, '&'))
}

/** About how wide a table of these columns is in letters of the usual size, pixels. */
function widthOf(columns: readonly ColumnTexts[]): number {
  const widths = columns.map(({ title, cells, wrapped }) => {
    const pieces = wrapped === 'between' ? cells.flatMap((cell) => cell.split(/(?<=…) /)) : cells
    const longest = Math.max(0, ...pieces.map(cellWidth))
    const shown = wrapped === 'anywhere' ? Math.min(wordCharacters, longest) : longest
    const titleWord = Math.max(...title.split(/[\s-]/).map((word) => stringWidth(word)))
    return Math.max(shown * narrow, Math.min(wordCharacters, titleWord) * bold)
  })
  const gaps = columns.length - 1
  const content = widths.reduce((sum, width) => sum + width, 0)
  return Math.max(content + leastGap * gaps, content / Math.max(0.1, 1 - gap * gaps))
}

/** The classes of a confusion matrix that say where its heads stand upright, and where it is tight. */
export function matrixPlaces(names: readonly string[], counts: readonly string[]): string {
  const letters = (texts: readonly string[]): number =>
    narrow * Math.max(0, ...texts.map((text) => stringWidth(text)))
  const [name, count] = [letters(names), letters(counts)]
  const width = (heading: number, cell: number): number => Math.min(heading, name) + 12 + names.length * cell
  const flat = width(224, Math.max(54, Math.min(144, name) + 16, count + 20))
  const upright = width(224, Math.max(30, count + 12))
  return `upright-${placeOf(flat)} tight-${placeOf(upright)}`
}

/** The rules of all those classes. */
export function placesStyle(): string {
  const yielding = places.map((place) =>
    at(place, `.yield-${place} .yields { display: none; } .yield-${place} .yielded { display: block; }`),
  )
  return [
    ...yielding,
    ...places.map((place) => at(place, stacked(`.stack-${place}`))),
    ...places.map((place) => at(place, upright(`.upright-${place}`))),
    ...places.map((place) => at(place, tight(`.tight-${place}`))),
  ].join('\n')
}

function at(place: TableWidth, rules: string): string {
  return place === 'always' ? rules : `@container (max-width: ${Number(place) - 1}px) { ${rules} }`
}

/** Rows as blocks: the heading above, the cells side by side below their names. */
function stacked(table: string): string {
  return [
    `${table}, ${table} tbody, ${table} caption { display: block; }`,
    `${table} thead { display: none; }`,
    `${table} tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(7.6rem, 1fr)); gap: 0.3rem 1rem; padding: 0.6rem 0; border-bottom: 1px solid var(--grid); }`,
    `${table} th, ${table} td { border: 0; padding: 0; text-align: left; white-space: normal; overflow-wrap: anywhere; }`,
    `${table} tbody th { order: -1; grid-column: 1 / -1; }`,
    `${table} tbody th::before { content: attr(data-title); }`,
    `${table} td.long { grid-column: span 2; }`,
    `${table} td.words { grid-column: 1 / -1; }`,
    `${table} .yields { display: block; } ${table} .yielded { display: none; }`,
    `${table} td::before { content: attr(data-title); display: block; color: var(--soft-ink); font-size: 0.82rem; line-height: 1.25; }`,
  ].join(' ')
}

function upright(table: string): string {
  return [
    `${table} thead th { writing-mode: vertical-rl; transform: rotate(180deg); text-align: left; max-width: none; max-height: 9rem; padding: 0.3rem 0; line-height: 1; }`,
    `${table} td { min-width: 1.7rem; padding: 0.2rem; }`,
  ].join(' ')
}

function tight(table: string): string {
  return [
    `${table} { width: 100%; font-size: 0.82rem; } ${table} th { font-size: inherit; }`,
    `${table} tbody th { max-width: 5.2rem; padding-right: 0.3rem; }`,
    `${table} td { min-width: 0; padding: 0; border-width: 1px; border-radius: 3px; }`,
  ].join(' ')
}
