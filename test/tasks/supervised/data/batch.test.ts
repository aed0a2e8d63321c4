import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchIndices } from '../../../../src/tasks/supervised/data/batch.ts'

describe('batchIndices', () => {
  it('draws so many distinct samples, ascending', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 400 }),
        fc.nat(),
        (count, size, seed) => {
          const indices = [...batchIndices(count, size, seed, 3)]
          expect(indices).toHaveLength(Math.min(size, count))
          expect(new Set(indices).size).toBe(indices.length)
          expect(indices).toEqual(indices.toSorted((a, b) => a - b))
          expect(indices.every((index) => index >= 0 && index < count)).toBe(true)
        },
      ),
      { seed: 1 },
    )
  })

  it('is fresh in each generation and the same for one seed', () => {
    expect(batchIndices(1000, 10, 1, 5)).toEqual(batchIndices(1000, 10, 1, 5))
    expect(batchIndices(1000, 10, 1, 5)).not.toEqual(batchIndices(1000, 10, 1, 6))
    expect(batchIndices(1000, 10, 1, 5)).not.toEqual(batchIndices(1000, 10, 2, 5))
  })

  it('reaches every sample as often as any other', () => {
    const counts = new Array<number>(20).fill(0)
    for (let generation = 0; generation < 2000; generation++) {
      for (const index of batchIndices(20, 5, 1, generation)) counts[index]!++
    }
    // 500 expected; five standard deviations of a binomial are 97.
    for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(97)
  })
})
