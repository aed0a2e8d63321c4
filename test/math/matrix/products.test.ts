import { describe, expect, it } from 'vitest'
import {
  addOuterProducts,
  addWeightedRows,
  product,
  timesVector,
  transposed,
} from '../../../src/math/matrix/products.ts'
import { RandomStream } from '../../../src/random/stream.ts'

const stream = new RandomStream({ seed: 2, purpose: 1 })

function normals(count: number): Float64Array {
  return Float64Array.from({ length: count }, () => stream.normal())
}

/** Σ over k in order. */
function sum(count: number, term: (k: number) => number): number {
  let total = 0
  for (let k = 0; k < count; k++) total += term(k)
  return total
}

/** With strips of one matrix, of several, and of four rows at least. */
const shapes = [
  { rows: 1, columns: 1 },
  { rows: 7, columns: 3 },
  { rows: 300, columns: 250 },
  { rows: 9, columns: 10_000 },
]

describe('products of matrices in arrays', () => {
  it.each(shapes)('with a vector: %o', ({ rows, columns }) => {
    const [a, v] = [normals(rows * columns), normals(columns)]
    const found = timesVector(a, v)
    expect(found).toHaveLength(rows)
    found.forEach((value, i) => {
      expect(value).toBeCloseTo(
        sum(columns, (k) => a[i * columns + k]! * v[k]!),
        9,
      )
    })
  })

  it.each(shapes)('the weighted sum of rows, added in order: %o', ({ rows, columns }) => {
    const [a, weights, before] = [normals(rows * columns), normals(rows), normals(columns)]
    const found = before.slice()
    addWeightedRows(found, a, weights)
    const expected = before.map((value, p) => {
      let total = value
      for (let k = 0; k < rows; k++) total += weights[k]! * a[k * columns + p]!
      return total
    })
    expect(found).toEqual(expected)
  })

  it.each([...shapes.map((shape) => ({ ...shape, depth: 5 })), { rows: 40, columns: 1, depth: 1000 }])(
    'with a matrix: %o',
    ({ rows, columns, depth }) => {
      const [a, b] = [normals(rows * depth), normals(depth * columns)]
      const expected = Float64Array.from({ length: rows * columns }, (_, at) => {
        const [i, j] = [Math.floor(at / columns), at % columns]
        return sum(depth, (k) => a[i * depth + k]! * b[k * columns + j]!)
      })
      expect(product(a, b, depth)).toEqual(expected)
    },
  )

  it.each([1, 6, 200, 400])('of vectors with themselves, in the lower triangle of %i rows', (n) => {
    const [before, vectors, weights] = [normals(n * n), normals(3 * n), normals(3)]
    const found = before.slice()
    addOuterProducts(found, 0.5, vectors, weights)
    const expected = before.map((value, at) => {
      const [i, j] = [Math.floor(at / n), at % n]
      if (j > i) return value
      let total = 0.5 * value
      for (let k = 0; k < 3; k++) total += weights[k]! * vectors[k * n + i]! * vectors[k * n + j]!
      return total
    })
    expect(found).toEqual(expected)
  })

  it('turn rows into columns', () => {
    expect([...transposed(Float64Array.of(1, 2, 3, 4, 5, 6), 3)]).toEqual([1, 4, 2, 5, 3, 6])
    const a = normals(12)
    expect(transposed(transposed(a, 4), 3)).toEqual(a)
  })
})
