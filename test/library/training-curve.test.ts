import { describe, expect, it } from 'vitest'
import { TrainingCurve } from '../../src/library/training-curve.ts'
import { event } from '../report/html/sample.ts'

function curveOf(champions: readonly (number | null)[]): TrainingCurve {
  const curve = new TrainingCurve()
  for (const [index, champion] of champions.entries()) curve.add({ ...event(index + 1), champion })
  return curve
}

describe('the curve of a training', () => {
  it('has both ends of each level stretch', () => {
    expect(curveOf([9, 9, 9, 4, 4]).points).toEqual([
      { evaluations: 50, seconds: 0.02, fitness: 9 },
      { evaluations: 150, seconds: 0.06, fitness: 9 },
      { evaluations: 200, seconds: 0.08, fitness: 4 },
      { evaluations: 250, seconds: 0.1, fitness: 4 },
    ])
  })

  it('is NaN while there is no champion', () => {
    expect(curveOf([null, 3]).points.map(({ fitness }) => fitness)).toEqual([Number.NaN, 3])
  })

  it.each([0, 1, 2, 3, 4, 20_000, 33_000])('goes on from a snapshot after %i events', (taken) => {
    const champions = Array.from({ length: 40_000 }, (_, i) => (i < 3 ? null : i % 3 === 0 ? 1 : 1 / (i + 1)))
    const curve = curveOf(champions.slice(0, taken))
    const other = new TrainingCurve()
    other.restore(structuredClone(curve.snapshot()))
    expect(other.points).toEqual(curve.points)
    for (const [index, champion] of champions.entries())
      if (index >= taken) other.add({ ...event(index + 1), champion })
    expect(other.points).toEqual(curveOf(champions).points)
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
