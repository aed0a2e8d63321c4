import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { PNG } from 'pngjs'
import { createTask } from '../../src/tasks/index.ts'
import { edited } from './edits.ts'
import { fuzz } from './fuzz.ts'

const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

interface Chunk {
  readonly type: string
  readonly data: Uint8Array
  /** Added to the checksum. */
  readonly error: number
  /** Added to the length. */
  readonly stretch: number
}

function fileOf(chunks: readonly Chunk[]): Buffer {
  const parts = chunks.map(({ type, data, error, stretch }) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE((data.length + stretch) >>> 0)
    sum.writeUInt32BE((crc32(body) + error) >>> 0)
    return Buffer.concat([length, body, sum])
  })
  return Buffer.concat([signature, ...parts])
}

const side = fc.oneof(
  { weight: 8, arbitrary: fc.nat(9) },
  { weight: 1, arbitrary: fc.constantFrom(1e5, 2 ** 31 - 1) },
)

const header = fc
  .record({
    width: side,
    height: side,
    depth: fc.constantFrom(1, 2, 4, 8, 16, 3, 0),
    colour: fc.constantFrom(0, 2, 3, 4, 6, 1, 7),
    interlace: fc.constantFrom(0, 0, 1, 2),
  })
  .map(({ width, height, depth, colour, interlace }) => {
    const data = Buffer.alloc(13)
    data.writeUInt32BE(width, 0)
    data.writeUInt32BE(height, 4)
    data.set([depth, colour, 0, 0, interlace], 8)
    return data
  })

const chunk = (type: fc.Arbitrary<string>, data: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Chunk> =>
  fc.record({
    type,
    data,
    error: fc.constantFrom(0, 0, 0, 0, 0, 1),
    stretch: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1, -1, 2 ** 31),
  })

const bytes = (maxLength: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ maxLength })

const extra = chunk(
  fc.constantFrom(
    'tRNS',
    'PLTE',
    'gAMA',
    'tEXt',
    'zTXt',
    'iCCP',
    'bKGD',
    'IDAT',
    'IHDR',
    'IEND',
    'ABCD',
    'aBcd',
    '\u0000\u0000\u0000\u0000',
  ),
  bytes(30),
)

/** Files that are right in most ways, whatever their content. */
const built = fc
  .tuple(
    chunk(fc.constant('IHDR'), header),
    fc.array(extra, { maxLength: 2 }),
    chunk(
      fc.constant('IDAT'),
      bytes(400).map((data) => deflateSync(Buffer.concat([data, Buffer.alloc(200)]))),
    ),
    fc.array(extra, { maxLength: 1 }),
    chunk(fc.constant('IEND'), fc.constant(new Uint8Array())),
  )
  .map(([first, before, data, after, end]) => fileOf([first, ...before, data, ...after, end]))

const samples = ([0, 2, 4, 6] as const).map((colorType) => {
  const png = new PNG({ width: 5, height: 4 })
  png.data.forEach((_, index) => {
    png.data[index] = (index * 37) % 256
  })
  return PNG.sync.write(png, { colorType })
})

async function learn(file: Buffer, folder: string): Promise<void> {
  const path = join(folder, 'picture.png')
  writeFileSync(path, file)
  await createTask(
    {
      kind: 'image',
      file: path,
      features: { kind: 'none' },
      background: '#ffffff',
      colour: 'auto',
      loss: 'mse',
      limit: 10_000,
      validation: 0,
      test: 0,
    },
    { directory: folder, seed: 1 },
  )
}

fuzz('reads any picture or refuses it', 1000, built, learn)
fuzz(
  'reads an edited picture or refuses it',
  500,
  edited(samples, ['IDAT', 'IEND', 'tRNS', Buffer.alloc(4)]),
  learn,
)
