import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ScheduleOptions, scheduleOf, schedules } from '../../src/gradient/schedules/index.ts'
import type { PlateauOptions } from '../../src/gradient/schedules/plateau.ts'

/** The factors at the given epochs of ten, before any loss is told. */
function factors(options: ScheduleOptions, epochs: readonly number[], total = 10): number[] {
  const schedule = scheduleOf(options)
  const state = schedule.init(options)
  return epochs.map((epoch) => schedule.factor(state, epoch, total, options))
}

function expectClose(found: readonly number[], expected: readonly number[], digits = 6): void {
  expect(found.length).toBe(expected.length)
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, digits)
}

describe('every schedule', () => {
  for (const [kind, { defaults }] of Object.entries(schedules)) {
    const schedule = scheduleOf(defaults)

    it(`${kind} goes by its name, with options that JSON can carry`, () => {
      expect(defaults.kind).toBe(kind)
      expect(JSON.parse(JSON.stringify(defaults))).toEqual(defaults)
    })

    it(`${kind} stays in [0, 1] and asks the same again from the same state`, () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 500 }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          (epochs, share) => {
            const state = schedule.init(defaults)
            const factor = schedule.factor(state, share * epochs, epochs, defaults)
            expect(factor).toBeGreaterThanOrEqual(0)
            expect(factor).toBeLessThanOrEqual(1 + 1e-7)
            expect(schedule.factor(state, share * epochs, epochs, defaults)).toBe(factor)
          },
        ),
      )
    })

    it(`${kind} goes on from a copy of its state`, () => {
      const losses = [3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, Number.NaN, 1]
      const state = schedule.init(defaults)
      for (const [i, loss] of losses.entries()) {
        const copy = structuredClone(state)
        schedule.tell(state, i + 1, loss, defaults)
        schedule.tell(copy, i + 1, loss, defaults)
        expect(copy).toEqual(state)
      }
    })
  }

  it('but warm-up never rises, of those that never restart', () => {
    const options: ScheduleOptions[] = [
      { kind: 'constant' },
      { kind: 'step', every: 0.7, factor: 0.3 },
      { kind: 'exponential', factor: 0.8 },
      { kind: 'cosine', minimum: 0.1, period: null, growth: 1 },
    ]
    const epochs = Array.from({ length: 1001 }, (_, i) => i / 50)
    for (const each of options) {
      const found = factors(each, epochs, 20)
      for (let i = 1; i < found.length; i++) expect(found[i]).toBeLessThanOrEqual(found[i - 1] + 1e-6)
    }
  })
})

describe('constant', () => {
  it('is 1', () => {
    expect(factors({ kind: 'constant' }, [0, 3.3, 10])).toEqual([1, 1, 1])
  })
})

describe('cosine with periods that hardly grow', () => {
  it('counts a bounded number of them, however short they are', () => {
    for (const growth of [1, 1 + Number.EPSILON, 1.0000001]) {
      for (const period of [5e-324, 1e-38, 1e-3]) {
        const options: ScheduleOptions = { kind: 'cosine', minimum: 0, period, growth }
        for (const factor of factors(options, [0.1, 1, 1e6], 1e6)) {
          expect(factor).toBeGreaterThanOrEqual(0)
          expect(factor).toBeLessThanOrEqual(1)
        }
      }
    }
  })
})

describe('step', () => {
  it('drops at multiples of its epochs', () => {
    const found = factors({ kind: 'step', every: 3, factor: 0.5 }, [0, 2.99, 3, 5, 6, 9, 10])
    expect(found).toEqual([1, 1, 0.5, 0.5, 0.25, 0.125, 0.125])
  })

  it('drops by any power', () => {
    const epochs = Array.from({ length: 60 }, (_, i) => i)
    const found = factors({ kind: 'step', every: 1, factor: 0.9 }, epochs)
    expectClose(
      found,
      epochs.map((n) => 0.9 ** n),
      14,
    )
  })

  it('ends where drops are endless', () => {
    expect(factors({ kind: 'step', every: 1e-320, factor: 0.5 }, [0, 1])).toEqual([1, 0])
    expect(factors({ kind: 'step', every: 1e-320, factor: 1 }, [0, 1])).toEqual([1, 1])
  })
})

describe('exponential', () => {
  it('is the power itself at whole epochs', () => {
    expectClose(
      factors({ kind: 'exponential', factor: 0.95 }, [0, 1, 7, 100]),
      [1, 0.95, 0.95 ** 7, 0.95 ** 100],
      14,
    )
  })

  it('goes smoothly between them', () => {
    const epochs = [0.25, 0.5, 3.125, 9.999]
    expectClose(
      factors({ kind: 'exponential', factor: 0.6 }, epochs),
      epochs.map((t) => 0.6 ** t),
    )
  })

  it('stays at 1 with the factor 1', () => {
    expect(factors({ kind: 'exponential', factor: 1 }, [0, 0.3, 9.9])).toEqual([1, 1, 1])
  })
})

