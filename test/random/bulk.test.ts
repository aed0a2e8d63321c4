import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as blocks from '../../src/random/blocks.ts'
import * as bulk from '../../src/random/bulk.ts'

const word = fc.oneof(fc.nat(0xffffffff), fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff))
const stream = fc.record({ seed: word, purpose: word, generation: word, individual: word, episode: word })
const length = fc.oneof(fc.nat(100), fc.constantFrom(0, 1, 3, 4, 15, 16, 17, 1000))

describe('the compiled fills give the bits of the readable ones', () => {
  it('words', () => {
    fc.assert(
      fc.property(stream, word, length, (address, draw, n) => {
        const [found, expected] = [new Uint32Array(n), new Uint32Array(n)]
        bulk.fillUint32(found, address, draw)
        blocks.fillUint32(expected, address, draw)
        expect(found).toEqual(expected)
      }),
      { seed: 2 },
    )
  })

  for (const [name, fill, reference] of [
    ['uniforms', bulk.fillUniform, blocks.fillUniform],
    ['normals', bulk.fillNormal, blocks.fillNormal],
  ] as const) {
    it(name, () => {
      fc.assert(
        fc.property(stream, word, length, (address, draw, n) => {
          const [found, expected] = [new Float32Array(n), new Float32Array(n)]
          fill(found, address, draw)
          reference(expected, address, draw)
          expect(new Uint32Array(found.buffer)).toEqual(new Uint32Array(expected.buffer))
        }),
        { seed: 3 },
      )
    })

    it(`${name}, on past the end of the window`, () => {
      const address = { seed: 7, purpose: 1, generation: 2, individual: 3, episode: 4 }
      const [found, expected] = [new Float32Array(40_001), new Float32Array(40_001)]
      fill(found, address, 5)
      reference(expected, address, 5)
      expect(new Uint32Array(found.buffer)).toEqual(new Uint32Array(expected.buffer))
    })
  }

  it('fills memory that threads share', () => {
    const address = { seed: 7, purpose: 1, generation: 0, individual: 0, episode: 0 }
    const shared = new Float32Array(new SharedArrayBuffer(400))
    const own = new Float32Array(100)
    bulk.fillNormal(shared, address, 0)
    bulk.fillNormal(own, address, 0)
    expect([...shared]).toEqual([...own])
  })
})
