import { crc32, deflateSync } from 'node:zlib'

/** A PNG as a test makes it: sample by sample, of any colour type and depth. */
export interface PngRecipe {
  readonly width: number
  readonly height: number
  readonly depth: number
  /** 0 grey, 2 rgb, 3 palette, 4 grey with alpha, 6 rgb with alpha. */
  readonly colourType: number
  readonly interlaced?: boolean
  /** The samples of a pixel, each from 0 to 2^depth - 1. */
  readonly pixel: (x: number, y: number) => readonly number[]
  /** Chunks between IHDR and IDAT. */
  readonly between?: readonly Buffer[]
}

/** Encodes by the book: https://www.w3.org/TR/png-3/, every row unfiltered. */
export function encodePng(recipe: PngRecipe): Buffer {
  const data = chunk('IDAT', deflateSync(rowsOf(recipe)))
  return pngOf(header(recipe), ...(recipe.between ?? []), data, chunk('IEND'))
}

/** What is packed: the rows of each pass, a byte that names the filter before each. */
export function rowsOf(recipe: PngRecipe): Buffer {
  const passes = recipe.interlaced === true ? adam7 : [{ x: 0, y: 0, dx: 1, dy: 1 }]
  return Buffer.concat(passes.flatMap((pass) => passOf(recipe, pass)))
}

export function pngOf(...chunks: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...chunks])
}

export function chunk(name: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

type Size = Pick<PngRecipe, 'width' | 'height' | 'depth' | 'colourType' | 'interlaced'>

export function header({ width, height, depth, colourType, interlaced = false }: Size): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  data.set([depth, colourType, 0, 0, Number(interlaced)], 8)
  return chunk('IHDR', data)
}

/** Where each of the seven passes begins, and how far apart its pixels lie. */
const adam7 = [
  { x: 0, y: 0, dx: 8, dy: 8 },
  { x: 4, y: 0, dx: 8, dy: 8 },
  { x: 0, y: 4, dx: 4, dy: 8 },
  { x: 2, y: 0, dx: 4, dy: 4 },
  { x: 0, y: 2, dx: 2, dy: 4 },
  { x: 1, y: 0, dx: 2, dy: 2 },
  { x: 0, y: 1, dx: 1, dy: 2 },
]

function passOf({ width, height, depth, pixel }: PngRecipe, pass: (typeof adam7)[number]): Buffer[] {
  const rows: Buffer[] = []
  for (let y = pass.y; y < height && pass.x < width; y += pass.dy) {
    let bits = ''
    for (let x = pass.x; x < width; x += pass.dx) {
      for (const sample of pixel(x, y)) bits += sample.toString(2).padStart(depth, '0')
    }
    const bytes = bits.match(/.{1,8}/g)!.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2))
    rows.push(Buffer.from([0, ...bytes]))
  }
  return rows
}
