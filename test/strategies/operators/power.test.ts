import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { power } from '../../../src/strategies/operators/power.ts'
import { root } from '../../../src/strategies/operators/root.ts'

/** The error relative to the float64 result. */
function error(found: number, expected: number): number {
  return Math.abs(found - expected) / expected
}

describe('powers of the unit interval', () => {
  it('are right to nine digits', () => {
    const exponent = fc.double({ min: 1e-3, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 23 }), exponent, (integer, y) => {
        const x = integer * 2 ** -23
        expect(error(root(x, y), x ** y)).toBeLessThan(1e-9)
      }),
      { seed: 15, numRuns: 2000 },
    )
  })

  it('are exact at both ends', () => {
    expect(root(0, 0.3)).toBe(0)
    expect(root(1, 0.3)).toBe(1)
  })
})

describe('powers for rules of the step size', () => {
  it('are right to six digits', () => {
    const base = fc.double({ min: 0.1, max: 100, noNaN: true })
    fc.assert(
      fc.property(base, fc.double({ min: -1, max: 1, noNaN: true }), (x, y) => {
        expect(error(power(x, y), x ** y)).toBeLessThan(2e-6)
      }),
      { seed: 16 },
    )
  })

  it('of zero are zero', () => {
    expect(power(0, 0.5)).toBe(0)
  })
})
