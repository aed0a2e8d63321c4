import { promisify } from 'node:util'
import { deflateRaw, deflateRawSync, inflateRaw, inflateRawSync } from 'node:zlib'
import { EvolveError } from '../../errors.ts'
import { sha256 } from './parcel.ts'

/** The commands of Redis that blobs need. */
export interface BlobCommands {
  /** Sets keys that expire after so many seconds. */
  setAll(entries: readonly (readonly [key: string, value: Buffer])[], seconds: number): Promise<void>
  getAll(keys: readonly string[]): Promise<readonly (Buffer | null)[]>
  remove(keys: readonly string[]): Promise<void>
  /** Lets keys expire later. @returns for each whether it is there */
  prolong(keys: readonly string[], seconds: number): Promise<readonly boolean[]>
}

/** A blob that is not there: Redis has lost it, or nobody needs it any more. */
export class MissingBlob extends Error {}

const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)

/** The first byte of what is stored. */
const raw = 0
const deflated = 1

/** A blob that is compressed must become so much smaller, or it is not worth the time. */
const worth = 0.9
/** A smaller one is not worth it at all, and those up to the next size are done at once: another thread takes longer to answer. */
const smallBytes = 2 ** 12
const quickBytes = 2 ** 15
const sampleBytes = 2 ** 16
const level = 1

/** No blob is larger: chunks are far smaller, and a head holds what is left. */
const mostBytes = 2 ** 29

/** Blobs outlive a coordinator that has died by so many seconds. */
const lifeSeconds = 3600

/** The bytes of blobs that one command sends or gets. */
const portion = 16

/** Blobs of a run in Redis, by the SHA-256 of their content. */
export class BlobStore {
  private readonly commands: BlobCommands
  private readonly prefix: string
  private sent = 0

  /** @param prefix what the keys of the run begin with */
  constructor(commands: BlobCommands, prefix: string) {
    this.commands = commands
    this.prefix = `${prefix}:blob:`
  }

  /** The bytes that `put` has sent so far. */
  get sentBytes(): number {
    return this.sent
  }

  async put(blobs: ReadonlyMap<string, Uint8Array>): Promise<void> {
    for (const some of portions([...blobs])) {
      const entries = await Promise.all(
        some.map(async ([hash, bytes]) => [this.prefix + hash, await encode(bytes)] as const),
      )
      this.sent += entries.reduce((sum, [, { length }]) => sum + length, 0)
      await this.commands.setAll(entries, lifeSeconds)
    }
  }

  /**
   * @throws MissingBlob
   * @throws EvolveError for a blob whose content is not what its name says
   */
  async get(hashes: readonly string[]): Promise<Uint8Array[]> {
    const found: Uint8Array[] = []
    for (const some of portions(hashes)) {
      const values = await this.commands.getAll(some.map((hash) => this.prefix + hash))
      for (const [k, hash] of some.entries()) {
        const value = values[k]
        if (value == null) throw new MissingBlob(hash)
        found.push(await decode(value, hash))
      }
    }
    return found
  }

  async drop(hashes: Iterable<string>): Promise<void> {
    const keys = Array.from(hashes, (hash) => this.prefix + hash)
    if (keys.length > 0) await this.commands.remove(keys)
  }

  /** Keeps blobs alive. @returns those that are not there any more */
  async refresh(hashes: Iterable<string>): Promise<readonly string[]> {
    const all = [...hashes]
    const there = await this.commands.prolong(
      all.map((hash) => this.prefix + hash),
      lifeSeconds,
    )
    return all.filter((_, k) => !there[k])
  }
}

async function encode(bytes: Uint8Array): Promise<Buffer> {
  if (bytes.length < smallBytes) return Buffer.concat([Buffer.of(raw), bytes])
  const sample = bytes.subarray(0, sampleBytes)
  const pays = deflateRawSync(sample, { level }).length < worth * sample.length
  if (!pays) return Buffer.concat([Buffer.of(raw), bytes])
  return Buffer.concat([Buffer.of(deflated), await deflate(bytes, { level })])
}

async function decode(value: Buffer, hash: string): Promise<Uint8Array> {
  const content = value.subarray(1)
  try {
    const bytes = value[0] === deflated ? await inflated(content) : content
    if (sha256(bytes) === hash) return bytes
  } catch {
    // Said below.
  }
  throw new EvolveError('run', `queue: expected the content of ${hash.slice(0, 16)}…, found another`)
}

async function inflated(content: Buffer): Promise<Uint8Array> {
  const limits = { maxOutputLength: mostBytes }
  return content.length < quickBytes ? inflateRawSync(content, limits) : await inflate(content, limits)
}

function* portions<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += portion) yield all.slice(from, from + portion)
}
