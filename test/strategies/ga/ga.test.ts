import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { vectors } from '../../../src/kernels/reference/vectors.ts'
import { allocateShared } from '../../../src/memory/shared.ts'
import { bind } from '../../../src/strategies/bind.ts'
import { ga } from '../../../src/strategies/ga/ga.ts'
import { type GaOptions, gaDefaults } from '../../../src/strategies/ga/options.ts'
import type { GaPlan } from '../../../src/strategies/ga/state.ts'
import { crossovers } from '../../../src/strategies/operators/crossover/index.ts'
import { mutations } from '../../../src/strategies/operators/mutation/index.ts'
import { selections } from '../../../src/strategies/operators/selection/index.ts'
import { steps } from '../../../src/strategies/operators/step/index.ts'
import { Population } from '../../../src/strategies/population.ts'
import type { Problem } from '../../../src/strategies/problem.ts'
import { perceptron, vector } from '../problem.ts'

const defaults = gaDefaults
/** Copies its parents. */
const still: Partial<GaOptions> = {
  crossover: { kind: 'none' },
  mutation: { kind: 'reset', rate: 0, neurons: 'all' },
}

function sphere(genome: Float32Array): number {
  return genome.reduce((sum, gene) => sum + gene * gene, 0)
}

interface Generation {
  readonly genomes: Float32Array[]
  readonly cost: Float64Array
  readonly sigma: number | undefined
}

type CostOf = (genome: Float32Array, generation: number) => number

/** The generations of a run, without an end. */
function* generationsOf(
  options: Partial<GaOptions>,
  problem: Problem,
  costOf: CostOf,
): Generator<Generation, never> {
  const search = { problem, options: { ...defaults, ...options }, seed: 5 }
  const shared = allocateShared(ga.shared(search))
  const bound = bind(ga, search, shared)
  const make = ga.materialiser(search, shared, vectors)
  const { rows: capacity } = ga.capacity(search.options, problem.length)
  const population = new Population(problem.length, new Float32Array(capacity * problem.length))
  for (let generation = 0; ; generation++) {
    const plan = bound.plan()
    for (let row = 0; row < plan.count; row++) make(plan as GaPlan, row, population.row(row))
    const genomes = Array.from({ length: plan.count }, (_, row) => Float32Array.from(population.row(row)))
    const cost = Float64Array.from(genomes, (genome) => costOf(genome, generation))
    bound.tell(population, { cost, violation: new Float64Array(cost.length) })
    yield { genomes, cost, sigma: bound.figures()['sigma'] }
  }
}

function evolve(
  options: Partial<GaOptions>,
  generations: number,
  problem: Problem = vector(6),
  costOf: CostOf = sphere,
): Generation[] {
  const run = generationsOf(options, problem, costOf)
  return Array.from({ length: generations }, () => run.next().value)
}

/** The lowest cost of a run relative to that of its first generation. Ends as soon as it is below the bound. */
function improvement(
  options: Partial<GaOptions>,
  generations: number,
  problem: Problem,
  bound: number,
): number {
  const run = generationsOf(options, problem, sphere)
  const first = least(run.next().value.cost)
  let best = 1
  for (let generation = 1; generation < generations && best >= bound; generation++) {
    best = Math.min(best, least(run.next().value.cost) / first)
  }
  return best
}

function counts(options: Partial<GaOptions>, resampled = false): number[] {
  return evolve(options, 4, vector(6, { resampled })).map(({ cost }) => cost.length)
}

const least = (values: Float64Array): number => Math.min(...values)

