import { expect, it } from 'vitest'
import { toCost } from '../../src/evaluation/evaluator.ts'

it('cost is fitness turned so that lower is better', () => {
  expect(toCost(Float64Array.of(1, -2), 'minimize').cost).toEqual(Float64Array.of(1, -2))
  expect(toCost(Float64Array.of(1, -2), 'maximize').cost).toEqual(Float64Array.of(-1, 2))
})

it('what is not a finite number is a failure, in either direction', () => {
  const fitness = Float64Array.of(1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
  for (const direction of ['minimize', 'maximize'] as const) {
    const { cost, failures } = toCost(fitness, direction)
    expect(failures).toBe(3)
    expect(Array.from(cost.subarray(1))).toEqual(Array(3).fill(Number.POSITIVE_INFINITY))
  }
})
