import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { vectors } from '../../../src/kernels/reference/vectors.ts'
import {
  type CrossoverKind,
  type CrossoverOptions,
  cross,
  crossoverRate,
  crossovers,
} from '../../../src/strategies/operators/crossover/index.ts'
import { createWorkspace } from '../../../src/strategies/operators/workspace.ts'
import type { Problem } from '../../../src/strategies/problem.ts'
import { deviation, mean, perceptron, stream, vector } from '../problem.ts'

function child(
  first: Float32Array,
  second: Float32Array,
  options: CrossoverOptions,
  seed = 1,
  problem: Problem = vector(first.length),
): Float32Array {
  const genome = new Float32Array(first.length).fill(Number.NaN)
  cross(first, second, genome, options, stream(seed), createWorkspace(problem, vectors))
  return genome
}

/** The genes from the second parent, if the parents are all 0 and all 1. */
function origin(length: number, options: CrossoverOptions, seed = 1, problem?: Problem): number[] {
  return [...child(new Float32Array(length), new Float32Array(length).fill(1), options, seed, problem)]
}

function changes(genes: readonly number[]): number {
  return genes.filter((gene, p) => p > 0 && gene !== genes[p - 1]).length
}

const discrete: readonly CrossoverKind[] = ['none', 'uniform', 'one-point', 'two-point', 'k-point', 'neuron']
const gene = fc.float({ min: -1000, max: 1000, noNaN: true })
const parents = fc
  .array(fc.tuple(gene, gene), { minLength: 1, maxLength: 100 })
  .map(
    (pairs) =>
      [0, 1].map((side) => Float32Array.from(pairs, (pair) => pair[side])) as [Float32Array, Float32Array],
  )

for (const [kind, { defaults }] of Object.entries(crossovers)) {
  describe(`${kind} crossover`, () => {
    it('writes the whole child and leaves the parents unchanged', () => {
      fc.assert(
        fc.property(parents, fc.nat(), ([first, second], seed) => {
          const before = [first.slice(), second.slice()]
          expect(child(first, second, defaults, seed).every(Number.isFinite)).toBe(true)
          expect([first, second]).toEqual(before)
        }),
        { seed: 7 },
      )
    })

    it('makes the same child from the same stream', () => {
      const [first, second] = [new Float32Array(50), Float32Array.from({ length: 50 }, (_, p) => p)]
      expect(child(first, second, defaults, 3)).toEqual(child(first, second, defaults, 3))
    })

    it('gives equal parents an equal child', () => {
      const parent = Float32Array.from({ length: 70 }, (_, p) => p - 35.5)
      expect(child(parent, parent, defaults, 3)).toEqual(parent)
    })
  })
}

for (const kind of discrete) {
  it(`takes every gene of ${kind} crossover from one of the parents`, () => {
    fc.assert(
      fc.property(parents, fc.nat(), ([first, second], seed) => {
        const found = child(first, second, crossovers[kind].defaults, seed)
        found.forEach((value, p) => {
          expect(value === first[p] || value === second[p]).toBe(true)
        })
      }),
      { seed: 8 },
    )
  })
}

describe('uniform crossover', () => {
  it('swaps genes independently at the given rate', () => {
    for (const swap of [0, 0.2, 0.5, 1]) {
      const genes = origin(20_001, { kind: 'uniform', rate: 1, swap })
      expect(Math.abs(mean(genes) - swap)).toBeLessThan(0.01)
      expect(Math.abs(changes(genes) / 20_000 - 2 * swap * (1 - swap))).toBeLessThan(0.015)
    }
  })

  it('reaches every gene, including the last ones', () => {
    const sums = new Float64Array(35)
    for (let seed = 0; seed < 200; seed++) {
      origin(35, { kind: 'uniform', rate: 1, swap: 0.5 }, seed).forEach((gene, p) => {
        sums[p] += gene
      })
    }
    for (const sum of sums) expect(Math.abs(sum - 100)).toBeLessThan(35)
  })
})