describe('the number of evaluations', () => {
  it('of (10 + 50), the first generation ten times as large, is 500 and then 50 a generation', () => {
    const options: Partial<GaOptions> = { population: 50, parents: 10, initial: 10, replacement: 'plus' }
    const evaluations = evolve(options, 200).reduce((sum, { cost }) => sum + cost.length, 0)
    expect(evaluations).toBe(10_450)
  })

  it('does not score survivors again, unless costs change between generations', () => {
    expect(counts({ population: 20, parents: 5, initial: 3, replacement: 'plus' })).toEqual([60, 20, 20, 20])
    expect(counts({ population: 20, parents: 5, initial: 3, replacement: 'plus' }, true)).toEqual([
      60, 25, 25, 25,
    ])
    expect(counts({ population: 20, elites: 2, initial: 3, replacement: 'generational' })).toEqual([
      60, 18, 18, 18,
    ])
    expect(counts({ population: 20, elites: 2, initial: 3, replacement: 'generational' }, true)).toEqual([
      60, 20, 20, 20,
    ])
  })

  it('is small at first if there are fewer founders than parents', () => {
    expect(counts({ population: 4, parents: 30, initial: 1, replacement: 'plus' }, true)).toEqual([
      4, 8, 12, 16,
    ])
  })

  it('never exceeds the capacity', () => {
    fc.assert(
      fc.property(
        fc.record({
          population: fc.integer({ min: 2, max: 12 }),
          elites: fc.nat(1),
          immigrants: fc.nat(2),
          initial: fc.integer({ min: 1, max: 3 }),
          parents: fc.integer({ min: 1, max: 30 }),
          replacement: fc.constantFrom('plus', 'generational'),
        }),
        fc.boolean(),
        (options, resampled) => {
          const capacity = ga.capacity({ ...defaults, ...options }, 6)
          const [first, ...others] = counts(options, resampled)
          expect(first).toBeLessThanOrEqual(capacity.rows)
          for (const count of others) expect(count).toBeLessThanOrEqual(capacity.later)
        },
      ),
      { seed: 14, numRuns: 50 },
    )
  })
})

describe('every combination of operators', () => {
  it('improves a network of linear neurons', () => {
    const problem = perceptron([4, 6, 3])
    for (const replacement of ['plus', 'generational'] as const) {
      for (const [index, { defaults: crossover }] of Object.values(crossovers).entries()) {
        for (const usual of Object.values(mutations)) {
          const mutation = usual.kind === 'reset' ? usual : { ...usual, sigma: 0.05 }
          const selection = Object.values(selections)[index % 5].defaults
          const options = { replacement, selection, crossover, mutation, initial: 1 }
          const what = [replacement, selection.kind, crossover.kind, mutation.kind].join(', ')
          expect(improvement(options, 60, problem, 0.9), what).toBeLessThan(0.9)
        }
      }
    }
  })

  it('improves it under every step size rule', () => {
    for (const { defaults: step } of Object.values(steps)) {
      const mutation = { ...mutations.gaussian, step }
      const run = evolve({ mutation, initial: 1 }, 60, perceptron([4, 6, 3]))
      expect(least(run.at(-1)!.cost), step.kind).toBeLessThan(0.5 * least(run[0].cost))
    }
  })
})

describe('generational replacement', () => {
  const options: Partial<GaOptions> = { replacement: 'generational', population: 20, initial: 1 }

  it('repeats the elites in the first rows, best first, if costs change', () => {
    const problem = vector(6, { resampled: true })
    const run = evolve({ ...options, elites: 3 }, 3, problem)
    const ranked = run[0].genomes.toSorted((a, b) => sphere(a) - sphere(b))
    expect(run[1].genomes.slice(0, 3)).toEqual(ranked.slice(0, 3))
  })

  it('never loses its best with an elite, and may lose it without', () => {
    const copies = { ...options, selection: { kind: 'linear-rank', pressure: 1 } } as const
    // With one elite, a late child of the best proves that the best survived: only it has these genes.
    const noisy = { ...mutations.gaussian, sigma: 1e-6, step: steps.constant.defaults } as const
    const nearest = (elites: number) => {
      const run = evolve({ ...copies, elites, crossover: { kind: 'none' }, mutation: noisy }, 150)
      const best = run[0].genomes.toSorted((a, b) => sphere(a) - sphere(b))[0]
      const gap = (genome: Float32Array) => sphere(genome.map((gene, p) => gene - best[p]))
      return Math.min(...run.slice(-10).flatMap(({ genomes }) => genomes.map(gap)))
    }
    expect(nearest(1)).toBeLessThan(1e-6)
    expect(nearest(0)).toBeGreaterThan(1e-3)
  })

  it('adds immigrants that are independent of the population', () => {
    const run = evolve({ ...options, ...still, elites: 1, immigrants: 4 }, 3)
    const known = new Set(run[0].genomes.map(String))
    const fresh = run[1].genomes.map((genome) => !known.has(String(genome)))
    expect(fresh).toEqual([...new Array(15).fill(false), ...new Array(4).fill(true)])
    const immigrants = run[2].genomes.slice(-4).map(String)
    expect(run[1].genomes.map(String).some((genome) => immigrants.includes(genome))).toBe(false)
  })

  it('breeds from the best of a larger first generation', () => {
    const run = evolve(
      { ...options, ...still, initial: 4, selection: { kind: 'truncation', fraction: 1 } },
      2,
    )
    const bound = run[0].cost.toSorted()[19]
    expect(run[0].cost.length).toBe(80)
    for (const cost of run[1].cost) expect(cost).toBeLessThanOrEqual(bound)
  })
})

