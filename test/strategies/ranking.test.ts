import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Costs, compare, ranking } from '../../src/strategies/ranking.ts'

const value = fc.oneof(
  fc.double({ min: -9, max: 9, noNaN: true }),
  fc.constant(Infinity),
  fc.integer({ max: 2, min: 0 }),
)
const some: fc.Arbitrary<Costs> = fc
  .array(fc.tuple(value, fc.integer({ min: 0, max: 2 })), { minLength: 1, maxLength: 60 })
  .map((pairs) => ({
    cost: Float64Array.from(pairs, ([cost]) => cost),
    violation: Float64Array.from(pairs, ([, violation]) => violation),
  }))

describe('ranking', () => {
  it('puts failures last, then looks at violations, then at costs', () => {
    const costs = { cost: Float64Array.of(Infinity, 1, 0, 2, 5), violation: Float64Array.of(0, 1, 2, 0, 0) }
    expect([...ranking(costs)]).toEqual([3, 4, 1, 2, 0])
  })

  it('keeps equals in their order', () => {
    const costs = { cost: Float64Array.of(1, 0, 1, 0), violation: new Float64Array(4) }
    expect([...ranking(costs)]).toEqual([1, 3, 0, 2])
  })

  it('gives the first of them without ranking the others', () => {
    fc.assert(
      fc.property(some, fc.nat(40), (costs, wanted) => {
        const count = Math.min(wanted, costs.cost.length)
        expect(ranking(costs, count)).toEqual(ranking(costs).slice(0, count))
      }),
      { seed: 3 },
    )
  })

  it('agrees with its comparison in both directions', () => {
    fc.assert(
      fc.property(some, (costs) => {
        const order = ranking(costs)
        for (let rank = 1; rank < order.length; rank++) {
          expect(compare(costs, order[rank - 1], costs, order[rank])).toBeLessThanOrEqual(0)
          expect(compare(costs, order[rank], costs, order[rank - 1])).toBeGreaterThanOrEqual(0)
        }
      }),
      { seed: 3 },
    )
  })
})
