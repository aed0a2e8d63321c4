import { crc32 } from 'node:zlib'
import { InputError, quote } from '../../../errors.ts'

/** The first chunk of a PNG, IHDR. */
export interface Header {
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** Bits per sample: 1, 2, 4, 8 or 16. */
  readonly depth: number
  readonly colourType: ColourType
  readonly interlaced: boolean
}

/** How a pixel is stored. */
export interface ColourType {
  readonly name: 'grey' | 'rgb' | 'palette' | 'grey with alpha' | 'rgb with alpha'
  /** Samples per pixel. */
  readonly samples: number
  readonly depths: readonly number[]
}

/** The colour types of a PNG: PNG Specification (Third Edition, 2025), table 8, https://www.w3.org/TR/png-3/. */
const colourTypes: Readonly<Record<number, ColourType>> = {
  0: { name: 'grey', samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { name: 'rgb', samples: 3, depths: [8, 16] },
  3: { name: 'palette', samples: 1, depths: [1, 2, 4, 8] },
  4: { name: 'grey with alpha', samples: 2, depths: [8, 16] },
  6: { name: 'rgb with alpha', samples: 4, depths: [8, 16] },
}

const signature: Buffer = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

/** The names of chunks that are not needed to show the picture. */
const ancillary = /^[a-z][A-Za-z]{3}$/

const critical: readonly string[] = ['IHDR', 'PLTE', 'IDAT', 'IEND']

/** How files of other picture formats begin. */
const others: readonly (readonly [string, string])[] = [
  ['\xff\xd8\xff', 'a JPEG'],
  ['GIF8', 'a GIF'],
  ['BM', 'a BMP'],
  ['RIFF', 'a WebP'],
  ['II*\0', 'a TIFF'],
  ['MM\0*', 'a TIFF'],
  ['<', 'markup, an SVG maybe'],
]

/**
 * Reads the first chunk only.
 * @throws InputError for a file that is not a PNG, or whose first chunk is invalid
 */
export function readHeader(bytes: Buffer): Header {
  if (!bytes.subarray(0, 8).equals(signature)) {
    const start = bytes.toString('latin1', 0, 8)
    const known = others.find(([magic]) => start.startsWith(magic))
    throw new InputError({
      expected: 'a PNG',
      found: known?.[1] ?? `a file that begins with ${quote(start)}`,
    })
  }
  if (bytes.length < 33) throw broken('it ends in its first chunk')
  if (bytes.toString('latin1', 12, 16) !== 'IHDR' || bytes.readUInt32BE(8) !== 13) {
    throw broken('its first chunk is not an IHDR of 13 bytes')
  }
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  const [depth, colour, compression, filter, interlace] = bytes.subarray(24, 29) as unknown as number[]
  const colourType = colourTypes[colour!]
  if (width < 1 || height < 1) throw broken(`it is ${width} × ${height} pixels`)
  if (colourType === undefined) throw broken(`its colour type is ${colour}`)
  if (!colourType.depths.includes(depth!))
    throw broken(`it has ${depth} bits per sample for ${colourType.name}`)
  if (compression !== 0 || filter !== 0 || interlace! > 1) throw broken('its IHDR names an unknown method')
  return { width, height, depth: depth!, colourType, interlaced: interlace === 1 }
}

/** The chunks of a picture. */
export interface Chunks {
  /** The compressed pixels. */
  readonly data: Buffer
  /** The file up to the end of its last chunk, without chunks that are passed over and data that some programs append. */
  readonly whole: Buffer
  /** The names of the chunks that are passed over: those with a wrong checksum that no picture needs. */
  readonly passedOver: readonly string[]
}

/**
 * Reads all chunks and checks their checksums. Ancillary chunks with a wrong one are passed over, as other readers do.
 * @throws InputError for a file that ends early or has been changed
 */
export function readChunks(bytes: Buffer): Chunks {
  const data: Buffer[] = []
  const kept: Buffer[] = [signature]
  const passedOver: string[] = []
  for (let at = signature.length; ; ) {
    if (at + 8 > bytes.length) throw broken('it ends before its last chunk')
    const name = bytes.toString('latin1', at + 4, at + 8)
    const end = at + 8 + bytes.readUInt32BE(at)
    if (end + 4 > bytes.length) throw broken(`it ends in the chunk ${quote(name)}`)
    const chunk = bytes.subarray(at, end + 4)
    at = end + 4
    if (crc32(chunk.subarray(4, -4)) !== bytes.readUInt32BE(end)) {
      if (!ancillary.test(name)) throw broken(`the checksum of its chunk ${quote(name)} is wrong`)
      passedOver.push(name)
      continue
    }
    // The decoder would use the size in the second one.
    if (name === 'IHDR' && kept.length > 1) throw broken('it has two IHDR chunks')
    // A capital letter marks a chunk that is required to show the picture.
    if (/^[A-Z]/.test(name) && !critical.includes(name)) throw broken(`its chunk ${quote(name)} is unknown`)
    if (name === 'IDAT') data.push(chunk.subarray(8, -4))
    kept.push(chunk)
    if (name === 'IEND') return { data: Buffer.concat(data), whole: Buffer.concat(kept), passedOver }
  }
}

export function broken(how: string): InputError {
  return new InputError({ expected: 'an intact PNG', found: `a broken one: ${how}` })
}
