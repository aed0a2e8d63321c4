import { createHash } from 'node:crypto'
import { endianness } from 'node:os'
import { z } from 'zod'
import { InputError, quote } from '../../errors.ts'
import { disk } from '../../files/disk.ts'
import { refusal } from '../../files/refusal.ts'
import {
  type Json,
  join,
  jsonSchema,
  separate,
  typeOf,
  type Vector,
  type VectorType,
  vectorTypes,
} from '../../plain-data.ts'

/*
 * The file of a checkpoint. Numbers of the frame are little-endian:
 *
 *   frame    magic (8 bytes), version u32, endianness u32 (0x01020304 as the machine writes it), bytes of the whole file
 *            f64, bytes of the header u32, 0 u32, SHA-256 (32 bytes) of the 32 bytes before and the header
 *   header   JSON, with spaces up to a multiple of 8
 *   vectors  each in the machine's order of bytes, with zeros up to a multiple of 8; the header has their type, length and
 *            SHA-256, which covers these zeros too
 */
const magic = 'EVOLVECP'
const version = 1
const frameBytes = 64
const hashedBytes = 32
const pieceBytes = 2 ** 28
const orderMark = 0x01020304
/** A header holds counters, names and the latest generation, and refers to everything long. */
const mostHeaderBytes = 2 ** 24

/** A checkpoint: what describes it, and the state that a run goes on from. */
export interface Checkpoint {
  /** Generations and epochs that are done. */
  readonly generation: number
  /** The version of this package. */
  readonly software: string
  /** ISO 8601. */
  readonly savedAt: string
  /** The config, as in `config.json`. */
  readonly config: Json
  /** SHA-256 of what the run was built from, by name. */
  readonly hashes: Readonly<Record<string, string>>
  /** Plain data. */
  readonly state: unknown
}

/** A checkpoint that is damaged: an earlier one may be whole. */
export class DamagedCheckpoint extends InputError {}

const count = z.int().min(0)
const headerSchema = z.strictObject({
  generation: count,
  software: z.string(),
  savedAt: z.string(),
  config: jsonSchema,
  hashes: z.record(z.string(), z.string()),
  state: jsonSchema,
  vectors: z.array(
    z.strictObject({
      type: z.enum(Object.keys(vectorTypes) as [VectorType, ...VectorType[]]),
      length: count,
      sha256: z.string(),
    }),
  ),
})

type CheckpointHeader = z.infer<typeof headerSchema>

/** The bytes of a checkpoint, in pieces that follow each other. */
export function encodeCheckpoint({ state, ...about }: Checkpoint): Uint8Array[] {
  const { tree, vectors } = separate(state)
  const pieces = vectors.map(paddedBytes)
  const described = vectors.map((vector, index) => ({
    type: typeOf(vector),
    length: vector.length,
    sha256: sha256(pieces[index]!),
  }))
  const text = Buffer.from(JSON.stringify({ ...about, state: tree, vectors: described }))
  const header = Buffer.alloc(padded(text.length), ' ')
  header.set(text)
  if (header.length > mostHeaderBytes)
    throw new RangeError(
      `checkpoint: expected a header of at most ${mostHeaderBytes} bytes, found ${header.length}`,
    )
  const frame = Buffer.alloc(frameBytes)
  frame.write(magic, 'latin1')
  frame.writeUInt32LE(version, 8)
  new Uint32Array(frame.buffer, frame.byteOffset + 12, 1)[0] = orderMark
  frame.writeDoubleLE(frameBytes + header.length + pieces.reduce((sum, { length }) => sum + length, 0), 16)
  frame.writeUInt32LE(header.length, 24)
  frame.set(frameHash(frame, header), hashedBytes)
  return [frame, header, ...pieces]
}

/**
 * Reads a checkpoint. Nothing is allocated before its size is known to fit the file.
 * @throws DamagedCheckpoint for one that is not as it was written
 * @throws InputError for one of another version or kind of machine, and if it cannot be read
 */
