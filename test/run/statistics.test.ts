import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { summarise } from '../../src/run/statistics.ts'
import { costs } from '../strategies/problem.ts'

describe('the summary of a generation', () => {
  it('excludes failures', () => {
    const summary = summarise(costs([3, Number.POSITIVE_INFINITY, 1, 2]))
    expect(summary).toEqual({
      bestRow: 2,
      best: 1,
      mean: 2,
      median: 2,
      lowerQuartile: 1.5,
      upperQuartile: 2.5,
    })
  })

  it('takes the individual with the smallest violation as the best', () => {
    const summary = summarise({ cost: Float64Array.of(1, 5, 3), violation: Float64Array.of(2, 0, 0) })
    expect(summary).toMatchObject({ bestRow: 2, best: 3, mean: 3 })
  })

  it('is empty if all failed', () => {
    expect(summarise(costs([Number.POSITIVE_INFINITY]))).toBeNull()
  })

  it('orders best, quartiles and median', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 })
    fc.assert(
      fc.property(values, (values) => {
        const summary = summarise(costs(values))!
        const { best, lowerQuartile, median, upperQuartile } = summary
        const ordered = [best, lowerQuartile, median, upperQuartile, Math.max(...values)]
        for (let i = 1; i < ordered.length; i++)
          expect(ordered[i]).toBeGreaterThanOrEqual(ordered[i - 1]! - 1e-9)
        expect(values[summary.bestRow]).toBe(best)
      }),
      { seed: 1 },
    )
  })
})
