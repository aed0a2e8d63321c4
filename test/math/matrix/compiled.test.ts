import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compiledMatrices } from '../../../src/math/matrix/compiled.ts'
import type { Matrices } from '../../../src/math/matrix/matrices.ts'
import { referenceMatrices } from '../../../src/math/matrix/reference.ts'
import { RandomStream } from '../../../src/random/stream.ts'

/** The same random numbers in a memory of either kind, before and after some work. */
function bothAfter(count: number, work: (matrices: Matrices) => void): [Float64Array, Float64Array] {
  const stream = new RandomStream({ seed: 3, purpose: 1, individual: count })
  const before = Float64Array.from({ length: count }, () => stream.normal())
  return [compiledMatrices(count), referenceMatrices(count)].map((matrices) => {
    matrices.numbers.set(before)
    work(matrices)
    return matrices.numbers.slice(0, count)
  }) as [Float64Array, Float64Array]
}

const side = fc.integer({ min: 0, max: 20 })
const gap = fc.integer({ min: 0, max: 3 })
const sign = fc.constantFrom<1 | -1>(1, -1)

interface Sides {
  readonly rows: number
  readonly columns: number
  readonly depth: number
}

function multiplied({ rows, columns, depth }: Sides, gap: number, transposed: boolean, sign: 1 | -1) {
  const c = { at: 1, stride: columns + gap }
  const a = { at: 1 + rows * c.stride, stride: (transposed ? rows : depth) + gap, transposed }
  const b = { at: a.at + a.stride * (transposed ? depth : rows), stride: columns + gap }
  const count = b.at + depth * b.stride + 1
  return bothAfter(count, (matrices) => matrices.multiply(c, a, b, { rows, columns, depth }, sign))
}

describe('the compiled products give the bits of the reference', () => {
  it('of matrices of any size, transposed or not', () => {
    fc.assert(
      fc.property(
        side,
        side,
        side,
        gap,
        fc.boolean(),
        sign,
        (rows, columns, depth, gap, transposed, sign) => {
          const [found, expected] = multiplied({ rows, columns, depth }, gap, transposed, sign)
          expect(found).toEqual(expected)
        },
      ),
      { seed: 1, numRuns: 200 },
    )
  })

  it.each([
    { rows: 65, columns: 5, depth: 129 },
    { rows: 64, columns: 256, depth: 3 },
    { rows: 3, columns: 259, depth: 128 },
    { rows: 130, columns: 7, depth: 257 },
  ])('of matrices around what lies in the caches at a time: %o', (sides) => {
    for (const transposed of [true, false]) {
      const [found, expected] = multiplied(sides, 1, transposed, -1)
      expect(found).toEqual(expected)
    }
  })

  it('of matrices and vectors', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 40 }),
        gap,
        sign,
        (rows, n, gap, sign) => {
          const a = { at: 200, stride: n + gap }
          const count = 200 + rows * a.stride + n
          for (const work of [
            (matrices: Matrices) => matrices.timesRows(0, a, 100, rows, n),
            (matrices: Matrices) => matrices.addRows(0, 100, a, rows, n, sign),
          ]) {
            const [found, expected] = bothAfter(count, work)
            expect(found).toEqual(expected)
          }
        },
      ),
      { seed: 2, numRuns: 100 },
    )
  })

  it('of symmetric matrices and vectors', () => {
    for (let n = 0; n < 40; n++) {
      const [found, expected] = bothAfter(100 + n * (n + 1), (matrices) =>
        matrices.timesSymmetric(0, { at: 100, stride: n + 1 }, 50, n),
      )
      expect(found).toEqual(expected)
    }
  })

  it('in memory that grows', () => {
    const [small, large] = [compiledMatrices(10), compiledMatrices(1_000_000)]
    expect(small.numbers.length).toBeGreaterThanOrEqual(10)
    expect(large.numbers.length).toBeGreaterThanOrEqual(1_000_000)
    expect(compiledMatrices(10)).toBe(large)
  })
})
