import { disk } from './disk.ts'

/** Bytes that are read at once. */
const pieceBytes = 2 ** 14
/** A longer line is left out. */
const longestBytes = 2 ** 20
const lineEnd = 10

/**
 * Some lines of a file, spread evenly over its bytes, in their order: the first one and the last one among them. So what is
 * read does not grow with the file. Text after the last line end is an incomplete line and left out. Without the file there
 * are no lines.
 * @param most lines, at least 2; a file of no more bytes than so many pieces is read whole, and its lines are chosen evenly
 * @throws the system's error
 */
export function spreadLines(path: string, most: number): string[] {
  const size = disk.size(path)
  if (size === null || size === 0) return []
  const file = disk.open(path, 'r')
  try {
    if (size <= most * pieceBytes) return chosen(linesIn(read(file, 0, size), 0), most)
    const lines: string[] = []
    let end = 0
    for (let k = 0; k < most - 1; k++) {
      const from = Math.max(end, Math.floor((k * size) / (most - 1)))
      const line = lineFrom(file, from, size)
      if (line === null) continue
      lines.push(line.text)
      end = line.end
    }
    const last = lastLine(file, size)
    if (last !== null && last !== lines.at(-1)) lines.push(last)
    return lines
  } finally {
    disk.close(file)
  }
}

/** Evenly chosen, the first and the last among them. */
function chosen(lines: readonly string[], most: number): string[] {
  if (lines.length <= most) return [...lines]
  return Array.from({ length: most }, (_, k) => lines[Math.floor((k * (lines.length - 1)) / (most - 1))]!)
}

/** The first whole line that begins at a place or after it; null if there is none, or only a long one. */
function lineFrom(file: number, from: number, size: number): { text: string; end: number } | null {
  // The byte before tells whether a line begins here.
  const start = Math.max(0, from - 1)
  for (let bytes = pieceBytes; ; bytes *= 4) {
    const piece = read(file, start, Math.min(bytes, size - start))
    const begin = from === 0 ? 0 : piece.indexOf(lineEnd) + 1
    const end = from === 0 || begin > 0 ? piece.indexOf(lineEnd, begin) : -1
    if (end >= 0) return { text: piece.toString('utf8', begin, end), end: start + end + 1 }
    if (start + bytes >= size || bytes > longestBytes) return null
  }
}

function lastLine(file: number, size: number): string | null {
  for (let bytes = pieceBytes; ; bytes *= 4) {
    const start = Math.max(0, size - bytes)
    const piece = read(file, start, size - start)
    const line = linesIn(piece, start).at(-1)
    if (line !== undefined) return line
    if (start === 0 || bytes > longestBytes) return null
  }
}

/** The whole lines of a piece of a file. @param start where it begins; only at 0 a line surely begins there */
function linesIn(piece: Buffer, start: number): string[] {
  const lines = piece.toString().split('\n').slice(0, -1)
  return start === 0 ? lines : lines.slice(1)
}

/** Fewer bytes if the file has become shorter. */
function read(file: number, start: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes)
  return buffer.subarray(0, disk.readAt(file, buffer, start))
}
