import { expect, test } from 'vitest'
import { medianRun } from '../../src/report/median-run.ts'

const curve = (xs: readonly number[], ys: readonly number[]): { x: number; y: number }[] =>
  xs.map((x, i) => ({ x, y: ys[i]! }))

test('runs on the same grid give the plain median at each place', () => {
  const runs = [curve([1, 2], [5, 3]), curve([1, 2], [1, 1]), curve([1, 2], [9, 2])]
  expect(medianRun(runs)).toEqual(curve([1, 2], [5, 2]))
})

test('a run that has ended counts with its last value, one that has not begun does not count', () => {
  const runs = [curve([1], [4]), curve([1, 3], [6, 2]), curve([3], [0])]
  expect(medianRun(runs)).toEqual(curve([1, 3], [5, 2]))
})

test('points that cannot be drawn are passed over', () => {
  expect(medianRun([curve([1, 2], [4, Number.NaN]), curve([1, 2], [6, 2])])).toEqual(curve([1, 2], [5, 3]))
  expect(medianRun([[], curve([Number.NaN], [1])])).toEqual([])
})

test('a long run is thinned and keeps its end', () => {
  const long = Array.from({ length: 100_000 }, (_, i) => ({ x: i, y: -i }))
  const median = medianRun([long])
  expect(median.length).toBeLessThanOrEqual(4001)
  expect(median.at(-1)).toEqual({ x: 99_999, y: -99_999 })
})
