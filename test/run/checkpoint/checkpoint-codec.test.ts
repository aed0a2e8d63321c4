import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { InputError } from '../../../src/errors.ts'
import { disk } from '../../../src/files/disk.ts'
import {
  type Checkpoint,
  DamagedCheckpoint,
  encodeCheckpoint,
  readCheckpoint,
} from '../../../src/run/checkpoint/checkpoint-codec.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-codec-'))
const real = { ...disk }
let files = 0
const fresh = (): string => join(base, `${++files}.checkpoint`)

afterEach(() => void Object.assign(disk, real))
afterAll(() => rmSync(base, { recursive: true, force: true }))

const headerBytes = 2 ** 24

function sample(state: unknown = { weights: Float32Array.of(1, 2, 3), row: 7 }): Checkpoint {
  return {
    generation: 12,
    software: '1.2.3',
    savedAt: '2030-01-02T03:04:05.678Z',
    config: { seed: 1, network: { hidden: [3] }, name: 'Öl' },
    hashes: { data: 'abc' },
    state,
  }
}

function write(pieces: readonly Uint8Array[]): string {
  const path = fresh()
  writeFileSync(path, Buffer.concat(pieces))
  return path
}

interface Forgery {
  readonly frame?: (frame: Buffer) => void
  /** The text of the header, made of the one that it should have. */
  readonly header?: (header: { readonly vectors: readonly object[] }) => unknown
}

/** Writes a checkpoint that is not damaged but is not what it should be. */
function forge({ frame: change = () => {}, header: other = (header) => header }: Forgery): string {
  const [frame, header, ...vectors] = encodeCheckpoint(sample()).map((piece) => Buffer.from(piece))
  const found = other(JSON.parse(header.toString()))
  const text = typeof found === 'string' ? found : JSON.stringify(found)
  const bytes = Buffer.from(text)
  const padded = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 7, ' ')])
  frame.writeDoubleLE(
    [frame, padded, ...vectors].reduce((sum, { length }) => sum + length, 0),
    16,
  )
  frame.writeUInt32LE(padded.length, 24)
  change(frame)
  const hash = createHash('sha256').update(frame.subarray(0, 32)).update(padded).digest()
  hash.copy(frame, 32)
  return write([frame, padded, ...vectors])
}

/** The error of reading a file. */
function errorOf(path: string): unknown {
  try {
    readCheckpoint(path)
  } catch (error) {
    return error
  }
  throw new Error('expected an error, found a checkpoint')
}

function failing(code: string): () => never {
  return () => {
    throw Object.assign(new Error(`${code}: no luck`), { code })
  }
}

