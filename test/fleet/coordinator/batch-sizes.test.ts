import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BatchSizes } from '../../../src/fleet/coordinator/batch-sizes.ts'

const strength = fc.record({
  machines: fc.integer({ min: 0, max: 20 }),
  threads: fc.integer({ min: 0, max: 300 }),
})

function observe(sizes: BatchSizes, items: number, busyMs: number, worker = 'a', threads = 1): void {
  sizes.observe({ items, busyMs, worker, threads })
}

describe('the sizes of batches', () => {
  it('add up to all items, and none is more than asked for', () => {
    const most = fc.option(fc.integer({ min: 1, max: 50 }), { nil: 'auto' as const })
    const busyMs = fc.option(fc.double({ min: 0, max: 1000, noNaN: true }))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), strength, most, busyMs, (count, who, limit, ms) => {
        const sizes = new BatchSizes(limit)
        if (ms !== null) observe(sizes, 1, ms)
        const split = sizes.split(count, who)
        expect(split.reduce((sum, size) => sum + size, 0)).toBe(count)
        expect(Math.min(...split)).toBeGreaterThan(0)
        if (limit !== 'auto') expect(Math.max(...split)).toBeLessThanOrEqual(limit)
      }),
    )
  })

  it('become smaller towards the end', () => {
    const sizes = new BatchSizes('auto')
    observe(sizes, 1, 20)
    const split = sizes.split(256, { machines: 4, threads: 4 })
    expect(split).toEqual([26, 15, 9, 6, 3, 2, 1, 1, 1].flatMap((size) => Array<number>(4).fill(size)))
  })

  it('are the same for all machines, to the last item', () => {
    const sizes = new BatchSizes('auto')
    observe(sizes, 1, 5)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 2, max: 20 }), (count, machines) => {
        const split = sizes.split(count, { machines, threads: machines })
        const each = Array.from({ length: machines }, (_, machine) =>
          split.filter((_, k) => k % machines === machine).reduce((sum, size) => sum + size, 0),
        )
        expect(Math.max(...each) - Math.min(...each)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('are smaller where machines are not equally fast', () => {
    const sizes = new BatchSizes('auto')
    observe(sizes, 10, 100, 'fast')
    observe(sizes, 10, 300, 'slow')
    expect(sizes.split(100, { machines: 2, threads: 2 })[0]).toBe(10)
    sizes.keep(new Set(['fast']))
    expect(sizes.split(100, { machines: 2, threads: 2 })[0]).toBe(20)
  })

  it('go by all threads of a machine', () => {
    const sizes = new BatchSizes('auto')
    observe(sizes, 10, 100, 'one thread')
    observe(sizes, 10, 400, 'four slow threads', 4)
    expect(sizes.split(100, { machines: 2, threads: 2 })[0]).toBe(20)
  })

  it('leave something for machines that are about to join', () => {
    expect(new BatchSizes('auto').split(256, { machines: 1, threads: 1 })[0]).toBe(26)
  })

  it('keep a machine busy for longer than handing out takes', () => {
    const sizes = new BatchSizes('auto')
    observe(sizes, 100, 100)
    // 5 ms at 1 ms each.
    expect(sizes.split(100, { machines: 2, threads: 2 })).toEqual([20, 20, 12, 12, 7, 7, 5, 5, 6, 6])
  })

  it('are few for a single machine, but not too long', () => {
    const sizes = new BatchSizes('auto')
    observe(sizes, 1, 50)
    expect(sizes.split(40, { machines: 1, threads: 2 })).toEqual([40])
    expect(sizes.split(100, { machines: 1, threads: 2 })).toEqual([40, 40, 20])
  })

  it('have work for all threads of a machine', () => {
    const sizes = new BatchSizes('auto')
    observe(sizes, 1, 100)
    expect(sizes.split(64, { machines: 1, threads: 8 }).every((size) => size % 8 === 0)).toBe(true)
  })

  it('tell how long a batch should take', () => {
    const sizes = new BatchSizes('auto')
    expect(sizes.expectedMs(8, 4)).toBeNull()
    observe(sizes, 10, 50)
    expect(sizes.expectedMs(8, 4)).toBe(10)
  })
})
