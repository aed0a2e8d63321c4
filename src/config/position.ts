/**
 * `line 2, column 7` of an offset, both counted from 1, the column in UTF-16 units as editors count it.
 * Lines end as YAML and editors have it: with LF, CRLF, or CR alone.
 */
export function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/)
  return `line ${before.length}, column ${before[before.length - 1]!.length + 1}`
}
