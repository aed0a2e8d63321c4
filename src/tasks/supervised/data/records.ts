/** The first records of a text with separated values, looked at before it is known what separates them. */

/** The line that begins at an offset. */
export function lineAt(text: string, offset: number): string {
  const end = text.indexOf('\n', offset)
  return text.slice(offset, end < 0 ? text.length : end)
}

/** No more than this is looked at. */
const mostRecords = 100
const mostCharacters = 200_000

/**
 * The first records, without blank lines. A line end between quotes does not end a record; a record that never ends is left
 * out unless it is the first.
 */
export function firstRecords(text: string, offset: number): string[] {
  const records: string[] = []
  let record = ''
  let open = false
  for (let at = offset; at < text.length && at < offset + mostCharacters && records.length < mostRecords; ) {
    const line = lineAt(text, at)
    at += line.length + 1
    record += open ? `\n${line}` : line
    if (line.includes('"') && line.split('"').length % 2 === 0) open = !open
    if (open) continue
    if (record.trim() !== '') records.push(record)
    record = ''
  }
  if (records.length === 0 && record !== '') records.push(record)
  return records
}

/** The cells of a record with their quotes: for counting them and for a look at what they hold. */
export function roughCells(record: string, separator: string): string[] {
  if (!record.includes('"')) return record.split(separator).map((cell) => cell.trim())
  const cells = ['']
  let quoted = false
  for (const character of record) {
    if (character === '"') quoted = !quoted
    if (character === separator && !quoted) cells.push('')
    else cells[cells.length - 1] += character
  }
  return cells.map((cell) => cell.trim())
}

/** Whether a cell is in quotes as a whole. */
export function isQuoted(cell: string): boolean {
  return cell.length > 1 && cell.startsWith('"') && cell.endsWith('"')
}