describe('a checkpoint', () => {
  it('is read as it was written, with vectors of every type and length', () => {
    const shared = new Float64Array(new SharedArrayBuffer(24)).fill(0.1)
    const odd = new Uint8Array(new SharedArrayBuffer(3)).fill(9)
    const state = {
      float32: [1, 2, 3].map((length) => Float32Array.from({ length }, (_, at) => at / 3)),
      float64: [Float64Array.of(Number.NaN, -0, 5e-324), shared],
      int32: [new Int32Array(0), Int32Array.of(-1)],
      uint32: [Uint32Array.of(2 ** 32 - 1, 0, 1)],
      uint8: [...[0, 1, 7, 8, 9].map((length) => new Uint8Array(length).fill(length)), odd],
      part: Float32Array.of(1, 2, 3, 4, 5).subarray(1, 4),
      plain: [Number.NaN, -Infinity, -0, null, 'text', { $: { $: 1 } }],
    }
    const read = readCheckpoint(write(encodeCheckpoint(sample(state))))
    expect(read).toStrictEqual(sample(state))
  })

  it('goes on with copies: its vectors share no memory with what was read', () => {
    const { state } = readCheckpoint(write(encodeCheckpoint(sample([new Uint8Array(3), new Uint8Array(3)]))))
    const [one, other] = state as Uint8Array[]
    one.fill(1)
    expect(other).toEqual(new Uint8Array(3))
    expect([one.byteOffset, one.buffer.byteLength]).toEqual([0, 3])
  })

  it('has pieces of multiples of 8 bytes', () => {
    const pieces = encodeCheckpoint(sample([new Uint8Array(1), new Float32Array(3), new Float64Array(1)]))
    expect(pieces.map(({ length }) => length % 8)).toEqual([0, 0, 0, 0, 0])
  })

  it('is read from a disk that gives few bytes at a time', () => {
    const path = write(encodeCheckpoint(sample()))
    disk.read = (file, bytes, offset, length) => real.read(file, bytes, offset, Math.min(length, 3))
    expect(readCheckpoint(path)).toEqual(sample())
  })

  it('has a header of 16 MiB at most', () => {
    const text = (bytes: number): string => 'x'.repeat(bytes)
    const empty = Buffer.from(encodeCheckpoint(sample(''))[1])
      .toString()
      .trimEnd()
    const room = headerBytes - Buffer.byteLength(empty)
    expect(encodeCheckpoint(sample(text(room)))[1].length).toBe(headerBytes)
    const larger = (): unknown => encodeCheckpoint(sample(text(room + 1)))
    expect(larger).toThrow(RangeError)
    expect(larger).toThrow(`expected a header of at most ${headerBytes} bytes, found ${headerBytes + 8}`)
  })

  it('of another version is refused, and is not damaged', () => {
    const path = forge({ frame: (frame) => void frame.writeUInt32LE(2, 8) })
    const error = errorOf(path)
    expect(error).toBeInstanceOf(InputError)
    expect(error).not.toBeInstanceOf(DamagedCheckpoint)
    expect((error as Error).message).toBe(`${path}: expected a checkpoint of version 1, found version 2`)
  })

  it('of a machine with the other order of bytes is refused, and is not damaged', () => {
    const path = forge({ frame: (frame) => void frame.subarray(12, 16).reverse() })
    const error = errorOf(path)
    expect(error).toBeInstanceOf(InputError)
    expect(error).not.toBeInstanceOf(DamagedCheckpoint)
    expect((error as Error).message).toMatch(
      /: expected a checkpoint of a machine like this one, [BL]E, found one with the other order of bytes$/,
    )
  })

  it('of another version whose bytes have changed is damaged', () => {
    const bytes = Buffer.concat(encodeCheckpoint(sample()))
    bytes.writeUInt32LE(2, 8)
    expect(errorOf(write([bytes]))).toBeInstanceOf(DamagedCheckpoint)
  })

  it('that is no checkpoint is damaged', () => {
    expect(errorOf(write([Buffer.alloc(100, 'no ')]))).toMatchObject({
      message: expect.stringMatching(/: expected a checkpoint, found "no no no"$/),
    })
    expect(errorOf(write([]))).toBeInstanceOf(DamagedCheckpoint)
  })

  it('with another vector than was written is damaged', () => {
    const [frame, header, first, second] = encodeCheckpoint(sample([new Uint8Array(8), new Uint8Array(5)]))
    const error = errorOf(write([frame, header, first, Buffer.alloc(second.length, 1)]))
    expect(error).toBeInstanceOf(DamagedCheckpoint)
    expect((error as Error).message).toContain('expected the right checksum of vector 1, found a wrong one')
  })

  it('that becomes shorter while it is read is damaged', () => {
    const path = write(encodeCheckpoint(sample()))
    let calls = 0
    disk.read = (...args) => (++calls > 2 ? 0 : real.read(...args))
    const error = errorOf(path)
    expect(error).toBeInstanceOf(DamagedCheckpoint)
    expect((error as Error).message).toContain('expected 16 more bytes, found 0')
  })
})

