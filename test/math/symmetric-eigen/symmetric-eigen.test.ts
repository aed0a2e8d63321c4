import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { referenceMatrices } from '../../../src/math/matrix/reference.ts'
import { symmetricEigen } from '../../../src/math/symmetric-eigen/index.ts'
import { RandomStream } from '../../../src/random/stream.ts'
import { faults, symmetric } from './symmetric.ts'

/** In units of n times the distance of two numbers next to 1, and of the largest element. */
function expectSolved(matrix: Float64Array, n: number): void {
  const { equation, axes } = faults(matrix, symmetricEigen(matrix, n))
  expect(equation).toBeLessThan(4 * n * Number.EPSILON)
  expect(axes).toBeLessThan(4 * n * Number.EPSILON)
}

const streamOf = (individual: number): RandomStream => new RandomStream({ seed: 1, purpose: 1, individual })

/** Matrices that are hard in ways of their own. */
const kinds: Readonly<Record<string, (n: number) => Float64Array>> = {
  'of zeros': (n) => new Float64Array(n * n),
  'the identity': (n) => symmetric(n, (i, j) => (i === j ? 1 : 0)),
  diagonal: (n) => symmetric(n, (i, j) => (i === j ? ((7 * i) % n) - 3 : 0)),
  'of ones, of rank 1': (n) => symmetric(n, () => 1),
  'with all values next to 1': (n) => {
    const stream = streamOf(n)
    return symmetric(n, (i, j) => (i === j ? 1 : 0) + 1e-14 * stream.normal())
  },
  'a few directions beside the identity': (n) => {
    const stream = streamOf(n)
    const long = Array.from({ length: 3 }, () => Array.from({ length: n }, () => stream.normal()))
    return symmetric(n, (i, j) => long.reduce((sum, v) => sum + v[i]! * v[j]!, i === j ? 1 : 0))
  },
  'of second differences': (n) => symmetric(n, (i, j) => (i === j ? 2 : i - j === 1 ? -1 : 0)),
  "Wilkinson's, whose values come in pairs": (n) =>
    symmetric(n, (i, j) => (i === j ? Math.abs(i - (n - 1) / 2) : i - j === 1 ? 1 : 0)),
  "Wilkinson's, several times, next to apart": (n) =>
    symmetric(n, (i, j) => (i === j ? Math.abs((i % 21) - 10) : i - j === 1 ? (i % 21 === 0 ? 1e-8 : 1) : 0)),
  "Hilbert's": (n) => symmetric(n, (i, j) => 1 / (i + j + 1)),
  'from 1e12 down to 1e-12': (n) => graded(n, (place) => 12 - 24 * place),
  'from 1e-12 up to 1e12': (n) => graded(n, (place) => 24 * place - 12),
  tiny: (n) => random(n, 1e-300),
  huge: (n) => random(n, 1e300),
  'of elements of all sizes': (n) => {
    const stream = streamOf(n)
    return symmetric(n, () => stream.normal() * 10 ** (40 * stream.float64() - 40))
  },
}

function random(n: number, size: number): Float64Array {
  const stream = streamOf(n)
  return symmetric(n, () => size * stream.normal())
}

function graded(n: number, power: (place: number) => number): Float64Array {
  const stream = streamOf(n)
  return symmetric(n, (i, j) => 10 ** power((i + j) / (2 * n)) * (i === j ? 1 : stream.normal()))
}

/** Around the sizes of leaves, panels, blocks and what kernels take at a time. */
const sizes = [1, 2, 3, 4, 5, 31, 32, 33, 34, 63, 64, 65, 66, 97, 130]

describe('eigenvalues and eigenvectors', () => {
  it.each(Object.entries(kinds))('satisfy their equation for a matrix %s', (_, make) => {
    for (const n of sizes) expectSolved(make(n), n)
  })

  it('satisfy it for random matrices', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), fc.nat(1000), (n, individual) => {
        const stream = streamOf(individual)
        expectSolved(
          symmetric(n, () => stream.normal()),
          n,
        )
      }),
      { seed: 4, numRuns: 40 },
    )
  })

  it('satisfy it where values repeat: few numbers, in any pattern', () => {
    const cases = fc
      .integer({ min: 33, max: 70 })
      .chain((n) =>
        fc.tuple(
          fc.constant(n),
          fc.array(fc.constantFrom(-1, 0, 1, 1e-9, 1 + 2e-16), { minLength: n, maxLength: n }),
          fc.array(fc.constantFrom(0, 1, -1, 1e-9, 1e-17), { minLength: n, maxLength: n }),
        ),
      )
    fc.assert(
      fc.property(cases, ([n, diagonal, beside]) => {
        expectSolved(
          symmetric(n, (i, j) => (i === j ? diagonal[i]! : i - j === 1 ? beside[j]! : 0)),
          n,
        )
      }),
      { seed: 5, numRuns: 100 },
    )
  })

  it('are exact for a diagonal matrix, and known for another', () => {
    const { values } = symmetricEigen(kinds['diagonal']!(50), 50)
    expect([...values].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i - 3))
    // The second differences of n points: 2 - 2 cos(kπ/(n + 1)).
    for (const n of [12, 100]) {
      const chain = symmetricEigen(kinds['of second differences']!(n), n)
      const sorted = [...chain.values].sort((a, b) => a - b)
      sorted.forEach((value, k) => {
        expect(value).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)), 12)
      })
    }
  })

  it('depend on the lower triangle alone, and leave the matrix as it is', () => {
    const n = 40
    const matrix = random(n, 1)
    const half = matrix.slice()
    for (let i = 0; i < n; i++) half.fill(Number.NaN, i * n + i + 1, (i + 1) * n)
    const before = half.slice()
    expect(symmetricEigen(half, n)).toEqual(symmetricEigen(matrix, n))
    expect(half).toEqual(before)
  })

  it('are the same bits by the reference, whatever its memory holds', () => {
    const filled = (count: number) => {
      const matrices = referenceMatrices(count)
      matrices.numbers.fill(Number.NaN)
      return matrices
    }
    for (const make of Object.values(kinds))
      for (const n of [1, 2, 7, 33, 70]) {
        const matrix = make(n)
        expect(symmetricEigen(matrix, n, filled)).toEqual(symmetricEigen(matrix, n))
      }
  })

  it('come to an end where the matrix is not finite', () => {
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY])
      for (const n of [3, 70]) {
        const matrix = random(n, 1)
        matrix[n + 1] = wrong
        expect(symmetricEigen(matrix, n).values).toHaveLength(n)
      }
  })
})
