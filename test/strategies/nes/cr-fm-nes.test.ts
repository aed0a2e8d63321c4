import { describe, expect, it } from 'vitest'
import { crFmNes } from '../../../src/strategies/nes/cr-fm-nes.ts'
import { fastRates } from '../../../src/strategies/nes/fast-rates.ts'
import { directionOf, stretched, unstretched } from '../../../src/strategies/nes/vd-gradient.ts'
import { benchmarkFunctions } from '../../../src/tasks/benchmark/functions.ts'
import { evaluationsTo, median } from '../oracle.ts'

describe('cr-fm-nes', () => {
  it.each([
    ['ellipsoid', 16, 3, 10_300],
    ['rosenbrock', 40, 0, 56_700],
  ] as const)("needs no more evaluations than its authors' code on %s", (name, population, start, most) => {
    const { cost } = benchmarkFunctions[name]
    const options = { population, sigma: 2, scale: 'absolute' } as const
    const all = [1, 2, 3].map((seed) =>
      evaluationsTo(crFmNes, options, cost, { dimension: 40, start, target: 1e-12, seed }),
    )
    expect(median(all)).toBeLessThan(most)
    expect(median(all)).toBeGreaterThan(0.6 * most)
  })

  it('has no negative rates for few genes', () => {
    for (const n of [1, 2, 5, 6]) expect(fastRates(6, n, 6).c1).toBeGreaterThanOrEqual(0)
    expect(fastRates(6, 5, 6).c1).toBe(0)
  })

  it('weighs by distance for any number of genes', () => {
    for (const n of [1, 40, 1000, 1100, 20_000, 1_000_000]) {
      // With as many individuals as genes, none of which failed, the distance is the reach itself.
      const { distance: a } = fastRates(n, n, n)
      expect(((1 + a * a) * Math.exp((a * a) / 2)) / 0.24 / (10 + n)).toBeCloseTo(1, 9)
    }
  })

  it('takes the stretch along a direction back', () => {
    const direction = directionOf(Float64Array.of(1, -2, 0.5))
    const z = Float64Array.of(0.3, 0.1, -2)
    stretched(z, direction)
    // v itself grows by √(1 + ‖v‖²).
    const v = Float64Array.of(1, -2, 0.5)
    stretched(v, direction)
    expect(v[0]).toBeCloseTo(Math.sqrt(6.25), 12)
    unstretched(z, direction)
    for (const [p, value] of [0.3, 0.1, -2].entries()) expect(z[p]).toBeCloseTo(value, 12)
  })
})