describe('(μ + λ) replacement', () => {
  const options: Partial<GaOptions> = { replacement: 'plus', population: 20, parents: 3, initial: 1 }
  const everyone = { kind: 'truncation', fraction: 1 } as const

  it('breeds from the best μ of parents and children', () => {
    const run = evolve(
      { ...options, selection: everyone, crossover: { kind: 'none' } },
      12,
      vector(6, { resampled: true }),
    )
    for (let g = 1; g < run.length; g++) {
      const ranked = run[g - 1].genomes.toSorted((a, b) => sphere(a) - sphere(b))
      expect(run[g].cost.slice(0, 3)).toEqual(Float64Array.from(ranked.slice(0, 3), sphere))
    }
  })

  it('never loses its best', () => {
    const run = evolve(options, 60, vector(6, { resampled: true }))
    for (let g = 1; g < run.length; g++)
      expect(least(run[g].cost)).toBeLessThanOrEqual(least(run[g - 1].cost))
  })

  it('replaces a parent by an equally good child, so that it can drift', () => {
    const run = evolve({ ...options, parents: 1 }, 5, vector(6, { resampled: true }), () => 1).slice(1)
    expect(new Set(run.map(({ genomes }) => String(genomes[0]))).size).toBe(4)
  })

  it('compares survivors by their current costs', () => {
    const problem = vector(1, { resampled: true })
    const far = (genome: Float32Array, generation: number) =>
      Math.abs(genome[0] - (generation < 5 ? 0 : 1000))
    const run = evolve(options, 120, problem, far)
    expect(least(run.at(-1)!.cost)).toBeLessThan(0.1 * least(run[5].cost))
  })
})

describe('the step size', () => {
  const mutation = { ...mutations.gaussian, neurons: 'all' as const }

  it('shrinks by the 1/5 rule as the optimum comes near, and grows far away from it', () => {
    const near = evolve({ mutation }, 80)
    expect(near.at(-1)!.sigma).toBeLessThan(0.05)
    const far = evolve({ mutation: { ...mutation, sigma: 0.01 } }, 80, vector(6), (genome) =>
      sphere(genome.map((gene) => gene - 1000)),
    )
    expect(far.at(-1)!.sigma).toBeGreaterThan(0.5)
  })

  it('of the first generation comes from the config', () => {
    expect(evolve({ mutation }, 1)[0].sigma).toBe(1)
  })

  it('adapts in each individual', () => {
    const self = { ...mutation, step: steps['self-adaptive'].defaults }
    const run = evolve({ mutation: self }, 100)
    expect(run.at(-1)!.sigma).toBeLessThan(0.1)
    expect(run.at(-1)!.sigma).toBeGreaterThan(0)
  })

  it('is absent if the mutation has none', () => {
    expect(evolve(still, 2)[1].sigma).toBeUndefined()
  })
})

describe('the rate of crossover', () => {
  it('is the share of children that have two parents', () => {
    const crossover = { kind: 'arithmetic', rate: 0.3, weight: 0.5 } as const
    const options = {
      ...still,
      crossover,
      population: 2000,
      parents: 200,
      initial: 1,
      replacement: 'plus',
    } as const
    const run = evolve(options, 2)
    const known = new Set(run[0].genomes.map(String))
    const crossed = run[1].genomes.filter((genome) => !known.has(String(genome))).length
    expect(Math.abs(crossed / 2000 - 0.3)).toBeLessThan(0.04)
  })
})
