import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GaOptions } from '../../../src/strategies/ga/options.ts'
import { crossovers } from '../../../src/strategies/operators/crossover/index.ts'
import { type MutationOptions, mutations } from '../../../src/strategies/operators/mutation/index.ts'
import { steps } from '../../../src/strategies/operators/step/index.ts'
import type { VectorOptions } from '../../../src/strategies/vector-options.ts'
import { type Cost, evolve, vector } from './evolve-vector.ts'

const sphere: Cost = (genome) => genome.reduce((sum, gene) => sum + gene * gene, 0)
const replacements = ['plus', 'generational'] as const
const usual = Object.values(mutations) as MutationOptions[]
/** Every mutation under every rule for its step size, on all genes and on some. */
const changes = usual.flatMap((mutation): MutationOptions[] => {
  if (mutation.kind === 'reset') return [mutation, { ...mutation, rate: 1 }, { ...mutation, neurons: 2 }]
  return Object.values(steps).flatMap(({ defaults: step }) => [
    { ...mutation, step, neurons: 'all', sigma: 3 },
    { ...mutation, step, neurons: 2, scale: 'absolute' },
    { ...mutation, step, neurons: 'all', rate: 0.3 },
  ])
})

/** Bounds of all kinds, on numbers that binary cannot hold, some of them as good as closed. */
const gene = fc
  .record({
    lower: fc.constantFrom(-Infinity, -1e300, -7, -0.1, 0, 0.3, 5, 1e6 + 0.1),
    room: fc.constantFrom(Infinity, 1e300, 1e-3, 0.7, 1, 3.9, 1000),
    whole: fc.boolean(),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ lower, room, whole, at }) => {
    const upper = lower === -Infinity ? room : lower + room
    const possible = whole && Math.ceil(lower) <= Math.floor(upper)
    const [low, high] = [Math.max(lower, -20), Math.min(upper, Math.max(lower, -20) + 40)]
    const inside = Math.min(Math.max(low + at * (high - low), low), high)
    const start = possible
      ? Math.min(Math.max(Math.round(inside), Math.ceil(lower)), Math.floor(upper))
      : inside
    return { lower, upper, integer: possible, start }
  })

const vectorOptions = fc
  .record({
    genes: fc.array(
      gene.filter(({ lower, upper }) => lower < upper),
      { minLength: 1, maxLength: 6 },
    ),
    started: fc.boolean(),
  })
  .map(
    ({ genes, started }): VectorOptions => ({
      length: genes.length,
      lower: genes.map(({ lower }) => lower),
      upper: genes.map(({ upper }) => upper),
      integer: genes.map(({ integer }) => integer),
      initial: started ? genes.map(({ start }) => start) : undefined,
    }),
  )

describe('every combination of operators', () => {
  for (const replacement of replacements) {
    for (const { defaults: usualCrossover } of Object.values(crossovers)) {
      const crossover = usualCrossover.kind === 'none' ? usualCrossover : { ...usualCrossover, rate: 0.9 }
      it(`keeps bounds and whole numbers: ${replacement}, ${crossover.kind}`, () => {
        for (const mutation of changes) {
          fc.assert(
            fc.property(vectorOptions, fc.nat(), (options, seed) => {
              const problem = vector(options)
              const given = { replacement, crossover, mutation, population: 6, initial: 1, immigrants: 1 }
              const run = evolve(problem, given, 10, sphere, seed)
              const { bounds, integer, initial } = problem
              const allowed = (gene: number, p: number): boolean =>
                Number.isFinite(gene) &&
                (bounds === null || (gene >= bounds.lower[p] && gene <= bounds.upper[p])) &&
                (integer?.[p] !== 1 || Number.isInteger(gene))
              for (const { rows } of run) expect(rows.filter((row) => !row.every(allowed))).toEqual([])
              if (initial !== null) expect(run[0].rows[0]).toEqual([...initial])
            }),
            { seed: 3, numRuns: 3 },
          )
        }
      })
    }
  }

  it('gives the same genomes for the same seed', () => {
    for (const mutation of changes) {
      const options = {
        length: 4,
        lower: -3,
        upper: [2, Infinity, 8, 8],
        integer: [false, true, false, true],
      }
      const run = (seed: number) => evolve(vector(options), { mutation, initial: 1 }, 4, sphere, seed)
      expect(run(1)).toEqual(run(1))
      expect(run(1)).not.toEqual(run(2))
    }
  })
})