describe('cosine', () => {
  it('falls from 1 to the minimum over the whole training', () => {
    const options: ScheduleOptions = { kind: 'cosine', minimum: 0.2, period: null, growth: 1 }
    const eighth = 0.2 + 0.4 * (1 + Math.SQRT1_2)
    expectClose(factors(options, [0, 2.5, 5, 10]), [1, eighth, 0.6, 0.2])
    expectClose(factors(options, [0, 0.25, 0.5], 0.5), [1, 0.6, 0.2])
  })

  it('starts anew after each period, the next one longer', () => {
    const options: ScheduleOptions = { kind: 'cosine', minimum: 0, period: 2, growth: 2 }
    // Periods of 2, 4 and 8 epochs.
    expectClose(factors(options, [0, 1, 2, 4, 6, 10, 14]), [1, 0.5, 1, 0.5, 1, 0.5, 1])
    expect(factors(options, [1.99])[0]).toBeLessThan(1e-4)
  })

  it('finds its place in any number of periods', () => {
    const period = (length: number): ScheduleOptions => ({
      kind: 'cosine',
      minimum: 0,
      period: length,
      growth: 1,
    })
    expectClose(factors(period(1), [2 ** 40, 2 ** 40 + 0.5]), [1, 0.5])
    expectClose(factors(period(2 ** -10), [2 ** 20 + 2 ** -11]), [0.5])
    for (const found of factors(period(1e-20), [0, 1, 3])) expect(found).toBeLessThanOrEqual(1)
  })
})

describe('plateau', () => {
  const options: PlateauOptions = { kind: 'plateau', factor: 0.5, patience: 2, threshold: 0.1, minimum: 0.2 }

  /** The factor after each loss. */
  function course(losses: readonly number[]): number[] {
    const state = schedules.plateau.init(options)
    return losses.map((loss, i) => {
      schedules.plateau.tell(state, i + 1, loss, options)
      return schedules.plateau.factor(state, i + 1, losses.length, options)
    })
  }

  it('waits for its patience to end, then drops, and waits anew', () => {
    expect(course([1, 1, 1, 1, 1, 1, 1])).toEqual([1, 1, 1, 0.5, 0.5, 0.5, 0.25])
  })

  it('starts to wait again where the loss is better by the threshold, and not where it is less', () => {
    expect(course([1, 1, 1, 0.89, 0.89, 0.89, 0.89])).toEqual([1, 1, 1, 1, 1, 1, 0.5])
    expect(course([1, 0.95, 0.92, 0.905])).toEqual([1, 1, 1, 0.5])
  })

  it('takes losses below 0', () => {
    expect(course([-1, -1.05, -1.05, -1.05])).toEqual([1, 1, 1, 0.5])
    expect(course([-1, -1.2, -1.4, -1.6])).toEqual([1, 1, 1, 1])
  })

  it('never falls below its minimum', () => {
    expect(course(new Array(20).fill(1)).at(-1)).toBe(0.2)
  })

  it('takes a loss that is not finite as no better, from the first on', () => {
    expect(course([Number.NaN, Infinity, Number.NaN])).toEqual([1, 1, 0.5])
    expect(course([Number.NaN, 5, Number.NaN, Number.NaN])).toEqual([1, 1, 1, 1])
  })
})

describe('warm-up', () => {
  it('rises on a straight line, then stays', () => {
    const options: ScheduleOptions = { kind: 'warm-up', epochs: 2, start: 0.2, next: { kind: 'constant' } }
    expectClose(factors(options, [0, 0.5, 1, 1.5, 2, 9]), [0.2, 0.4, 0.6, 0.8, 1, 1], 14)
  })

  it('gives the next schedule the epochs that are left', () => {
    const next = { kind: 'cosine', minimum: 0, period: null, growth: 1 } as const
    const options: ScheduleOptions = { kind: 'warm-up', epochs: 2, start: 0, next }
    expectClose(factors(options, [0, 1, 2, 6, 10]), [0, 0.5, 1, 0.5, 0])
  })

  it('may take all of the training', () => {
    const next = { kind: 'cosine', minimum: 0, period: null, growth: 1 } as const
    expectClose(factors({ kind: 'warm-up', epochs: 10, start: 0, next }, [0, 5, 10]), [0, 0.5, 1])
  })

  it('never falls while it warms up', () => {
    const epochs = Array.from({ length: 101 }, (_, i) => i / 20)
    const found = factors({ kind: 'warm-up', epochs: 5, start: 0.01, next: { kind: 'constant' } }, epochs)
    for (let i = 1; i < found.length; i++) expect(found[i]).toBeGreaterThan(found[i - 1])
  })

  it('tells the next schedule the losses of the epochs after it', () => {
    const next = { kind: 'plateau', factor: 0.5, patience: 0, threshold: 0, minimum: 0 } as const
    const options = { kind: 'warm-up', epochs: 1.5, start: 0.5, next } as const
    const state = schedules['warm-up'].init(options)
    const found = [1, 2, 3, 4, 5].map((epoch) => {
      schedules['warm-up'].tell(state, epoch, 1, options)
      return schedules['warm-up'].factor(state, epoch, 10, options)
    })
    // The first epoch that began after the warm-up is the third; its loss is the best, the next ones are stale.
    expectClose(found, [0.5 + 0.5 / 1.5, 1, 1, 0.5, 0.25], 14)
  })
})
