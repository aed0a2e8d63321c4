import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BatchSizes } from '../../src/fleet/batch-sizes.ts'

const strength = fc.record({
  machines: fc.integer({ min: 0, max: 20 }),
  threads: fc.integer({ min: 0, max: 300 }),
})

describe('the sizes of batches', () => {
  it('add up to all items, and none is more than asked for', () => {
    const most = fc.option(fc.integer({ min: 1, max: 50 }), { nil: 'auto' as const })
    const busyMs = fc.option(fc.double({ min: 0.0001, max: 1000, noNaN: true }))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), strength, most, busyMs, (count, who, limit, ms) => {
        const sizes = new BatchSizes(limit)
        if (ms !== null) sizes.observe(1, ms)
        const split = sizes.split(count, who)
        expect(split.reduce((sum, size) => sum + size, 0)).toBe(count)
        expect(Math.min(...split)).toBeGreaterThan(0)
        if (limit !== 'auto') expect(Math.max(...split)).toBeLessThanOrEqual(limit)
      }),
    )
  })

  it('become smaller towards the end', () => {
    const sizes = new BatchSizes('auto')
    sizes.observe(1, 50)
    const split = sizes.split(256, { machines: 4, threads: 4 })
    expect(split).toEqual(split.toSorted((a, b) => b - a))
    expect(split[0]).toBe(20)
    expect(split.at(-1)).toBe(1)
  })

  it('keep a machine busy for longer than handing out takes', () => {
    const sizes = new BatchSizes('auto')
    sizes.observe(100, 100)
    // 10 ms at 1 ms each.
    expect(sizes.split(100, { machines: 2, threads: 2 })).toEqual([17, 14, 12, 10, 10, 10, 10, 10, 7])
  })

  it('are few for a single machine, but not too long', () => {
    const sizes = new BatchSizes('auto')
    sizes.observe(1, 50)
    expect(sizes.split(40, { machines: 1, threads: 2 })).toEqual([40])
    expect(sizes.split(100, { machines: 1, threads: 2 })).toEqual([40, 40, 20])
  })

  it('have work for all threads of a machine', () => {
    const sizes = new BatchSizes('auto')
    sizes.observe(1, 100)
    expect(sizes.split(64, { machines: 1, threads: 8 }).every((size) => size % 8 === 0)).toBe(true)
  })

  it('tell how long a batch should take', () => {
    const sizes = new BatchSizes('auto')
    expect(sizes.expectedMs(8, 4)).toBeNull()
    sizes.observe(10, 50)
    expect(sizes.expectedMs(8, 4)).toBe(10)
  })
})
