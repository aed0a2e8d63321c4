import { describe, expect, it } from 'vitest'
import { vectors } from '../../../src/kernels/reference/vectors.ts'
import { allocateShared } from '../../../src/memory/shared.ts'
import { bind } from '../../../src/strategies/bind.ts'
import { cosyne } from '../../../src/strategies/cosyne/cosyne.ts'
import { type CosyneOptions, cosyneDefaults } from '../../../src/strategies/cosyne/options.ts'
import { disruption, permute } from '../../../src/strategies/cosyne/permute.ts'
import { Population } from '../../../src/strategies/population.ts'
import type { Problem } from '../../../src/strategies/problem.ts'
import { costs, perceptron, stream, vector } from '../problem.ts'

const sphere = (x: ArrayLike<number>): number => Array.from(x).reduce((sum, gene) => sum + gene * gene, 0)

/** The rows of consecutive generations, each with its costs. */
function generations(problem: Problem, options: Partial<CosyneOptions>, count: number) {
  const spec = { problem, options: { ...cosyneDefaults, ...options }, seed: 1 }
  const shared = allocateShared(cosyne.shared(spec))
  const bound = bind(cosyne, spec, shared)
  const make = cosyne.materialiser(spec, shared, vectors)
  const n = spec.options.population
  const population = new Population(problem.length, new Float32Array(n * problem.length))
  return Array.from({ length: count }, () => {
    const plan = bound.plan()
    for (let row = 0; row < n; row++) make(plan, row, population.row(row))
    const rows = Array.from({ length: n }, (_, row) => [...population.row(row)])
    const cost = rows.map(sphere)
    bound.tell(population, costs(cost))
    return { rows, cost }
  })
}

const sorted = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b)

describe('cosyne', () => {
  it('permutes the weights of each gene, and those that stay are all that are not replaced', () => {
    const [before, after] = generations(vector(6, { size: 3 }), { population: 12 }, 2)
    const order = before!.cost.map((_, row) => row).sort((i, j) => before!.cost[i]! - before!.cost[j]!)
    const kept = order.slice(0, 6)
    for (let p = 0; p < 6; p++) {
      const column = kept.map((row) => before!.rows[row]![p]!)
      expect(sorted(after!.rows.slice(0, 6).map((row) => row[p]!))).toEqual(sorted(column))
    }
    // Each gene on its own: no individual of twelve genes stays whole by chance alone.
    const whole = after!.rows
      .slice(0, 6)
      .filter((row) => before!.rows.some((old) => sphere(old) === sphere(row)))
    expect(whole).toEqual([])
  })

  it('makes offspring of the best, neuron by neuron, and leaves them whole', () => {
    const problem = perceptron([3, 4, 2])
    const [before, after] = generations(problem, { population: 16, rate: 0 }, 2)
    const best = before!.rows
      .map((row, at) => ({ row, cost: before!.cost[at]! }))
      .sort((a, b) => a.cost - b.cost)
    const parents = best.slice(0, 4).map(({ row }) => row)
    for (const child of after!.rows.slice(8)) {
      const from = (p: number): number[] =>
        parents.flatMap((row, parent) => (row[p] === child[p] ? [parent] : []))
      expect(child.every((_, p) => from(p).length > 0)).toBe(true)
      for (let block = 0; block < problem.blocks; block++) {
        // Biases are all 0 in the first generation, so that they tell nothing of their parent.
        const genes = [...child.keys()].filter((p) => problem.blockOf[p] === block && child[p] !== 0)
        const origins = genes.map((p) => from(p)[0]!)
        const changes = origins.filter((origin, at) => at > 0 && origin !== origins[at - 1]).length
        expect(changes).toBeLessThanOrEqual(1)
      }
    }
  })

  it('gives the one offspring of a pair the weights that the other does not get', () => {
    const [before, after] = generations(perceptron([3, 4, 2]), { population: 16, rate: 0 }, 2)
    const sums = (rows: readonly (readonly number[])[]): number[][] =>
      rows.map((row, at) => row.map((gene, p) => gene + rows[at ^ 1]![p]!))
    const order = before!.cost.map((_, row) => row).sort((i, j) => before!.cost[i]! - before!.cost[j]!)
    const parents = order.slice(0, 4).map((row) => before!.rows[row]!)
    const pairs = parents.flatMap((one) => parents.map((other) => one.map((gene, p) => gene + other[p]!)))
    for (const sum of sums(after!.rows.slice(8))) expect(pairs).toContainEqual(sum)
  })

  it('replaces no parent, however many breed', () => {
    const [before, after] = generations(vector(6), { population: 5, fraction: 0.5, rate: 0 }, 2)
    const order = before!.cost.map((_, row) => row).sort((i, j) => before!.cost[i]! - before!.cost[j]!)
    const kept = after!.rows.slice(0, 2)
    for (let p = 0; p < 6; p++) {
      const parents = order.slice(0, 2).map((row) => before!.rows[row]![p]!)
      expect(sorted(kept.map((row) => row[p]!))).toEqual(sorted(parents))
    }
  })

  it('mutates the share of genes that it is told to, by Cauchy noise', () => {
    const [before, after] = generations(vector(4000), { population: 8, rate: 0.3, sigma: 0.1 }, 2)
    const steps = after!.rows.slice(4).flatMap((child) =>
      child.flatMap((gene, p) => {
        const nearest = Math.min(...before!.rows.map((row) => Math.abs(row[p]! - gene)))
        return nearest === 0 ? [] : [nearest]
      }),
    )
    expect(steps.length / 16_000).toBeCloseTo(0.3, 1)
    const halfway = sorted(steps)[steps.length >> 1]!
    expect(halfway).toBeGreaterThan(0.05)
    expect(halfway).toBeLessThan(0.12)
  })

  it('keeps the best individual whole if weights move by fitness', () => {
    const all = generations(vector(6), { population: 12, permutation: 'fitness' }, 20)
    for (const [at, { rows }] of all.entries()) {
      if (at === 0) continue
      const { rows: old, cost } = all[at - 1]!
      expect(rows).toContainEqual(old[cost.indexOf(Math.min(...cost))])
    }
  })

  it('begins within a range if it is given one', () => {
    const [first] = generations(vector(50), { population: 40, range: 10 }, 1)
    const genes = first!.rows.flat()
    expect(Math.max(...genes)).toBeLessThanOrEqual(10)
    expect(Math.max(...genes)).toBeGreaterThan(9.9)
    expect(Math.min(...genes)).toBeLessThan(-9.9)
  })
})

