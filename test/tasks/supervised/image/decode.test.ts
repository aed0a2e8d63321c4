import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../../../src/errors.ts'
import { decodePng } from '../../../../src/tasks/supervised/image/decode.ts'
import { issue } from '../issue.ts'
import { chunk, encodePng, header, type PngRecipe, pngOf, rowsOf } from './png.ts'

const limit = 1_000_000

/** Every colour type with every depth that it may have. */
const stored: readonly (readonly [string, number, number, number])[] = [
  ...[1, 2, 4, 8, 16].map((depth) => ['grey', 0, depth, 1] as const),
  ...[8, 16].map((depth) => ['rgb', 2, depth, 3] as const),
  ...[8, 16].map((depth) => ['grey with alpha', 4, depth, 2] as const),
  ...[8, 16].map((depth) => ['rgb with alpha', 6, depth, 4] as const),
]

/** Some sample of each place, different for all. */
function sample(x: number, y: number, channel: number, depth: number): number {
  return (x * 7919 + y * 104_729 + channel * 1299 + x * y) % 2 ** depth
}

function recipe(colourType: number, depth: number, samples: number, interlaced = false): PngRecipe {
  const pixel = (x: number, y: number): number[] =>
    Array.from({ length: samples }, (_, channel) => sample(x, y, channel, depth))
  return { width: 13, height: 9, depth, colourType, interlaced, pixel }
}

function pixelAt(bytes: Buffer, x: number, y: number): number[] {
  const { samples, width, peak } = decodePng(bytes, limit)
  return Array.from({ length: 4 }, (_, channel) => samples[(y * width + x) * 4 + channel]! / peak)
}

describe('a PNG', () => {
  it.each(stored)('of %s (colour type %i) at %i bits is read sample by sample', (_, type, depth, samples) => {
    for (const interlaced of [false, true]) {
      const made = recipe(type, depth, samples, interlaced)
      const bytes = encodePng(made)
      const peak = 2 ** depth - 1
      for (const [x, y] of [
        [0, 0],
        [12, 8],
        [5, 3],
        [1, 7],
      ] as const) {
        const given = made.pixel(x, y).map((value) => value / peak)
        const [first, second, third, fourth] = given as [number, number, number, number]
        const expected =
          samples < 3
            ? [first, first, first, samples === 2 ? second : 1]
            : [first, second, third, fourth ?? 1]
        expect(pixelAt(bytes, x, y)).toEqual(expected)
      }
    }
  })

  it.each([1, 2, 4, 8])(
    'of a palette at %i bits is read through it, with the alpha of its entries',
    (depth) => {
      const entries = Math.min(2 ** depth, 200)
      const palette = chunk(
        'PLTE',
        Buffer.from(Array.from({ length: entries * 3 }, (_, i) => (i * 37) % 256)),
      )
      const alpha = chunk('tRNS', Buffer.from([10, 200]))
      const index = (x: number, y: number): number => sample(x, y, 0, depth) % entries
      for (const interlaced of [false, true]) {
        const bytes = encodePng({
          ...recipe(3, depth, 1, interlaced),
          pixel: (x, y) => [index(x, y)],
          between: [palette, alpha],
        })
        for (const [x, y] of [
          [0, 0],
          [12, 8],
          [6, 5],
        ] as const) {
          const entry = index(x, y)
          const colour = [0, 1, 2].map((channel) => (((entry * 3 + channel) * 37) % 256) / 255)
          expect(pixelAt(bytes, x, y)).toEqual([...colour, ([10, 200][entry] ?? 255) / 255])
        }
      }
    },
  )

  it.each([
    ['grey', 0, 1, [1]],
    ['grey', 0, 8, [77]],
    ['grey', 0, 16, [40_000]],
    ['rgb', 2, 8, [1, 2, 3]],
    ['rgb', 2, 16, [1, 2, 60_000]],
  ])('of %s (colour type %i) at %i bits has one colour that is transparent', (_, colourType, depth, key) => {
    const tRNS = Buffer.alloc(key.length * 2)
    key.forEach((value, i) => {
      tRNS.writeUInt16BE(value, i * 2)
    })
    const bytes = encodePng({
      ...recipe(colourType, depth, key.length),
      pixel: (x) => (x === 3 ? key : key.map(() => 0)),
      between: [chunk('tRNS', tRNS)],
    })
    expect(pixelAt(bytes, 3, 2)[3]).toBe(0)
    expect(pixelAt(bytes, 4, 2)).toEqual([0, 0, 0, 1])
  })

  it('keeps the steps of 16 bits apart', () => {
    const bytes = encodePng({ ...recipe(0, 16, 1), pixel: (x) => [1000 + x] })
    expect(pixelAt(bytes, 5, 0)[0]).toBe(1005 / 65_535)
  })

  it('of pngjs itself is read as it was written', () => {
    const png = new PNG({ width: 5, height: 4 })
    png.data = Buffer.from(Array.from({ length: 80 }, (_, i) => (i * 91) % 256))
    const { samples, colourType, peak } = decodePng(PNG.sync.write(png), limit)
    expect([...(samples as Buffer)]).toEqual([...png.data])
    expect({ name: colourType.name, peak }).toEqual({ name: 'rgb with alpha', peak: 255 })
  })

  it('may have bytes behind its end, and text, a gamma and the like before its pixels', () => {
    const gamma = Buffer.alloc(4)
    gamma.writeUInt32BE(45_455)
    const plain = encodePng(recipe(2, 8, 3))
    const chatty = encodePng({
      ...recipe(2, 8, 3),
      between: [chunk('gAMA', gamma), chunk('tEXt', Buffer.from('Title\0x'))],
    })
    const { samples } = decodePng(Buffer.concat([chatty, Buffer.from('appended')]), limit)
    expect(samples).toEqual(decodePng(plain, limit).samples)
  })
})

