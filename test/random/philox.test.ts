import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { multiplyHigh, philox4x32, philoxBlock } from '../../src/random/philox.ts'

function block(counter: number[], key: number[]): string {
  const out = new Uint32Array(4)
  philox4x32(counter[0], counter[1], counter[2], counter[3], key[0], key[1], out)
  return [...out].map((word) => word.toString(16).padStart(8, '0')).join(' ')
}

describe('Philox4x32-10', () => {
  // Random123's kat_vectors, "philox4x32 10".
  it('gives the known answer for zeros', () => {
    expect(block([0, 0, 0, 0], [0, 0])).toBe('6627e8d5 e169c58d bc57ac4c 9b00dbd8')
  })

  it('gives the known answer for ones', () => {
    const ones = 0xffffffff
    expect(block([ones, ones, ones, ones], [ones, ones])).toBe('408f276d 41c83b0e a20bc7c6 6d5451fd')
  })

  it('gives the known answer for the digits of π', () => {
    const counter = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344]
    expect(block(counter, [0xa4093822, 0x299f31d0])).toBe('d16cfe09 94fdcceb 5001e420 24126ea1')
  })

  it('is keyed by seed and purpose, and counts generation, individual, episode, draw', () => {
    const stream = {
      generation: 0x243f6a88,
      individual: 0x85a308d3,
      episode: 0x13198a2e,
      seed: 0xa4093822,
      purpose: 0x299f31d0,
    }
    const out = new Uint32Array(4)
    philoxBlock(stream, 0x03707344, out)
    expect([...out]).toEqual([0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1])
  })

  it('multiplies 32-bit integers exactly', () => {
    const word = fc.oneof(fc.nat(0xffffffff), fc.constantFrom(0, 1, 0xffff, 0x10000, 0xffffffff))
    fc.assert(
      fc.property(word, word, (a, b) => {
        const high = Number((BigInt(a) * BigInt(b)) >> 32n)
        expect(multiplyHigh(a, b)).toBe(high)
        expect(multiplyHigh(a | 0, b)).toBe(high)
      }),
      { seed: 1, numRuns: 1000 },
    )
  })
})