export function readCheckpoint(path: string): Checkpoint {
  try {
    const file = disk.open(path, 'r')
    try {
      return decode({ path, file, size: disk.size(path) ?? 0 })
    } finally {
      disk.close(file)
    }
  } catch (error) {
    if (error instanceof InputError) throw error
    // A medium that fails here may be whole elsewhere.
    if (['EIO', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw damaged(path, 'a readable file', refusal(error))
    throw new InputError({ file: path, expected: 'a readable file', found: refusal(error) }, { cause: error })
  }
}

interface OpenFile {
  readonly path: string
  readonly file: number
  readonly size: number
}

function decode(open: OpenFile): Checkpoint {
  const { path, size } = open
  const { header, text } = headerOf(open)
  const bytes = header.vectors.map(({ type, length }) => padded(length * vectorTypes[type].BYTES_PER_ELEMENT))
  const expected = frameBytes + text + bytes.reduce((sum, more) => sum + more, 0)
  if (expected !== size) throw damaged(path, `${expected} bytes`, `${size}`)
  const vectors = header.vectors.map(({ type, length, sha256: found }, index): Vector => {
    const content = read(open, bytes[index]!)
    if (sha256(content) !== found) throw damaged(path, `the right checksum of vector ${index}`, 'a wrong one')
    // A fresh buffer of Node.js begins at a multiple of 8.
    const whole = new vectorTypes[type](length)
    new Uint8Array(whole.buffer).set(content.subarray(0, whole.byteLength))
    return whole
  })
  const { vectors: _, state, ...about } = header
  try {
    return { ...about, state: join(state, vectors) }
  } catch (error) {
    throw damaged(path, 'the state of a run', (error as Error).message)
  }
}

function headerOf(open: OpenFile): { readonly header: CheckpointHeader; readonly text: number } {
  const { path, size } = open
  if (size < frameBytes) throw damaged(path, `at least ${frameBytes} bytes`, `${size}`)
  const frame = read(open, frameBytes)
  const found = frame.toString('latin1', 0, magic.length)
  if (found !== magic) throw damaged(path, 'a checkpoint', quote(found))
  const [total, length] = [frame.readDoubleLE(16), frame.readUInt32LE(24)]
  if (total !== size) throw damaged(path, `${total} bytes`, `${size}`)
  if (length > mostHeaderBytes || frameBytes + length > size || length % 8 !== 0)
    throw damaged(path, 'a header that fits the file', `one of ${length} bytes`)
  const text = read(open, length)
  if (!frameHash(frame, text).equals(frame.subarray(hashedBytes)))
    throw damaged(path, 'a header with the right checksum', 'a wrong one')
  // What is as it was written may be of another version, and then no earlier one helps.
  const number = frame.readUInt32LE(8)
  if (number !== version)
    throw new InputError({
      file: path,
      expected: `a checkpoint of version ${version}`,
      found: `version ${number}`,
    })
  if (new Uint32Array(frame.buffer, frame.byteOffset + 12, 1)[0] !== orderMark) {
    const expected = `a checkpoint of a machine like this one, ${endianness()}`
    throw new InputError({ file: path, expected, found: 'one with the other order of bytes' })
  }
  const value: unknown = JSON.parse(text.toString())
  const parsed = headerSchema.safeParse(value)
  // As it was parsed: zod leaves out keys such as __proto__.
  if (parsed.success) return { header: value as CheckpointHeader, text: length }
  const [{ path: place, message }] = parsed.error.issues as [z.core.$ZodIssue]
  throw new InputError({
    file: path,
    field: place.join('.'),
    expected: 'the header of a checkpoint',
    found: message,
  })
}

function frameHash(frame: Uint8Array, header: Uint8Array): Buffer {
  const hashed = Buffer.concat([frame.subarray(0, hashedBytes), header])
  return Buffer.from(sha256(hashed), 'hex')
}

/** In pieces, since Node.js takes no more than 2 GiB at once. */
function sha256(bytes: Uint8Array): string {
  const digest = createHash('sha256')
  for (let at = 0; at < bytes.length; at += pieceBytes) digest.update(bytes.subarray(at, at + pieceBytes))
  return digest.digest('hex')
}

function read({ file, path }: OpenFile, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  for (let at = 0; at < length; ) {
    const more = disk.read(file, bytes, at, Math.min(length - at, pieceBytes))
    if (more === 0) throw damaged(path, `${length} more bytes`, `${at}`)
    at += more
  }
  return bytes
}

function damaged(file: string, expected: string, found: string): DamagedCheckpoint {
  return new DamagedCheckpoint({ file, expected, found })
}

/** The bytes of a vector, with zeros up to a multiple of 8. */
function paddedBytes(vector: Vector): Uint8Array {
  const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
  if (bytes.length % 8 === 0) return bytes
  const whole = new Uint8Array(padded(bytes.length))
  whole.set(bytes)
  return whole
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8
}
