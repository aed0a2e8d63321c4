import { expect, it } from 'vitest'
import { quantile } from '../../src/math/quantile.ts'

it('a quantile interpolates between neighbours, whatever the order', () => {
  expect([0, 0.25, 0.5, 1].map((share) => quantile([4, 1, 3, 2], share))).toEqual([1, 1.75, 2.5, 4])
  expect(quantile([7], 0.3)).toBe(7)
  expect(quantile([], 0.5)).toBeNaN()
})
