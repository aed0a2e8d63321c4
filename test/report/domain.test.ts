import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linearDomain, logDomain } from '../../src/report/domain.ts'

const anything = fc.array(fc.double(), { maxLength: 60 })

describe('a linear domain', () => {
  test('is finite and has a span, or there is nothing to draw', () => {
    fc.assert(
      fc.property(anything, anything, (values, wishes) => {
        const domain = linearDomain(values, wishes)
        expect(domain === undefined).toBe(!values.some((value) => Math.abs(value) <= 1e300))
        if (domain === undefined) return
        const [low, high] = domain.extent
        expect(high - low).toBeGreaterThan(0)
        expect(high - low).toBeLessThan(Number.POSITIVE_INFINITY)
        const shown = values.filter((value) => value >= low && value <= high).length
        expect(shown + domain.leftOut).toBe(values.filter((value) => Math.abs(value) <= 1e300).length)
      }),
      { seed: 1 },
    )
  })

  test('lets a few far values run out, and says how many', () => {
    const losses = Array.from({ length: 100 }, (_, i) => (i < 3 ? 1e9 : 2 * Math.exp(-i / 40)))
    expect(linearDomain(losses)).toEqual({ extent: [0, 2], leftOut: 3 })
  })

  test('holds an ordinary first generation that is high', () => {
    const losses = Array.from({ length: 300 }, (_, i) => 2.3 * Math.exp(-i / 60))
    expect(linearDomain(losses)).toEqual({ extent: [0, 2.5], leftOut: 0 })
  })

  test('opens round equal values', () => {
    const [low, high] = linearDomain([0.25, 0.25])!.extent
    expect(low).toBeLessThan(0.25)
    expect(high).toBeGreaterThan(0.25)
    expect(linearDomain([0])!.extent).toEqual([0, 1])
  })

  test('grants wishes up to half its height, and rounds', () => {
    expect(linearDomain([0, 10], [1000])!.extent).toEqual([0, 16])
    expect(linearDomain([0, 10], [12])!.extent).toEqual([0, 12])
  })
})

describe('a log domain', () => {
  test('is positive, or there is nothing to draw, and counts what is not positive', () => {
    fc.assert(
      fc.property(anything, anything, (values, wishes) => {
        const domain = logDomain(values, wishes)
        const shown = values.filter((value) => value >= 1e-300 && value <= 1e300)
        expect(domain === undefined).toBe(shown.length === 0)
        if (domain === undefined) return
        const [low, high] = domain.extent
        expect(low).toBeGreaterThan(0)
        expect(high).toBeGreaterThan(low)
        for (const value of shown) {
          expect(value).toBeGreaterThanOrEqual(low)
          expect(value).toBeLessThanOrEqual(high)
        }
        expect(domain.leftOut).toBe(values.filter((value) => value < 1e-300 && value >= -1e300).length)
      }),
      { seed: 1 },
    )
  })
})
