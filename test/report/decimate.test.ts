import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimate } from '../../src/report/decimate.ts'

const curve = fc
  .array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 500 })
  .map((ys) => ys.map((y, i) => ({ x: (i / ys.length) * 20, y })))

test('each column keeps its first, lowest, highest and last point, in their order', () => {
  fc.assert(
    fc.property(curve, (points) => {
      const [piece, ...others] = decimate(points, 1)
      expect(others).toEqual([])
      expect(piece!.length).toBeLessThanOrEqual(4 * 21)
      expect(piece!.map((point) => points.indexOf(point))).toEqual(
        [...piece!.map((point) => points.indexOf(point))].sort((a, b) => a - b),
      )
      for (let column = 0; column <= 20; column++) {
        const all = points.filter(({ x }) => Math.floor(x) === column)
        const kept = piece!.filter(({ x }) => Math.floor(x) === column)
        expect(Math.min(...kept.map(({ y }) => y))).toBe(Math.min(...all.map(({ y }) => y)))
        expect(Math.max(...kept.map(({ y }) => y))).toBe(Math.max(...all.map(({ y }) => y)))
        expect(kept[0]).toBe(all[0])
        expect(kept.at(-1)).toBe(all.at(-1))
      }
    }),
    { seed: 1 },
  )
})

test('NaN breaks the line between columns', () => {
  const points = [0, 1, Number.NaN, 3, 4, Number.NaN, 6].map((y, x) => ({ x, y }))
  expect(decimate(points, 1).map((piece) => piece.map(({ y }) => y))).toEqual([[0, 1], [3, 4], [6]])
})

test('a gap narrower than a column is closed', () => {
  const points = [0, Number.NaN, 2].map((y, i) => ({ x: i / 10, y }))
  expect(decimate(points, 1)).toHaveLength(1)
})

test('of nothing comes nothing', () => {
  expect(decimate([])).toEqual([])
  expect(decimate([{ x: Number.NaN, y: 1 }])).toEqual([])
})
