import { describe, expect, it } from 'vitest'
import { vectors } from '../../../src/kernels/reference/vectors.ts'
import { allocateShared } from '../../../src/memory/shared.ts'
import { bind } from '../../../src/strategies/bind.ts'
import { openAiEs } from '../../../src/strategies/mirrored/openai-es.ts'
import { centredRanks } from '../../../src/strategies/mirrored/pairs.ts'
import { pgpe } from '../../../src/strategies/mirrored/pgpe.ts'
import { Population } from '../../../src/strategies/population.ts'
import { benchmarkFunctions } from '../../../src/tasks/benchmark/functions.ts'
import { evaluationsTo } from '../oracle.ts'
import { vector } from '../problem.ts'

const ranks = (...cost: number[]): number[] => [
  ...centredRanks({ cost: Float64Array.from(cost), violation: new Float64Array(cost.length) }),
]

describe('centred ranks', () => {
  it('go from a half to minus a half, and sum to 0', () => {
    expect(ranks(5, 1, 9, 7, 3)).toEqual([0, 0.5, -0.5, -0.25, 0.25])
  })

  it('are shared by equals', () => {
    expect(ranks(1, 2, 2, 3)).toEqual([0.5, 0, 0, -0.5])
    expect(ranks(Infinity, 1, Infinity)).toEqual([-0.25, 0.5, -0.25])
    expect(ranks(4, 4)).toEqual([0, 0])
  })
})

describe.each([openAiEs, pgpe] as const)('$kind', (strategy) => {
  const own = strategy as typeof openAiEs

  it('makes pairs on opposite sides of its mean, and the mean', () => {
    const problem = { ...vector(6), type: 'float64' as const }
    const search = { problem, options: own.defaults(problem), seed: 4 }
    const shared = allocateShared(own.shared(search))
    const bound = bind(own, search, shared)
    const make = own.materialiser(search, shared, vectors)
    const population = new Population(6, new Float64Array(65 * 6))
    for (let generation = 0; generation < 3; generation++) {
      const plan = bound.plan() as ReturnType<typeof own.plan>
      for (let row = 0; row < plan.count; row++) make(plan, row, population.row(row))
      const middle = Array.from({ length: 32 }, (_, pair) => {
        const [one, other] = [population.row(2 * pair + 1).slice(), population.row(2 * pair + 2)]
        return Array.from(one, (gene, p) => (gene + other[p]!) / 2)
      })
      expect(plan.count).toBe(65)
      for (const point of middle)
        point.forEach((value, p) => {
          expect(value).toBeCloseTo(population.row(0)[p]!, 12)
        })
      const cost = Float64Array.from({ length: plan.count }, (_, row) => population.row(row)[0]!)
      bound.tell(population, { cost, violation: new Float64Array(plan.count) })
    }
  })

  it('comes close to the optimum of functions of ten numbers', () => {
    for (const name of ['sphere', 'ellipsoid'] as const) {
      const { cost } = benchmarkFunctions[name]
      const target = 0.02 * cost(new Float64Array(10).fill(1))
      const options = { scale: 'absolute', sigma: 0.05 } as const
      const found = evaluationsTo(own, options, cost, { dimension: 10, start: 1, target, seed: 2 })
      expect(found, name).toBeLessThan(60_000)
    }
  })
})
