import { describe, expect, it } from 'vitest'
import { firstMomentOf, momentsOf } from '../../../src/strategies/distribution/moments.ts'

const steps = [
  [1, -2, 0.1],
  [0.3, 4, 1e-9],
  [-5, 0.7, 3],
]
const stepOf = (row: number, out: Float64Array): void => out.set(steps[row]!)
const weights = [0.5, 0, -1 / 3]

describe('the moments of steps', () => {
  it('are weighted sums of the steps and of their squares', () => {
    const { first, second } = momentsOf(stepOf, weights.entries(), 3)
    for (let p = 0; p < 3; p++) {
      const of = (power: number): number =>
        weights.reduce((sum, weight, row) => sum + weight * steps[row]![p]! ** power, 0)
      expect(first[p]).toBeCloseTo(of(1), 12)
      expect(second[p]).toBeCloseTo(of(2), 12)
    }
  })

  it('have the same first ones where the second are not needed', () => {
    const rows = weights.map((weight, row) => [row, weight] as const).toReversed()
    expect(firstMomentOf(stepOf, rows, 3)).toEqual(momentsOf(stepOf, rows, 3).first)
  })
})
