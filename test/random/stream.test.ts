import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { philox4x32 } from '../../src/random/philox.ts'
import { RandomStream } from '../../src/random/stream.ts'
import { chiSquare, chiSquareBound, correlation, kolmogorovSmirnov, moment, normalCdf } from './statistics.ts'

const id = { seed: 1, purpose: 2, generation: 3, individual: 4, episode: 5 }
const many = 100_000

function draw(n: number, next: () => number): Float64Array {
  return Float64Array.from({ length: n }, next)
}

describe('a stream', () => {
  it('gives the words of its blocks in order', () => {
    const block = new Uint32Array(4)
    const expected: number[] = []
    for (let i = 0; i < 3; i++) {
      philox4x32(3, 4, 5, i, 1, 2, block)
      expected.push(...block)
    }
    const stream = new RandomStream(id)
    expect(Array.from({ length: 12 }, () => stream.uint32())).toEqual(expected)
  })

  it('takes what its id leaves out for 0', () => {
    const whole = new RandomStream({ seed: 9, purpose: 1, generation: 0, individual: 0, episode: 0 })
    expect(new RandomStream({ seed: 9, purpose: 1 }).uint32()).toBe(whole.uint32())
  })

  it('begins a fill with a fresh block and goes on after it', () => {
    const words = new Uint32Array(16)
    new RandomStream(id).fillUint32(words)
    const stream = new RandomStream(id)
    stream.uint32()
    const five = new Uint32Array(5)
    stream.fillUint32(five)
    expect([...five]).toEqual([...words.subarray(4, 9)])
    expect(stream.uint32()).toBe(words[12])
  })

  it('fills nothing without losing a block', () => {
    const [stream, other] = [new RandomStream(id), new RandomStream(id)]
    stream.fillNormal(new Float32Array(0))
    expect(stream.uint32()).toBe(other.uint32())
  })

  it('draws the same float32 and normals one by one as in bulk', () => {
    const [one, bulk] = [new RandomStream(id), new RandomStream(id)]
    const uniforms = new Float32Array(100)
    bulk.fillUniform(uniforms)
    expect(Array.from(uniforms, () => one.float32())).toEqual([...uniforms])
    const normals = new Float32Array(100)
    bulk.fillNormal(normals)
    // A scalar normal is the cosine of its pair: every other of the bulk's.
    for (let i = 0; i < normals.length; i += 2) expect(one.normal()).toBe(normals[i])
  })

  it('differs from a stream that differs in any part of its id', () => {
    const parts = ['seed', 'purpose', 'generation', 'individual', 'episode'] as const
    const first = parts.map((part) => new RandomStream({ ...id, [part]: 77 }).uint32())
    expect(new Set([...first, new RandomStream(id).uint32()]).size).toBe(parts.length + 1)
  })

  it('keeps its draws from version to version', () => {
    // Written by vitest -u; where it changes, every seeded run does, and the changelog has to say so.
    const stream = new RandomStream({ seed: 42, purpose: 1 })
    const normals = new Float32Array(4)
    stream.fillNormal(normals)
    const draws = [stream.uint32(), stream.float32(), stream.float64(), stream.integer(1000), stream.normal()]
    expect({ normals: [...normals], draws }).toMatchInlineSnapshot(`
      {
        "draws": [
          1256109655,
          0.8155868053436279,
          0.6578886887578496,
          382,
          0.43873944878578186,
        ],
        "normals": [
          0.7522792816162109,
          -0.7114101648330688,
          -0.8368810415267944,
          1.35960054397583,
        ],
      }
    `)
  })
})

describe('uniform draws', () => {
  it('lie in [0, 1), on their grid, evenly', () => {
    const stream = new RandomStream(id)
    const bulk = new Float32Array(many)
    stream.fillUniform(bulk)
    const samples: [ArrayLike<number>, number][] = [
      [bulk, 2 ** 24],
      [draw(many, () => stream.float32()), 2 ** 24],
      [draw(many, () => stream.float64()), 2 ** 53],
    ]
    for (const [uniforms, grid] of samples) {
      expect(Array.from(uniforms).every((u) => u >= 0 && u < 1 && Number.isInteger(u * grid))).toBe(true)
      expect(kolmogorovSmirnov(uniforms, (u) => u)).toBeLessThan(2)
    }
  })

  it('use all 53 bits of a float64', () => {
    const stream = new RandomStream(id)
    const low = draw(1000, () => (stream.float64() * 2 ** 53) % 2)
    expect(moment(low, 1)).toBeCloseTo(0.5, 1)
  })
})

