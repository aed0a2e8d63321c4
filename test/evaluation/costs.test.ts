import { expect, it } from 'vitest'
import { checkCosts } from '../../src/evaluation/costs.ts'
import { costOf } from '../../src/math/direction.ts'

const kept = (count: number): Float64Array => new Float64Array(count)

it('a cost is a fitness converted so that lower is better, and converts back', () => {
  expect(checkCosts(Float64Array.of(1, -2), kept(2), 'minimize').cost).toEqual(Float64Array.of(1, -2))
  expect(checkCosts(Float64Array.of(1, -2), kept(2), 'maximize').cost).toEqual(Float64Array.of(-1, 2))
  for (const direction of ['minimize', 'maximize'] as const) {
    expect(costOf(costOf(3.5, direction), direction)).toBe(3.5)
  }
})

it('a value that is not finite is a failure, in either direction', () => {
  const fitness = Float64Array.of(1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
  for (const direction of ['minimize', 'maximize'] as const) {
    const { cost, failures } = checkCosts(fitness, kept(4), direction)
    expect(failures).toBe(3)
    expect(Array.from(cost.subarray(1))).toEqual(Array(3).fill(Number.POSITIVE_INFINITY))
  }
})

it('costs and violations are copies, unaffected by later writes to memory', () => {
  const [fitness, violation] = [Float64Array.of(1, 2), Float64Array.of(0, 3)]
  const costs = checkCosts(fitness, violation, 'minimize')
  fitness.fill(9)
  violation.fill(9)
  expect(costs).toEqual({
    ...{ cost: Float64Array.of(1, 2), violation: Float64Array.of(0, 3) },
    ...{ failures: 0, resampled: false },
  })
})

it('costs say whether the same genomes may cost something else next time', () => {
  for (const resampled of [true, false]) {
    expect(checkCosts(Float64Array.of(1), kept(1), 'minimize', resampled).resampled).toBe(resampled)
  }
})
