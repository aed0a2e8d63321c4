import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../src/strategies/fold.ts'

const bound = fc.double({ noNaN: true, noDefaultInfinity: true })

describe('folding a number into its bounds', () => {
  it('leaves a number inside as it is', () => {
    for (const x of [-1, -0.3, 0, 0.1, 2]) expect(fold(x, -1, 2)).toBe(x)
  })

  it('reflects it at the bound it crossed, as often as needed', () => {
    expect(fold(2.25, -1, 2)).toBe(1.75)
    expect(fold(-1.5, -1, 2)).toBe(-0.5)
    // From -1 up to 2 and down to -1: a period of 6.
    for (const [x, expected] of [
      [5.5, -0.5],
      [8.5, 1.5],
      [-4.5, 1.5],
      [61, 1],
      [-599.75, 0.25],
    ] as const)
      expect(fold(x, -1, 2)).toBe(expected)
  })

  it('keeps the precision of steps across a bound of 0', () => {
    expect(fold(1e-30, -1e6, 0)).toBe(-1e-30)
    expect(fold(-1e-30, 0, 1e6)).toBe(1e-30)
  })

  it('never leaves the bounds and never gives NaN, whatever the numbers', () => {
    fc.assert(
      fc.property(fc.double(), bound, bound, (x, one, other) => {
        const [lower, upper] = [Math.min(one, other), Math.max(one, other)]
        const inside = fold(x, lower, upper)
        expect(inside >= lower && inside <= upper).toBe(true)
      }),
      { seed: 5, numRuns: 2000 },
    )
  })

  it('moves what it cannot reflect to the nearest bound', () => {
    expect(fold(Number.POSITIVE_INFINITY, 1, 2)).toBe(2)
    expect(fold(Number.NEGATIVE_INFINITY, 1, 2)).toBe(1)
    expect(fold(7, 3, 3)).toBe(3)
    expect(fold(Number.NaN, 1, 2)).toBe(1)
    expect(fold(Number.NaN, -1, 2)).toBe(0)
  })
})
