import type { BlobCommands } from '../../src/fleet/wire/blob-store.ts'

/** Redis as far as blobs need it, in memory. */
export class MemoryCommands implements BlobCommands {
  readonly values: Map<string, Buffer> = new Map()

  async setAll(entries: readonly (readonly [string, Buffer])[]): Promise<void> {
    for (const [key, value] of entries) this.values.set(key, value)
  }

  async getAll(keys: readonly string[]): Promise<(Buffer | null)[]> {
    return keys.map((key) => this.values.get(key) ?? null)
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.values.delete(key)
  }

  async prolong(keys: readonly string[]): Promise<boolean[]> {
    return keys.map((key) => this.values.has(key))
  }
}
