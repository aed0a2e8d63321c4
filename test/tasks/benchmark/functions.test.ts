import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BenchmarkFunction, benchmarkFunctions } from '../../../src/tasks/benchmark/functions.ts'

const all: readonly [string, BenchmarkFunction][] = Object.entries(benchmarkFunctions)

describe('benchmark functions', () => {
  it.each(all)('%s is 0 at its optimum, in any dimension', (_, { cost, optimum }) => {
    for (const n of [1, 2, 3, 10, 40]) {
      expect(cost(new Float64Array(n).fill(optimum)) / n).toBeCloseTo(0, 12)
    }
  })

  it.each(all)('%s is above 0 elsewhere', (_, { cost, optimum, range }) => {
    const points = fc.array(fc.double({ min: -range, max: range, noNaN: true }), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(points, (values) => {
        const away = values.some((value) => Math.abs(value - optimum) > 0.01)
        if (away) expect(cost(Float64Array.from(values))).toBeGreaterThan(0)
      }),
      { seed: 6 },
    )
  })

  it('have the values of their formulas', () => {
    const at = (name: keyof typeof benchmarkFunctions, ...x: number[]): number =>
      benchmarkFunctions[name].cost(Float64Array.from(x))
    expect(at('sphere', 1, 2, 3)).toBe(14)
    expect(at('ellipsoid', 1, 1, 1)).toBeCloseTo(1 + 1e3 + 1e6, 6)
    expect(at('cigar', 2, 1, 1)).toBe(4 + 2e6)
    expect(at('tablet', 2, 1, 1)).toBe(4e6 + 2)
    expect(at('rosenbrock', -1, 1, 2)).toBe(4 + 100)
    expect(at('rastrigin', 0.5, 0)).toBeCloseTo(20.25, 12)
    expect(at('ackley', 1, 1)).toBeCloseTo(20 * (1 - Math.exp(-0.2)), 12)
    expect(at('griewank', 4, 0)).toBeCloseTo(1 + 16 / 4000 - Math.cos(4), 12)
    expect(at('schwefel', 0, 0)).toBeCloseTo(2 * 418.98288727243374, 10)
    expect(at('schwefel-sums', 1, 2, -4)).toBe(1 + 9 + 1)
    expect(at('different-powers', 2, 2, 2)).toBeCloseTo(Math.sqrt(4 + 16 + 64), 12)
  })
})