describe('the permutation of weights', () => {
  it('gives an individual the chance of its relative fitness to stay whole', () => {
    const told = costs([1, 3, 2, 5])
    const chances = disruption(told, Uint32Array.of(0, 2, 1, 3), 7)
    const whole = [...chances].map((chance) => (1 - chance) ** 7)
    for (const [rank, expected] of [1, 0.75, 0.5, 0].entries()) expect(whole[rank]).toBeCloseTo(expected, 12)
  })

  it('always moves failures, those that break constraints, and all of equals', () => {
    const order = Uint32Array.of(0, 1, 2, 3)
    const broken = { cost: Float64Array.of(4, 6, 1, Infinity), violation: Float64Array.of(0, 0, 2, 0) }
    expect([...disruption(broken, order, 3)]).toEqual([0, 1, 1, 1])
    expect([...disruption(costs([2, 2, 2, 2]), order, 3)]).toEqual([1, 1, 1, 1])
    expect([...disruption(costs(new Array(4).fill(Infinity)), order, 3)]).toEqual([1, 1, 1, 1])
  })

  it('is uniform, among those that take part alone', () => {
    const counts = new Float64Array(16)
    const [rounds, genes] = [50, 60]
    for (let round = 0; round < rounds; round++) {
      const weights = Float64Array.from({ length: 5 * genes }, (_, at) => Math.floor(at / genes))
      permute(weights, Float64Array.of(1, 1, 1, 1, 0), stream(1, round))
      for (let p = 0; p < genes; p++) {
        for (let i = 0; i < 4; i++) counts[4 * i + weights[i * genes + p]!]!++
        expect(weights[4 * genes + p]).toBe(4)
      }
    }
    for (const count of counts) expect(count / (rounds * genes)).toBeCloseTo(0.25, 1)
  })
})
