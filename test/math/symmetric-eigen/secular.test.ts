import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secularRoot } from '../../../src/math/symmetric-eigen/secular.ts'

/** 1/ρ + Σ zⱼ² / (dⱼ - λ) by the gaps of a root, as a share of the sum of its terms without their signs. */
function leftOver(z: Float64Array, rho: number, gaps: Float64Array): number {
  const terms = [1 / rho, ...z.map((value, j) => (value * value) / gaps[j]!)]
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
  return Math.abs(sum(terms)) / sum(terms.map(Math.abs))
}

function unit(z: readonly number[]): Float64Array {
  const length = Math.sqrt(z.reduce((sum, value) => sum + value * value, 0))
  return Float64Array.from(z, (value) => value / length)
}

/** Solves for every root, and holds it to its place and its equation. */
function expectSolved(poles: Float64Array, z: Float64Array, rho: number): void {
  const gaps = new Float64Array(poles.length)
  poles.forEach((pole, i) => {
    const root = secularRoot({ poles, z, rho }, i, gaps)
    const end = poles[i + 1] ?? pole + rho
    expect(root).toBeGreaterThanOrEqual(pole)
    expect(root).toBeLessThanOrEqual(end + 4 * Number.EPSILON * (Math.abs(pole) + rho))
    // On the gaps' own scale it lies strictly between.
    expect(gaps[i]).toBeLessThan(0)
    if (i + 1 < poles.length) expect(gaps[i + 1]).toBeGreaterThan(0)
    expect(leftOver(z, rho, gaps)).toBeLessThan(1e-14)
  })
}

describe('the roots of a secular equation', () => {
  it('are known for one and for two poles', () => {
    const gaps = new Float64Array(2)
    expect(secularRoot({ poles: Float64Array.of(3), z: Float64Array.of(1), rho: 2 }, 0, gaps)).toBe(5)
    // diag(0, 2) + (1, 1) (1, 1)ᵀ has the values 2 ± √2.
    const update = { poles: Float64Array.of(0, 2), z: unit([1, 1]), rho: 2 }
    expect(secularRoot(update, 0, gaps)).toBeCloseTo(2 - Math.SQRT2, 14)
    expect(secularRoot(update, 1, gaps)).toBeCloseTo(2 + Math.SQRT2, 14)
  })

  it('lie between the poles and solve the equation', () => {
    const cases = fc.array(
      fc.record({
        gap: fc.constantFrom(1, 0.1, 1e-3, 1e-8, 3e-15),
        z: fc.constantFrom(1, -1, 0.3, 1e-3, -1e-7, 1e-12, 3e-15),
      }),
      { minLength: 1, maxLength: 30 },
    )
    fc.assert(
      fc.property(cases, fc.constantFrom(1, 2, 1e-3, 1e-8), (entries, rho) => {
        let pole = -1
        const poles = Float64Array.from(entries, ({ gap }) => {
          pole += gap
          return pole
        })
        expectSolved(poles, unit(entries.map(({ z }) => z)), rho)
      }),
      { seed: 7, numRuns: 300 },
    )
  })

  it('are precise next to a pole: z of 1e-15', () => {
    expectSolved(Float64Array.of(0, 1, 2), unit([1, 1e-15, 1]), 1)
    expectSolved(Float64Array.of(0, 1, 2), unit([1e-15, 1e-15, 1e-15]), 1)
  })
})
