import type { TextPosition } from '../errors.ts'

/** The place of an offset. Lines end with LF, CRLF or CR, as in YAML and in editors. */
export function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/)
  return { line: before.length, column: before[before.length - 1]!.length + 1 }
}
