/**
 * `line 2, column 7` for an offset, both counted from 1, the column in UTF-16 units as in editors. Lines end with LF,
 * CRLF or CR, as in YAML and in editors.
 */
export function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/)
  return `line ${before.length}, column ${before[before.length - 1]!.length + 1}`
}