describe('a chunk with a wrong checksum', () => {
  const text = wrong(chunk('tEXt', Buffer.from('Title\0x')))

  it('is passed over with a note if no picture needs it', () => {
    const profile = wrong(chunk('iCCP', Buffer.from('no profile')))
    const alpha = wrong(chunk('tRNS', Buffer.alloc(6)))
    const plain = encodePng(recipe(2, 8, 3))
    const { samples, notes } = decodePng(
      encodePng({ ...recipe(2, 8, 3), between: [text, profile, text, alpha] }),
      limit,
    )
    expect(samples).toEqual(decodePng(plain, limit).samples)
    expect(notes).toEqual(['chunks with a wrong checksum passed over: "tEXt", "iCCP", "tRNS"'])
    expect(decodePng(plain, limit).notes).toEqual([])
  })

  it.each([
    ['holds the palette', 'PLTE'],
    ['is critical and unknown', 'ABCD'],
    ['has a name that is none', 't\u0000xt'],
  ])('is refused if it %s', (_, name) => {
    const bytes = encodePng({ ...recipe(2, 8, 3), between: [text, wrong(chunk(name))] })
    expect(issue(() => decodePng(bytes, limit))).toBe(
      `expected an intact PNG, found a broken one: the checksum of its chunk ${JSON.stringify(name)} is wrong`,
    )
  })
})

/** A chunk whose checksum was changed. */
function wrong(framed: Buffer): Buffer {
  const changed = Buffer.from(framed)
  changed[changed.length - 1]! ^= 1
  return changed
}