describe('whole-number genes', () => {
  it('go on changing under the smallest step size, about one per child', () => {
    const problem = vector({ length: 20, lower: -50, upper: 50, integer: true, initial: 0 })
    for (const neurons of ['all', 5] as const) {
      for (const kind of ['gaussian', 'uniform', 'cauchy'] as const) {
        const mutation = { ...mutations[kind], neurons, sigma: 1e-9, step: steps.constant.defaults }
        const still = {
          mutation,
          crossover: { kind: 'none' },
          parents: 1,
          initial: 1,
          population: 400,
        } as const
        const [{ parents }, { rows }] = evolve(problem, still, 2, sphere)
        const changed = rows.map((row) => row.filter((value, p) => value !== parents[0][p]).length)
        const mean = changed.reduce((sum, count) => sum + count, 0) / rows.length
        expect(mean, `${kind}, ${neurons}`).toBeGreaterThan(0.35)
        expect(mean, `${kind}, ${neurons}`).toBeLessThan(3)
      }
    }
  })

  it('leave the step size of other genes as it is', () => {
    const mutation = {
      ...mutations.gaussian,
      neurons: 'all',
      sigma: 1e-6,
      step: steps.constant.defaults,
    } as const
    const still = { mutation, crossover: { kind: 'none' }, parents: 1, initial: 1 } as const
    const initial = [0, 0, 0]
    const rows = (integer: boolean[]) => evolve(vector({ length: 3, initial, integer }), still, 1, () => 1)
    const [mixed] = evolve(
      vector({ length: 3, initial, integer: [false, true, false] }),
      still,
      2,
      () => 1,
    ).slice(1)
    const [plain] = evolve(vector({ length: 3, initial }), still, 2, () => 1).slice(1)
    expect(rows([true, true, true])[0].rows[0]).toEqual(initial)
    expect(Math.max(...mixed.rows.map((row) => Math.abs(row[0] - mixed.rows[0][0])))).toBeLessThan(1e-4)
    expect(plain.rows.every((row) => row.every((value) => !Number.isInteger(value)))).toBe(true)
  })

  it('are each reset to any whole number, whatever the prior', () => {
    const problem = vector({ length: 2, lower: 0.5, upper: [4.5, 2.2], integer: true, initial: 1 })
    const mutation = { kind: 'reset', rate: 1, neurons: 'all' } as const
    const options = {
      mutation,
      crossover: { kind: 'none' },
      population: 4000,
      initial: 1,
      parents: 1,
    } as const
    const { rows } = evolve(problem, options, 2, sphere)[1]
    for (const value of [1, 2, 3, 4])
      expect(rows.filter(([first]) => first === value).length / 4000).toBeCloseTo(0.25, 1)
    expect(new Set(rows.map(([, second]) => second))).toEqual(new Set([1, 2]))
  })
})

describe('the threshold of a plan', () => {
  const options: Partial<GaOptions> = { population: 12, parents: 4, initial: 1 }
  const problem = vector({ length: 3, lower: -2, upper: 2 })

  it('is the cost of the worst parent, and no offspring above it becomes a parent', () => {
    const run = evolve(problem, options, 30, sphere)
    expect(run[0].plan.threshold).toBeNull()
    run.slice(1).forEach(({ plan, rows, cost, parents }, at) => {
      const worst = Math.max(...run[at].parents.map(sphere))
      expect(plan.threshold).toBe(worst)
      rows.forEach((row, index) => {
        if (cost[index] > worst) expect(parents).not.toContainEqual(row)
      })
    })
  })

  it('is unknown if parents are too few, failed, replaced by all children, or get new costs', () => {
    const thresholds = (given: Partial<GaOptions>, of = problem, cost: Cost = sphere) =>
      evolve(of, { ...options, ...given }, 3, cost).map(({ plan }) => plan.threshold)
    expect(thresholds({ parents: 30 }).slice(0, 2)).toEqual([null, null])
    expect(thresholds({ parents: 30 })[2]).toBeNull()
    expect(thresholds({}, problem, () => Infinity)).toEqual([null, null, null])
    expect(thresholds({ replacement: 'generational' })).toEqual([null, null, null])
    expect(thresholds({}, { ...problem, resampled: true })).toEqual([null, null, null])
  })
})
