import { describe, expect, it } from 'vitest'
import { BlobStore, MissingBlob } from '../../../src/fleet/wire/blob-store.ts'
import { sha256 } from '../../../src/fleet/wire/parcel.ts'
import { testNumbers } from '../../kernels/problem.ts'
import { MemoryCommands } from '../memory-commands.ts'

const next = testNumbers(3)
const noise = Uint8Array.from({ length: 100_000 }, () => next() * 256)
const zeros = new Uint8Array(100_000)

function stored(...blobs: readonly Uint8Array[]): Map<string, Uint8Array> {
  return new Map(blobs.map((bytes) => [sha256(bytes), bytes]))
}

describe('a blob store', () => {
  it('gives back what was put, in the order of the hashes', async () => {
    const store = new BlobStore(new MemoryCommands(), 'run')
    await store.put(stored(noise, zeros))
    const [second, first] = await store.get([sha256(zeros), sha256(noise)])
    expect(Buffer.compare(first!, noise)).toBe(0)
    expect(Buffer.compare(second!, zeros)).toBe(0)
  })

  it('compresses where that makes it smaller', async () => {
    const store = new BlobStore(new MemoryCommands(), 'run')
    await store.put(stored(zeros))
    expect(store.sentBytes).toBeLessThan(2000)
    await store.put(stored(noise))
    expect(store.sentBytes).toBeLessThan(102_100)
  })

  it('says which blob is missing', async () => {
    const store = new BlobStore(new MemoryCommands(), 'run')
    await store.put(stored(noise))
    await store.drop([sha256(noise)])
    await expect(store.get([sha256(noise)])).rejects.toThrow(new MissingBlob(sha256(noise)))
  })

  it.each([
    ['a changed content', Buffer.concat([Buffer.of(0), zeros])],
    ['something that is not compressed', Buffer.concat([Buffer.of(1), noise])],
    ['nothing', Buffer.alloc(0)],
  ])('refuses %s', async (_, value) => {
    const commands = new MemoryCommands()
    const hash = sha256(noise)
    commands.values.set(`run:blob:${hash}`, value)
    await expect(new BlobStore(commands, 'run').get([hash])).rejects.toThrow('found another')
  })

  it('tells what is lost when it keeps blobs alive', async () => {
    const commands = new MemoryCommands()
    const store = new BlobStore(commands, 'run')
    await store.put(stored(noise, zeros))
    commands.values.delete(`run:blob:${sha256(zeros)}`)
    expect(await store.refresh([sha256(noise), sha256(zeros)])).toEqual([sha256(zeros)])
  })
})
