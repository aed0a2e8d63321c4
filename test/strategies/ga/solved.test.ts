import { describe, expect, it } from 'vitest'
import { mutations } from '../../../src/strategies/operators/mutation/index.ts'
import { type Cost, evolve, type Generation, vector } from './evolve-vector.ts'

const best = (run: readonly Generation[]): number => Math.min(...run.map(({ cost }) => Math.min(...cost)))
const bestRow = (run: readonly Generation[]): number[] => {
  const least = best(run)
  const { rows, cost } = run.find((generation) => generation.cost.includes(least))!
  return rows[cost.indexOf(least)]
}

describe('the genetic algorithm', () => {
  it('finds an optimum on a bound, also in every second gene', () => {
    const target = (beyond: (p: number) => boolean) => (p: number) => (beyond(p) ? 3 : -2)
    const rate = { ...mutations.gaussian, neurons: 'all', rate: 0.3 } as const
    const cases = [
      [(p: number) => p === 1, {}],
      [(p: number) => p % 2 === 1, { mutation: rate }],
    ] as const
    for (const [beyond, given] of cases) {
      const to = target(beyond)
      const cost: Cost = (genome) => genome.reduce((sum, x, p) => sum + (x - to(p)) ** 2, 0)
      const run = evolve(vector({ length: 6, lower: -4, upper: 1 }), given, 150, cost)
      const distances = bestRow(run).map((x, p) => Math.abs(x - Math.min(to(p), 1)))
      expect(Math.max(...distances)).toBeLessThan(0.02)
    }
  })

  it('solves problems of whole numbers exactly', () => {
    const squares: Cost = (genome) => genome.reduce((sum, x, p) => sum + (x - (7 * p - 20)) ** 2, 0)
    expect(best(evolve(vector({ length: 8, lower: -50, upper: 50, integer: true }), {}, 150, squares))).toBe(
      0,
    )
    expect(best(evolve(vector({ length: 8, integer: true }), {}, 200, squares))).toBe(0)
  })

  it('packs a knapsack', () => {
    const weights = [12, 2, 1, 4, 1, 7, 9, 3, 5, 8]
    const values = [4, 2, 1, 10, 2, 9, 8, 5, 6, 3]
    const sum = (of: number[], genome: readonly number[]) =>
      of.reduce((total, each, p) => total + each * genome[p], 0)
    const cost: Cost = (genome) => -sum(values, genome) + 20 * Math.max(0, sum(weights, genome) - 22)
    const all = Array.from({ length: 1024 }, (_, bits) => cost(weights.map((_, p) => (bits >> p) & 1)))
    expect(best(evolve(vector({ length: 10, lower: 0, upper: 1, integer: true }), {}, 60, cost))).toBe(
      Math.min(...all),
    )
  })

  it('follows the valley of Rosenbrock in five dimensions from where it is told to start', () => {
    const cost: Cost = (x) => {
      let total = 0
      for (let p = 0; p + 1 < x.length; p++) total += 100 * (x[p + 1] - x[p] ** 2) ** 2 + (1 - x[p]) ** 2
      return total
    }
    const run = evolve(vector({ length: 5, lower: -5, upper: 5, initial: -1 }), {}, 800, cost)
    expect(run[0].rows[0]).toEqual([-1, -1, -1, -1, -1])
    expect(best(run)).toBeLessThan(1)
  })
})
