import { describe, expect, it } from 'vitest'
import { sha256 } from '../../../src/fleet/wire/parcel.ts'
import { BlobCache } from '../../../src/fleet/worker/blob-cache.ts'

function counted(): { readonly cache: BlobCache; readonly asked: string[] } {
  const asked: string[] = []
  const get = async (hashes: readonly string[]): Promise<Uint8Array[]> => {
    asked.push(...hashes)
    return hashes.map((hash) => Uint8Array.of(Number(hash)))
  }
  return { cache: new BlobCache({ get }), asked }
}

describe('a cache of blobs', () => {
  it('asks once for what it is asked for twice, and gives it in the order that was asked', async () => {
    const { cache, asked } = counted()
    await cache.fetch(['1', '2', '1'])
    expect(await cache.fetch(['2', '3', '1'])).toEqual([2, 3, 1].map((byte) => Uint8Array.of(byte)))
    expect(asked).toEqual(['1', '2', '3'])
  })

  it('does not ask for what was brought, unless it is something else', async () => {
    const { cache, asked } = counted()
    const text = Buffer.of(7, 8).toString('base64')
    const hash = sha256(Buffer.of(7, 8))
    cache.hold({ [hash]: text, 5: text })
    expect((await cache.fetch([hash, '5'])).map((bytes) => [...bytes])).toEqual([[7, 8], [5]])
    expect(asked).toEqual(['5'])
  })

  it('keeps over a turn what is asked for again, and forgets the rest', async () => {
    const { cache, asked } = counted()
    await cache.fetch(['1', '2'])
    cache.turn()
    await cache.fetch(['1'])
    cache.turn()
    await cache.fetch(['1', '2'])
    expect(asked).toEqual(['1', '2', '2'])
  })
})
