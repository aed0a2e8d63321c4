import { describe, expect, it } from 'vitest'
import { ContestantCurve } from '../../../src/library/compare/contestant-curve.ts'
import { event } from '../../report/html/sample.ts'

function curveOf(champions: readonly (number | null)[], unit = 1): ContestantCurve {
  const curve = new ContestantCurve(unit)
  for (const [index, champion] of champions.entries()) curve.add({ ...event(index + 1), champion })
  return curve
}

describe('the curve of a contestant', () => {
  it('has both ends of each level stretch, in evaluations of the comparison', () => {
    expect(curveOf([9, 9, 9, 4, 4], 2).points).toEqual([
      { evaluations: 100, seconds: 0.02, fitness: 9 },
      { evaluations: 300, seconds: 0.06, fitness: 9 },
      { evaluations: 400, seconds: 0.08, fitness: 4 },
      { evaluations: 500, seconds: 0.1, fitness: 4 },
    ])
  })

  it('is NaN while there is no champion', () => {
    expect(curveOf([null, 3]).points.map(({ fitness }) => fitness)).toEqual([Number.NaN, 3])
  })

  it('is bounded and evenly spread for a champion that never stops improving', () => {
    const { points } = curveOf(Array.from({ length: 100_000 }, (_, i) => 1 / (i + 1)))
    expect(points.length).toBeLessThanOrEqual(16_385)
    expect(points[0]!.evaluations).toBe(50)
    expect(points.at(-1)!.evaluations).toBe(100_000 * 50)
    const gaps = points.slice(1).map(({ evaluations }, i) => evaluations - points[i]!.evaluations)
    expect(Math.max(...gaps)).toBeLessThanOrEqual((100_000 * 50) / 4096)
  })
})
