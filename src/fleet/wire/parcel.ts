/**
 * Plain data in pieces that are named by their content: a head, and chunks of the long vectors in it. Who has some of the
 * chunks already needs only the others. Numbers of the head's frame are little-endian:
 *
 *   frame    bytes of the header u32, endianness u32 (0x01020304 as the machine writes it)
 *   header   JSON, with spaces up to a multiple of 8
 *   vectors  the short ones, each with zeros up to a multiple of 8
 */
import { createHash } from 'node:crypto'
import { EvolveError } from '../../errors.ts'
import {
  type Json,
  join,
  separate,
  typeOf,
  type Vector,
  type VectorType,
  vectorTypes,
} from '../../plain-data.ts'

/** Plain data, ready to be sent. */
export interface Parcel {
  /** SHA-256 of the head, which names all chunks. */
  readonly hash: string
  /** Head and chunks by their SHA-256. */
  readonly blobs: ReadonlyMap<string, Uint8Array>
}

/** Gives the bytes of blobs, in the order of their hashes. */
export type FetchBlobs = (hashes: readonly string[]) => Promise<readonly Uint8Array[]>

/** A vector as the header describes it: in the head, or in chunks. */
interface Described {
  readonly type: VectorType
  readonly length: number
  readonly chunks?: { readonly bytes: number; readonly hashes: readonly string[] }
}

interface ParcelHeader {
  readonly tree: Json
  readonly vectors: readonly Described[]
}

/** A vector with at least so many bytes is sent in chunks. */
const longBytes = 4096
const mostChunkBytes = 4 * 2 ** 20
const usualChunkBytes = 64 * 2 ** 10
const frameBytes = 8
const orderMark = 0x01020304

/** @param unit the bytes that change together, such as those of a genome: chunks begin at a multiple of them */
export function pack(value: unknown, unit = 1): Parcel {
  const { tree, vectors } = separate(value)
  const blobs = new Map<string, Uint8Array>()
  const short: Uint8Array[] = []
  const described = vectors.map((vector): Described => {
    const bytes = bytesOf(vector)
    const about = { type: typeOf(vector), length: vector.length }
    if (bytes.length < longBytes) {
      short.push(padded(bytes, 0))
      return about
    }
    const size = chunkBytes(unit)
    const hashes = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => {
      const chunk = bytes.subarray(index * size, (index + 1) * size)
      const hash = sha256(chunk)
      blobs.set(hash, chunk)
      return hash
    })
    return { ...about, chunks: { bytes: size, hashes } }
  })
  const header = padded(
    Buffer.from(JSON.stringify({ tree, vectors: described } satisfies ParcelHeader)),
    0x20,
  )
  const frame = Buffer.alloc(frameBytes)
  frame.writeUInt32LE(header.length, 0)
  new Uint32Array(frame.buffer, frame.byteOffset + 4, 1)[0] = orderMark
  const head = Buffer.concat([frame, header, ...short])
  const hash = sha256(head)
  blobs.set(hash, head)
  return { hash, blobs }
}

/** A parcel may travel in a message up to so many bytes. */
const smallBytes = 4096

/** The parcels that are small, base64 by their hash. */
export function smallParcels(parcels: readonly Parcel[]): Record<string, string> {
  const small = parcels.filter(({ hash, blobs }) => blobs.size === 1 && blobs.get(hash)!.length <= smallBytes)
  return Object.fromEntries(
    small.map(({ hash, blobs }) => [hash, Buffer.from(blobs.get(hash)!).toString('base64')]),
  )
}

/**
 * Puts a parcel together again.
 * @param fetch gives blobs whose content has been checked against their hash
 * @throws EvolveError for a parcel of a machine with another order of bytes, or none of ours
 */
export async function unpack(hash: string, fetch: FetchBlobs): Promise<unknown> {
  const [head] = (await fetch([hash])) as [Uint8Array]
  const { header, rest } = openHead(head)
  const names = header.vectors.flatMap(({ chunks }) => chunks?.hashes ?? [])
  const chunks = await fetch(names)
  let [at, next] = [0, 0]
  const vectors = header.vectors.map(({ type, length, chunks: listed }): Vector => {
    const vector = new vectorTypes[type](length)
    const bytes = bytesOf(vector)
    if (listed === undefined) {
      bytes.set(rest.subarray(at, at + bytes.length))
      at += Math.ceil(bytes.length / 8) * 8
      return vector
    }
    for (const index of listed.hashes.keys()) bytes.set(chunks[next++]!, index * listed.bytes)
    return vector
  })
  return join(header.tree, vectors)
}

function openHead(head: Uint8Array): { readonly header: ParcelHeader; readonly rest: Uint8Array } {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length)
  if (bytes.length < frameBytes) throw foreign('less than its frame')
  const length = bytes.readUInt32LE(0)
  // The mark is read as this machine reads numbers.
  const [mark] = new Uint32Array(Uint8Array.from(bytes.subarray(4, frameBytes)).buffer)
  if (mark !== orderMark) throw foreign('the other order of bytes')
  if (frameBytes + length > bytes.length) throw foreign('a header that does not fit')
  const header = JSON.parse(bytes.toString('utf8', frameBytes, frameBytes + length)) as ParcelHeader
  return { header, rest: head.subarray(frameBytes + length) }
}

function foreign(found: string): EvolveError {
  return new EvolveError('run', `queue: expected data of this program and kind of machine, found ${found}`)
}

/** Many small units share a chunk; a large one has chunks of its own. */
function chunkBytes(unit: number): number {
  if (unit >= mostChunkBytes) return mostChunkBytes
  return unit * Math.max(1, Math.floor(usualChunkBytes / unit))
}

/** SHA-256 in hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function bytesOf({ buffer, byteOffset, byteLength }: Vector): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

function padded(bytes: Uint8Array, fill: number): Uint8Array {
  const whole = new Uint8Array(Math.ceil(bytes.length / 8) * 8).fill(fill)
  whole.set(bytes)
  return whole
}
