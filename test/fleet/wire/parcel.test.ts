import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Parcel, pack, smallParcels, unpack } from '../../../src/fleet/wire/parcel.ts'

/** Gives the blobs of a parcel, and counts those that were asked for. */
function fetcher(parcel: Parcel, asked: string[] = []): (hashes: readonly string[]) => Promise<Uint8Array[]> {
  return async (hashes) => {
    asked.push(...hashes)
    return hashes.map((hash) => parcel.blobs.get(hash)!)
  }
}

const number = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, -0, Number.POSITIVE_INFINITY))

describe('a parcel', () => {
  it('comes out as it went in, with every bit of its numbers', async () => {
    const value = fc.record({
      text: fc.string(),
      numbers: fc.array(number),
      short: fc.float32Array(),
      long: fc.array(number, { minLength: 600, maxLength: 3000 }).map((all) => Float64Array.from(all)),
      words: fc.uint16Array(),
      nothing: fc.constant(null),
    })
    await fc.assert(
      fc.asyncProperty(value, fc.integer({ min: 1, max: 5000 }), async (sent, unit) => {
        const parcel = pack(sent, unit)
        expect(await unpack(parcel.hash, fetcher(parcel))).toEqual(sent)
      }),
      { numRuns: 50 },
    )
  })

  it('travels as text if it is small and has no chunks', () => {
    const small = pack({ generation: 3 })
    const text = smallParcels([small, pack({ genomes: new Float64Array(600) }), pack('x'.repeat(5000))])
    expect(Object.keys(text)).toEqual([small.hash])
    expect(Buffer.from(text[small.hash]!, 'base64')).toEqual(small.blobs.get(small.hash))
  })

  it('has the same hash for the same content, and another for another', () => {
    const genomes = new Float32Array(5000).fill(1)
    const first = pack({ genomes }).hash
    expect(pack({ genomes: genomes.slice() }).hash).toBe(first)
    genomes[4999] = 2
    expect(pack({ genomes }).hash).not.toBe(first)
  })

  it('shares the chunks of genomes that stay, wherever they stand', () => {
    const length = 20_000
    const genomes = Float32Array.from({ length: 4 * length }, (_, gene) => Math.sin(gene))
    const before = pack({ genomes }, length * 4)
    // The second genome moves to the front, and a new one comes last.
    const moved = Float32Array.from(genomes)
    moved.set(genomes.subarray(length, 2 * length), 0)
    moved.fill(7, 3 * length)
    const fresh = [...pack({ genomes: moved }, length * 4).blobs.keys()].filter(
      (hash) => !before.blobs.has(hash),
    )
    // The new genome, and the head.
    expect(fresh).toHaveLength(2)
  })

  it('reads vectors in shared memory', async () => {
    const shared = new Float64Array(new SharedArrayBuffer(8000)).fill(3)
    const parcel = pack({ shared })
    expect(await unpack(parcel.hash, fetcher(parcel))).toEqual({ shared: new Float64Array(1000).fill(3) })
  })

  it('of another program is refused', async () => {
    const foreign = async (): Promise<Uint8Array[]> => [new Uint8Array(3)]
    await expect(unpack('0'.repeat(64), foreign)).rejects.toThrow('found less than its frame')
    const turned = async (): Promise<Uint8Array[]> => [Uint8Array.of(0, 0, 0, 0, 1, 2, 3, 4)]
    await expect(unpack('0'.repeat(64), turned)).rejects.toThrow('found the other order of bytes')
  })
})