describe('normal draws', () => {
  const normals = new Float32Array(4 * many)
  new RandomStream(id).fillNormal(normals)

  it('follow the normal distribution', () => {
    expect(kolmogorovSmirnov(normals, normalCdf)).toBeLessThan(2)
    const stream = new RandomStream({ ...id, seed: 8 })
    const scalar = draw(many, () => stream.normal())
    expect(kolmogorovSmirnov(scalar, normalCdf)).toBeLessThan(2)
  })

  it('have the moments 0, 1, 0, 3 and tails as they should be', () => {
    const error = 5 / Math.sqrt(normals.length)
    expect(Math.abs(moment(normals, 1))).toBeLessThan(error)
    expect(Math.abs(moment(normals, 2) - 1)).toBeLessThan(error * Math.sqrt(2))
    expect(Math.abs(moment(normals, 3))).toBeLessThan(error * Math.sqrt(15))
    expect(Math.abs(moment(normals, 4) - 3)).toBeLessThan(error * Math.sqrt(96))
    const beyond = normals.filter((z) => Math.abs(z) > 3).length
    const expected = 2 * normalCdf(-3) * normals.length
    expect(Math.abs(beyond - expected)).toBeLessThan(5 * Math.sqrt(expected))
  })

  it('are independent within a block', () => {
    const columns = [0, 1, 2, 3].map((k) => normals.filter((_, i) => i % 4 === k))
    for (const [i, a] of columns.entries()) {
      for (const b of columns.slice(i + 1)) {
        expect(Math.abs(correlation(a, b))).toBeLessThan(5 / Math.sqrt(many))
        const [a2, b2] = [a.map((z) => z * z), b.map((z) => z * z)]
        expect(Math.abs(correlation(a2, b2))).toBeLessThan(5 / Math.sqrt(many))
      }
    }
  })

  it('of neighbouring streams are uncorrelated', () => {
    const neighbours = [id, { ...id, seed: 2 }, { ...id, purpose: 3 }, { ...id, individual: 5 }].map(
      (other) => {
        const out = new Float32Array(many)
        new RandomStream(other).fillNormal(out)
        return out
      },
    )
    for (const [i, a] of neighbours.entries()) {
      for (const b of neighbours.slice(i + 1)) {
        expect(Math.abs(correlation(a, b))).toBeLessThan(5 / Math.sqrt(many))
      }
    }
  })
})

describe('bounded integers', () => {
  it('lie in [0, bound)', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.integer({ min: 1, max: 2 ** 32 }), (seed, bound) => {
        const stream = new RandomStream({ seed, purpose: 1 })
        for (let i = 0; i < 20; i++) {
          const n = stream.integer(bound)
          expect(Number.isInteger(n) && n >= 0 && n < bound).toBe(true)
        }
      }),
      { seed: 4 },
    )
  })

  it('are equally likely, whatever the bound', () => {
    for (const bound of [2, 3, 10, 64, 1000]) {
      const stream = new RandomStream({ seed: bound, purpose: 1 })
      const counts = new Uint32Array(bound)
      for (let i = 0; i < many; i++) counts[stream.integer(bound)]++
      expect(chiSquare(counts)).toBeLessThan(chiSquareBound(bound - 1))
    }
  })

  it('have no bias where the bound is most of 2^32', () => {
    // Without rejection the multiples of 3 would come up twice as often as the others.
    const stream = new RandomStream(id)
    const counts = new Uint32Array(3)
    for (let i = 0; i < many; i++) counts[stream.integer(3 * 2 ** 30) % 3]++
    expect(chiSquare(counts)).toBeLessThan(chiSquareBound(2))
  })

  it('with bound 1 are 0, with bound 2^32 are words', () => {
    const [stream, words] = [new RandomStream(id), new RandomStream(id)]
    expect(stream.integer(1)).toBe(0)
    words.uint32()
    expect(stream.integer(2 ** 32)).toBe(words.uint32())
  })
})

describe('boolean draws', () => {
  it('never come true at 0, always at 1, and in proportion between', () => {
    const stream = new RandomStream(id)
    const share = (p: number): number =>
      moment(
        draw(many, () => Number(stream.boolean(p))),
        1,
      )
    expect(share(0)).toBe(0)
    expect(share(1)).toBe(1)
    expect(Math.abs(share(0.3) - 0.3)).toBeLessThan(5 * Math.sqrt(0.21 / many))
  })
})