describe('crossover at points', () => {
  it('makes the given number of cuts, starting with the first parent', () => {
    const points = fc.integer({ min: 1, max: 60 })
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 50 }), points, fc.nat(), (length, count, seed) => {
        const genes = origin(length, { kind: 'k-point', rate: 1, points: count }, seed)
        expect(genes[0]).toBe(0)
        expect(changes(genes)).toBe(Math.min(count, length - 1))
        expect(changes(origin(length, { kind: 'one-point', rate: 1 }, seed))).toBe(1)
        expect(changes(origin(length, { kind: 'two-point', rate: 1 }, seed))).toBe(Math.min(2, length - 1))
      }),
      { seed: 9 },
    )
  })

  it('cuts at every position with equal probability', () => {
    const places = Array.from({ length: 4000 }, (_, seed) =>
      origin(5, { kind: 'one-point', rate: 1 }, seed).indexOf(1),
    )
    for (const place of [1, 2, 3, 4]) {
      expect(Math.abs(places.filter((found) => found === place).length - 1000)).toBeLessThan(120)
    }
  })

  it('leaves a genome of one gene to the first parent', () => {
    expect(origin(1, { kind: 'one-point', rate: 1 })).toEqual([0])
  })
})

describe('arithmetic crossover', () => {
  it('is the weighted mean of the parents', () => {
    const found = child(Float32Array.of(0, 8, -4), Float32Array.of(4, 0, 4), {
      kind: 'arithmetic',
      rate: 1,
      weight: 0.75,
    })
    expect([...found]).toEqual([1, 6, -2])
  })
})

describe('blend crossover', () => {
  it('stays in the interval of the parents, widened by alpha', () => {
    fc.assert(
      fc.property(
        parents,
        fc.float({ min: 0, max: 2, noNaN: true }),
        fc.nat(),
        ([first, second], alpha, seed) => {
          child(first, second, { kind: 'blend', rate: 1, alpha }, seed).forEach((value, p) => {
            const margin = alpha * Math.abs(first[p] - second[p]) + 1e-3
            expect(value).toBeGreaterThanOrEqual(Math.min(first[p], second[p]) - margin)
            expect(value).toBeLessThanOrEqual(Math.max(first[p], second[p]) + margin)
          })
        },
      ),
      { seed: 10 },
    )
  })

  it('is uniform there', () => {
    const genes = origin(20_000, { kind: 'blend', rate: 1, alpha: 0.5 })
    expect(Math.abs(mean(genes) - 0.5)).toBeLessThan(0.02)
    expect(Math.abs(deviation(genes) - 2 / Math.sqrt(12))).toBeLessThan(0.01)
  })
})

describe('simulated binary crossover', () => {
  // The child is at x = (1 - β)/2 between the parents, so β is 1 - 2 x.
  const spreads = (eta: number) =>
    origin(40_000, { kind: 'simulated-binary', rate: 1, eta }).map((x) => 1 - 2 * x)

  it('contracts as often as it expands', () => {
    expect(Math.abs(spreads(2).filter((beta) => beta < 1).length / 40_000 - 0.5)).toBeLessThan(0.01)
  })

  it('has the density of the paper: P(β ≤ b) = b^(η+1)/2 where it contracts, 1 - b^-(η+1)/2 where it expands', () => {
    for (const eta of [0, 2, 15]) {
      const found = spreads(eta)
      const below = (b: number) => found.filter((beta) => beta <= b).length / found.length
      for (const b of [0.5, 0.9, 0.98]) expect(Math.abs(below(b) - b ** (eta + 1) / 2)).toBeLessThan(0.01)
      for (const b of [1.02, 1.1, 2])
        expect(Math.abs(below(b) - (1 - b ** -(eta + 1) / 2))).toBeLessThan(0.01)
    }
  })
})

describe('neuron crossover', () => {
  const problem = perceptron([3, 5, 4, 2])

  it('moves whole neurons', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const genes = origin(problem.length, crossovers.neuron.defaults, seed, problem)
        genes.forEach((gene, p) => {
          expect(gene).toBe(genes[problem.blockOf.indexOf(problem.blockOf[p])])
        })
      }),
      { seed: 11 },
    )
  })

  it('takes each neuron from either parent, at the given rate', () => {
    const options: CrossoverOptions = { kind: 'neuron', rate: 1, swap: 0.3 }
    const heads = Array.from({ length: 2000 }, (_, seed) => origin(problem.length, options, seed, problem))
    for (const bias of [0, 4, 20])
      expect(Math.abs(mean(heads.map((genes) => genes[bias])) - 0.3)).toBeLessThan(0.04)
  })
})

describe('the rate of crossover', () => {
  it('is 0 without crossover', () => {
    expect(crossoverRate({ kind: 'none' })).toBe(0)
    expect(crossoverRate({ kind: 'one-point', rate: 0.7 })).toBe(0.7)
  })
})
