import { crc32 } from 'node:zlib'
import { CLASSES } from '../colouring.ts'
import { rgb } from '../colours.ts'
import { classShades } from './curve-film.ts'
import { darkInks, NETWORK_PAPER, PAPER } from './inks.ts'

/** Where the colours of a GIF begin. */
const gifTable = 13
/** Where the second chunk of a PNG begins: its length, its type, its data and its checksum. */
const pngChunk = 33

const dark = darkInks(CLASSES.map(rgb), classShades)

/**
 * The beginning of a film with the colours of a dark page, up to the end of its colour table. Paper and ink change, a map or a
 * picture does not. Null for a film that is not drawn with our inks, such as an episode.
 */
export function darkBeginning(gif: Uint8Array): Uint8Array | null {
  const end = gifTable + 3 * 2 ** (((gif[10] ?? 0) & 7) + 1)
  return darkened(gif.subarray(0, end), gifTable, end)
}

/** The last picture of a film with the colours of a dark page; null for one that is not drawn with our inks. */
export function darkStill(png: Uint8Array): Uint8Array | null {
  const type = Buffer.from(png.subarray(pngChunk + 4, pngChunk + 8)).toString('latin1')
  if (type !== 'PLTE') return null
  const [from, end] = [
    pngChunk + 8,
    pngChunk + 8 + new DataView(png.buffer, png.byteOffset).getUint32(pngChunk),
  ]
  if (end + 4 > png.length) return null
  const copy = darkened(png, from, end)
  if (copy !== null)
    new DataView(copy.buffer, copy.byteOffset).setUint32(end, crc32(copy.subarray(pngChunk + 4, end)))
  return copy
}

/** A copy with another table of colours; null if it lacks some of our inks. */
function darkened(file: Uint8Array, from: number, end: number): Uint8Array | null {
  // A Buffer's own slice would be no copy.
  const bytes = Uint8Array.from(file)
  const colours = Array.from({ length: (end - from) / 3 }, (_, k) =>
    String([...bytes.subarray(from + 3 * k, from + 3 * k + 3)]),
  )
  const known = new Set(colours)
  if (![PAPER, NETWORK_PAPER].some((inks) => inks.every((ink) => known.has(String(ink))))) return null
  for (const [k, colour] of colours.entries()) bytes.set(dark.get(colour) ?? [], from + 3 * k)
  return bytes
}
