/** Evaluations to 1e-8, n = 10, λ = 10, against those of another implementation: medians of 15 seeds, and their ranges. */
import { describe, expect, it } from 'vitest'
import { snes } from '../../../src/strategies/nes/snes.ts'
import { utilities } from '../../../src/strategies/nes/utilities.ts'
import { xnes } from '../../../src/strategies/nes/xnes.ts'
import { benchmarkFunctions } from '../../../src/tasks/benchmark/functions.ts'
import { evaluationsTo, median } from '../oracle.ts'

function medianOf(strategy: typeof snes, cost: (x: Float64Array) => number): number {
  const at = { dimension: 10, start: 1, target: 1e-8 }
  const all = Array.from({ length: 9 }, (_, index) =>
    evaluationsTo(strategy, { sigma: 1, scale: 'absolute' }, cost, { ...at, seed: index + 1 }),
  )
  return median(all)
}

describe('utilities', () => {
  it('sum to 0, and are equal for the worse half', () => {
    const cost = Float64Array.of(3, 1, 2, 9, 8, 7)
    const values = utilities({ cost, violation: new Float64Array(6) })
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12)
    expect(values[1]).toBeGreaterThan(values[2]!)
    expect(values[2]).toBeGreaterThan(values[0]!)
    expect([values[3], values[4], values[5]]).toEqual(Array(3).fill(-1 / 6))
  })
})

describe('snes', () => {
  it.each([
    ['sphere', 1750, 2040],
    ['ellipsoid', 2510, 2880],
  ] as const)('needs as many evaluations as others measured on %s', (name, least, most) => {
    const found = medianOf(snes, benchmarkFunctions[name].cost)
    expect(found).toBeGreaterThan(least)
    expect(found).toBeLessThan(most)
  })
})

describe('xnes', () => {
  it('does not care which way the axes point', () => {
    // A sum of squares of two mixed coordinates.
    const turned = (x: Float64Array): number => {
      let sum = 0
      for (let i = 0; i < x.length; i += 2) {
        const [u, v] = [(x[i]! + x[i + 1]!) / Math.SQRT2, (x[i]! - x[i + 1]!) / Math.SQRT2]
        sum += u * u + 100 * v * v
      }
      return sum
    }
    const straight = (x: Float64Array): number => {
      let sum = 0
      for (let i = 0; i < x.length; i += 2) sum += x[i]! * x[i]! + 100 * x[i + 1]! * x[i + 1]!
      return sum
    }
    const ratio =
      medianOf(xnes as unknown as typeof snes, turned) / medianOf(xnes as unknown as typeof snes, straight)
    expect(ratio).toBeGreaterThan(0.8)
    expect(ratio).toBeLessThan(1.25)
  })

  it('refuses more genes than it can learn the covariances of', () => {
    expect(() => xnes.capacity(xnes.defaults({ length: 501, blocks: 1 }), 501)).toThrow(
      'strategy.kind: expected at most 500 genes for xnes, which learns all their covariances, found 501',
    )
  })
})
