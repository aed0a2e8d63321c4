import type { BlobStore } from '../wire/blob-store.ts'
import { sha256 } from '../wire/parcel.ts'

/** Blobs that were fetched since the turn before last, so that what stays the same is fetched once. */
export class BlobCache {
  private readonly store: Pick<BlobStore, 'get'>
  private before: ReadonlyMap<string, Uint8Array> = new Map()
  private now = new Map<string, Uint8Array>()

  constructor(store: Pick<BlobStore, 'get'>) {
    this.store = store
  }

  /** Gives blobs in the order of their hashes. @throws what `BlobStore.get` throws */
  async fetch(hashes: readonly string[]): Promise<readonly Uint8Array[]> {
    const wanted = [...new Set(hashes)].filter((hash) => this.known(hash) === undefined)
    const fetched = await this.store.get(wanted)
    for (const [k, hash] of wanted.entries()) this.now.set(hash, fetched[k]!)
    return hashes.map((hash) => {
      const bytes = this.known(hash)!
      this.now.set(hash, bytes)
      return bytes
    })
  }

  /** Takes blobs that were brought, base64 by their hash. What is not what it should be is fetched. */
  hold(brought: Readonly<Record<string, string>>): void {
    for (const [hash, text] of Object.entries(brought)) {
      const bytes = Buffer.from(text, 'base64')
      if (sha256(bytes) === hash) this.now.set(hash, bytes)
    }
  }

  /** Forgets what nobody has asked for since the turn before. */
  turn(): void {
    this.before = this.now
    this.now = new Map()
  }

  private known(hash: string): Uint8Array | undefined {
    return this.now.get(hash) ?? this.before.get(hash)
  }
}
