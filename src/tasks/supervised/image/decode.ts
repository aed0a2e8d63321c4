import { inflateSync } from 'node:zlib'
import { PNG } from 'pngjs'
import { InputError } from '../../../errors.ts'
import { broken, type Header, readChunks, readHeader } from './chunks.ts'

/** A decoded PNG of any format. */
export interface Decoded extends Header {
  /** (H, W, 4) red, green, blue and alpha, from 0 to `peak`, as stored: gamma and colour profile are ignored. */
  readonly samples: ArrayLike<number>
  /** The sample that means 1: 65,535 at 16 bits, 255 for a palette of any depth. */
  readonly peak: number
  /** What the user should know, one line each. */
  readonly notes: readonly string[]
}

/**
 * Decodes a PNG of any colour type and depth. Checks the size first and never unpacks more than that.
 *
 * @param mostPixels limit on width × height
 * @throws InputError for a file that is not a PNG, is broken or is too large
 */
export function decodePng(bytes: Buffer, mostPixels: number): Decoded {
  const header = readHeader(bytes)
  const { width, height, depth, colourType } = header
  if (width * height > mostPixels) {
    const found = `${width.toLocaleString('en-US')} × ${height.toLocaleString('en-US')}`
    throw new InputError({
      expected: `a picture of at most ${mostPixels.toLocaleString('en-US')} pixels`,
      found: `${found} = ${(width * height).toLocaleString('en-US')}`,
      hint: 'task.limit allows more',
    })
  }
  const { data, whole, passedOver } = readChunks(bytes)
  checkPixels(data, header)
  try {
    // Keeps the file's depth, which would otherwise be cut to 8 bits.
    const { data: samples } = PNG.sync.read(whole, { skipRescale: true })
    const peak = colourType.name === 'palette' ? 255 : (1 << depth) - 1
    return { ...header, samples, peak, notes: notesOn(passedOver) }
  } catch (error) {
    throw new InputError({ ...broken(message(error)).issue }, { cause: error })
  }
}

function notesOn(passedOver: readonly string[]): string[] {
  if (passedOver.length === 0) return []
  const names = [...new Set(passedOver)].slice(0, 8).map((name) => JSON.stringify(name))
  return [`chunks with a wrong checksum passed over: ${names.join(', ')}`]
}

/**
 * Checked here since the decoder unpacks interlaced pictures without a limit, and reports missing pixels cryptically.
 */
function checkPixels(data: Buffer, header: Header): void {
  const wanted = unpackedBytes(header)
  let size: number
  try {
    size = inflateSync(data, { maxOutputLength: wanted }).length
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ERR_BUFFER_TOO_LARGE') throw broken('it has more pixels than its width and height say')
    throw broken(`its pixels cannot be unpacked (${message(error)})`)
  }
  if (size < wanted) throw broken('it has fewer pixels than its width and height say')
}

/** Adam7: where each pass of an interlaced picture begins, [x, y], and how far apart its pixels are. */
const passes: readonly (readonly [number, number, number, number])[] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
]

/** Each row begins with a byte for its filter. */
function unpackedBytes({ width, height, depth, colourType, interlaced }: Header): number {
  return (interlaced ? passes : ([[0, 0, 1, 1]] as const))
    .map(([x, y, across, down]) => [Math.ceil((width - x) / across), Math.ceil((height - y) / down)] as const)
    .filter(([columns, rows]) => columns > 0 && rows > 0)
    .reduce(
      (sum, [columns, rows]) => sum + rows * (1 + Math.ceil((columns * colourType.samples * depth) / 8)),
      0,
    )
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