describe('a file with the hash of a checkpoint', () => {
  const changed = (more: object) => (header: object) => ({ ...header, ...more })
  const vector = { type: 'float32', length: 3, sha256: '' }
  const lists = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

  it.each<[string, NonNullable<Forgery['header']>, RegExp]>([
    ['a header that is no JSON', () => '{"generation":', /^expected a readable file, found Unexpected end/],
    ['a header that is a list', () => [], /^expected the header of a checkpoint/],
    ['a header that is nothing', () => null, /^expected the header of a checkpoint/],
    ['a header without a state', changed({ state: undefined }), /^state: expected the header/],
    ['something else in its header', changed({ more: 1 }), /^expected the header of a checkpoint, .*"more"$/],
    ['a negative generation', changed({ generation: -1 }), /^generation: expected the header/],
    ['half a generation', changed({ generation: 0.5 }), /^generation: expected the header/],
    ['a hash that is a number', changed({ hashes: { data: 1 } }), /^hashes\.data: expected the header/],
    ['vectors that are no list', changed({ vectors: {} }), /^vectors: expected the header/],
    [
      'a vector of negative length',
      changed({ vectors: [{ ...vector, length: -3 }] }),
      /^vectors\.0\.length: expected the header/,
    ],
    [
      'a vector of half a length',
      changed({ vectors: [{ ...vector, length: 2.5 }] }),
      /^vectors\.0\.length: expected the header/,
    ],
    [
      'a vector of an unknown type',
      changed({ vectors: [{ ...vector, type: 'float16' }] }),
      /^vectors\.0\.type: expected the header/,
    ],
    [
      'a vector of an inherited type',
      changed({ vectors: [{ ...vector, type: 'toString' }] }),
      /^vectors\.0\.type: expected the header/,
    ],
    [
      'a vector that is longer than the file',
      changed({ vectors: [{ ...vector, length: 2 ** 52 }] }),
      /^expected 18014398509\d+ bytes, found \d{3}$/,
    ],
    [
      'a vector that is shorter than the file',
      changed({ vectors: [{ ...vector, length: 2 }] }),
      /^expected \d+ bytes, found \d+$/,
    ],
    [
      'more vectors than bytes',
      ({ vectors, ...header }) => ({ ...header, vectors: [...vectors, vector] }),
      /^expected \d+ bytes, found \d+$/,
    ],
    ['no vectors for its bytes', changed({ vectors: [] }), /^expected \d+ bytes, found \d+$/],
    [
      'a state that refers to no vector',
      changed({ state: { $: 1 } }),
      /^expected the state of a run, found data: expected a vector/,
    ],
    [
      'a state that is nested too deeply',
      changed({ state: JSON.parse(lists(66)) }),
      /^expected the state of a run, found data: expected at most 64 levels/,
    ],
    [
      'a state that is nested without end',
      (header) => JSON.stringify({ ...header, state: 'here' }).replace('"here"', lists(100_000)),
      /^expected /,
    ],
  ])('and %s is refused', (_, header, why) => {
    const path = forge({ header })
    const error = errorOf(path)
    expect(error).toBeInstanceOf(InputError)
    const [before, after] = (error as Error).message.split(`${path}: `)
    expect(before).toBe('')
    expect(after).toMatch(why)
  })

  it('is one if nothing else is wrong with it', () => {
    expect(readCheckpoint(forge({}))).toEqual(sample())
  })
})

describe('reading a checkpoint', () => {
  it('that is missing fails, and it is not damaged', () => {
    const path = fresh()
    const error = errorOf(path)
    expect(error).toBeInstanceOf(InputError)
    expect(error).not.toBeInstanceOf(DamagedCheckpoint)
    expect((error as Error).message).toContain(`${path}: expected a readable file, found `)
  })

  it('finds a folder in its place damaged', () => {
    const path = fresh()
    mkdirSync(path)
    const error = errorOf(path)
    expect(error).toBeInstanceOf(DamagedCheckpoint)
    expect((error as Error).message.startsWith(`${path}: expected `)).toBe(true)
  })

  it.each(['open', 'read', 'size'] as const)('on a medium that fails at %s finds it damaged', (call) => {
    const path = write(encodeCheckpoint(sample()))
    disk[call] = failing('EIO')
    const error = errorOf(path)
    expect(error).toBeInstanceOf(DamagedCheckpoint)
    expect((error as Error).message).toBe(`${path}: expected a readable file, found EIO: no luck`)
  })

  it.each([
    ['open', 'EMFILE', 'too many open files (ulimit -n)'],
    ['open', 'EACCES', 'no permission'],
    ['read', 'EMFILE', 'too many open files (ulimit -n)'],
  ] as const)('fails if the system refuses to %s with %s, and it is not damaged', (call, code, why) => {
    const path = write(encodeCheckpoint(sample()))
    disk[call] = failing(code)
    const error = errorOf(path)
    expect(error).toBeInstanceOf(InputError)
    expect(error).not.toBeInstanceOf(DamagedCheckpoint)
    expect((error as Error).message).toBe(`${path}: expected a readable file, found ${why}`)
    expect((error as Error).cause).toMatchObject({ code })
  })

  it('leaves no file open, whatever it finds', () => {
    const open = new Set<number>()
    disk.open = (...args) => {
      const file = real.open(...args)
      open.add(file)
      return file
    }
    disk.close = (file) => {
      open.delete(file)
      real.close(file)
    }
    readCheckpoint(write(encodeCheckpoint(sample())))
    errorOf(write([]))
    errorOf(forge({ header: () => [] }))
    disk.read = failing('EIO')
    errorOf(write(encodeCheckpoint(sample())))
    expect(open.size).toBe(0)
  })
})
