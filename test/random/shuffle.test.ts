import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { permutation, sample, shuffle } from '../../src/random/shuffle.ts'
import { RandomStream } from '../../src/random/stream.ts'
import { chiSquare, chiSquareBound } from './statistics.ts'

const stream = (seed: number): RandomStream => new RandomStream({ seed, purpose: 1 })
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i)

describe('shuffling', () => {
  it('keeps every item, of arrays and typed arrays, in place', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.array(fc.string()), (seed, items) => {
        const shuffled = shuffle([...items], stream(seed))
        expect([...shuffled].sort()).toEqual([...items].sort())
      }),
      { seed: 5 },
    )
    const typed = Float32Array.of(0.5, 1.5, 2.5)
    expect(shuffle(typed, stream(1))).toBe(typed)
    expect([...typed].sort()).toEqual([0.5, 1.5, 2.5])
  })

  it('gives all 24 orders of four items equally often', () => {
    const counts = new Map<string, number>()
    const source = stream(6)
    for (let i = 0; i < 24_000; i++) {
      const order = shuffle(['a', 'b', 'c', 'd'], source).join('')
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(24)
    expect(chiSquare([...counts.values()])).toBeLessThan(chiSquareBound(23))
  })

  it('depends on the stream alone', () => {
    expect(permutation(50, stream(7))).toEqual(permutation(50, stream(7)))
    expect(permutation(50, stream(7))).not.toEqual(permutation(50, stream(8)))
  })
})

describe('sampling without replacement', () => {
  it('permutes 0 … n - 1', () => {
    for (const n of [0, 1, 2, 17, 1000])
      expect([...permutation(n, stream(n))].sort((a, b) => a - b)).toEqual(upTo(n))
  })

  it('gives k different integers below n', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.nat(60), fc.nat(60), (seed, a, b) => {
        const [k, n] = [Math.min(a, b), Math.max(a, b)]
        const chosen = sample(n, k, stream(seed))
        expect(chosen.length).toBe(k)
        expect(new Set(chosen).size).toBe(k)
        expect(chosen.every((i) => i < n)).toBe(true)
      }),
      { seed: 6 },
    )
  })

  it('gives every ordered pair equally often', () => {
    const counts = new Uint32Array(25)
    const source = stream(9)
    for (let i = 0; i < 20_000; i++) {
      const [first, second] = sample(5, 2, source)
      counts[5 * first + second]++
    }
    const pairs = counts.filter((_, i) => i % 6 !== 0)
    expect(counts.filter((_, i) => i % 6 === 0).every((count) => count === 0)).toBe(true)
    expect(chiSquare(pairs)).toBeLessThan(chiSquareBound(19))
  })
})