describe('is refused in one line:', () => {
  const good = encodePng(recipe(2, 8, 3))
  const size = { width: 13, height: 9, depth: 8, colourType: 2 }
  const withPixels = (data: Buffer, interlaced = false): Buffer =>
    pngOf(header({ ...size, interlaced }), chunk('IDAT', data), chunk('IEND'))
  const order = 'expected an intact PNG, found a broken one: '

  it.each([
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0]), 'expected a PNG, found a JPEG'],
    ['an SVG', Buffer.from('<svg xmlns="'), 'expected a PNG, found markup, an SVG maybe'],
    ['text', Buffer.from('hello\nworld'), 'expected a PNG, found a file that begins with "hello\\nwo"'],
    ['the signature alone', good.subarray(0, 8), `${order}it ends in its first chunk`],
    ['half a file', good.subarray(0, 200), `${order}it ends in the chunk "IDAT"`],
    ['a file without its end', good.subarray(0, -12), `${order}it ends before its last chunk`],
    [
      'no pixels',
      pngOf(header(size), chunk('IEND')),
      `${order}its pixels cannot be unpacked (unexpected end of file)`,
    ],
    [
      'pixels that are too few',
      withPixels(deflateSync(Buffer.alloc(99))),
      `${order}it has fewer pixels than its width and height say`,
    ],
    [
      'pixels that are too few, interlaced',
      withPixels(deflateSync(Buffer.alloc(99)), true),
      `${order}it has fewer pixels than its width and height say`,
    ],
    [
      'pixels that cannot be unpacked',
      withPixels(Buffer.from('no deflate stream')),
      `${order}its pixels cannot be unpacked (incorrect header check)`,
    ],
    ['a palette that is missing', encodePng(recipe(3, 8, 1)), `${order}Expected palette not found`],
    [
      'a second size behind the first',
      pngOf(header(size), header({ ...size, width: 2 ** 31 })),
      `${order}it has two IHDR chunks`,
    ],
    [
      'a chunk that it cannot do without and nobody knows',
      pngOf(header(size), chunk('ABCD')),
      `${order}its chunk "ABCD" is unknown`,
    ],
    ['no size', pngOf(header({ ...size, width: 0 })), `${order}it is 0 × 9 pixels`],
    ['an unknown colour type', pngOf(header({ ...size, colourType: 5 })), `${order}its colour type is 5`],
    [
      'a depth that its colour type cannot have',
      pngOf(header({ ...size, depth: 4 })),
      `${order}it has 4 bits per sample for rgb`,
    ],
    [
      'a size over the limit, before its pixels are looked at',
      pngOf(header({ ...size, width: 60_000, height: 50_000 })),
      'expected a picture of at most 1,000,000 pixels, found 60,000 × 50,000 = 3,000,000,000; task.limit allows more',
    ],
    [
      'the largest size that can be stated',
      pngOf(header({ ...size, width: 2 ** 32 - 1, height: 2 ** 32 - 1 })),
      'expected a picture of at most 1,000,000 pixels, found 4,294,967,295 × 4,294,967,295 = 18,446,744,065,119,617,000; task.limit allows more',
    ],
  ])('%s', (_, bytes, line) => {
    expect(issue(() => decodePng(bytes, limit))).toBe(line)
  })

  it.each([false, true])('more pixels packed than its size needs (interlaced: %s)', (interlaced) => {
    const bomb = withPixels(deflateSync(Buffer.alloc(50_000_000)), interlaced)
    const before = process.memoryUsage().arrayBuffers
    expect(issue(() => decodePng(bomb, limit))).toBe(
      `${order}it has more pixels than its width and height say`,
    )
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000)
  })

  it('a byte that was changed anywhere', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(good)
        changed[at] = changed[at]! ^ change
        expect(() => decodePng(changed, limit)).toThrow(InputError)
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('any beginning of a file, and any bytes behind a good signature', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.uint8Array({ maxLength: 80 }), (length, bytes) => {
        expect(() => decodePng(good.subarray(0, length), limit)).toThrow(InputError)
        expect(() => decodePng(pngOf(Buffer.from(bytes)), limit)).toThrow(InputError)
      }),
      { seed: 2, numRuns: 300 },
    )
  })

  it('or read, whatever chunks follow each other', () => {
    const bytes = fc.uint8Array({ maxLength: 40 }).map((data) => Buffer.from(data))
    const [samplesOf, depths] = [
      [1, 0, 3, 1, 2, 0, 4],
      [1, 2, 4, 8, 16],
    ]
    const size = fc.record({
      width: fc.integer({ min: 1, max: 9 }),
      height: fc.integer({ min: 1, max: 9 }),
      depth: fc.constantFrom(...depths),
      colourType: fc.constantFrom(0, 2, 3, 4, 6),
      interlaced: fc.boolean(),
    })
    const name = fc.constantFrom('PLTE', 'tRNS', 'IDAT', 'gAMA', 'tEXt', 'IEND')
    const others = fc.array(fc.tuple(name, bytes), { maxLength: 3 })
    let read = 0
    fc.assert(
      fc.property(size, fc.infiniteStream(fc.nat(5)), others, fc.boolean(), (stated, noise, more, first) => {
        const zeros = new Array<number>(samplesOf[stated.colourType]!).fill(0)
        // Filters and samples of any kind, as many as there have to be; 5 is no filter.
        const rows = rowsOf({ ...stated, pixel: () => zeros }).map(() => noise.next().value)
        const pixels = chunk('IDAT', deflateSync(rows))
        const rest = more.map(([kind, data]) => chunk(kind, data))
        const order = first ? [pixels, ...rest] : [...rest, pixels]
        try {
          const { samples } = decodePng(pngOf(header(stated), ...order, chunk('IEND')), 81)
          expect(samples).toHaveLength(stated.width * stated.height * 4)
          read++
        } catch (error) {
          if (!(error instanceof InputError)) throw error
        }
      }),
      { seed: 3, numRuns: 2000 },
    )
    expect(read).toBeGreaterThan(100)
  })
})
