/** Genomes from elsewhere in a generation of a strategy. */
import { describe, expect, it } from 'vitest'
import { vectors } from '../../src/kernels/reference/vectors.ts'
import { allocateShared } from '../../src/memory/shared.ts'
import { meanOf } from '../../src/strategies/distribution/sampling.ts'
import type { GaOptions } from '../../src/strategies/ga/options.ts'
import { successOf } from '../../src/strategies/ga/survive.ts'
import { strategies } from '../../src/strategies/index.ts'
import { Population } from '../../src/strategies/population.ts'
import type { Problem } from '../../src/strategies/problem.ts'
import type { GenerationPlan, SharedVectors, Strategy } from '../../src/strategies/strategy.ts'
import { vectorGenome } from '../../src/strategies/vector-genome.ts'
import { costs } from './problem.ts'

type AnyStrategy = Strategy<object, { first?: Float64Array }, GenerationPlan>

const length = 6
const free: Problem = { ...vectorGenome({ length, initial: 0 }), resampled: false }
const bounded: Problem = {
  ...vectorGenome({ length, initial: 0, lower: -1e9, upper: 1e9 }),
  resampled: false,
}

interface Told {
  readonly shared: SharedVectors
  /** The mean before the last generation, and after it. */
  readonly before: Float64Array
  readonly after: Float64Array
  /** What the last generation moves it by; Adam's mean gradient for openai-es, whose steps are all of one size. */
  readonly pull: Float64Array
}

/** Three generations with costs by row, in the last of which the best row is a genome from elsewhere. */
function withForeign(kind: keyof typeof strategies, problem: Problem, foreign: number): Told {
  const strategy = strategies[kind] as unknown as AnyStrategy
  const search = {
    problem,
    options: { ...strategy.defaults(problem), population: 10, sigma: 1, scale: 'absolute' },
    seed: 3,
  }
  const shared = allocateShared(strategy.shared(search))
  const state = strategy.init(search)
  const make = strategy.materialiser(search, shared, vectors)
  const { rows } = strategy.capacity(search.options, length)
  const population = new Population(length, new Float64Array(rows * length))
  let before = new Float64Array(0)
  for (let generation = 0; generation < 3; generation++) {
    const plan = { ...strategy.plan(search, state), foreign: generation === 2 ? 1 : 0 }
    for (let row = 0; row < plan.count; row++) make(plan, row, population.row(row))
    before = meanOf(shared).slice()
    if (generation === 2) population.row(rows - 1).fill(foreign)
    const values = Array.from({ length: rows }, (_, row) =>
      generation === 2 && row === rows - 1 ? 0 : row + 1,
    )
    strategy.tell(search, state, shared, plan, population, costs(values))
  }
  const after = meanOf(shared).slice()
  const pull = state.first ?? after.map((value, p) => value - before[p]!)
  return { shared, before, after, pull }
}

const sampling = ['cma-es', 'sep-cma-es', 'snes', 'xnes', 'cr-fm-nes', 'openai-es', 'pgpe'] as const

describe.each(sampling)('a genome from elsewhere, in %s', (kind) => {
  it('draws the mean towards it', () => {
    for (const problem of [free, bounded]) {
      const [plus, minus] = [1e6, -1e6].map((place) => withForeign(kind, problem, place))
      for (let p = 0; p < length; p++) expect(plus!.pull[p]).toBeGreaterThan(minus!.pull[p]!)
    }
  })

  it('counts no further than a sample may lie', () => {
    const [near, far] = [1e6, 1e100].map((place) => withForeign(kind, free, place))
    for (const { shared, before, after } of [near!, far!]) {
      for (const vector of Object.values(shared)) expect(vector.every(Number.isFinite)).toBe(true)
      const moved = Math.sqrt(after.reduce((sum, value, p) => sum + (value - before[p]!) ** 2, 0))
      expect(moved).toBeLessThan(4 * (Math.sqrt(length) + 2))
    }
    for (let p = 0; p < length; p++) expect(near!.after[p]).toBeCloseTo(far!.after[p]!, 4)
  })

  it('is read from its row also where samples are drawn again', () => {
    const [without, within] = [free, bounded].map((problem) => withForeign(kind, problem, 100))
    for (let p = 0; p < length; p++) expect(within!.after[p]).toBeCloseTo(without!.after[p]!, 6)
  })
})

describe('a genome from elsewhere, in ga', () => {
  it('is no success of a mutation', () => {
    const parents = { cost: Float64Array.of(5), violation: Float64Array.of(0), sigma: Float64Array.of(1) }
    const state = { generation: 1, sigma: 1, parents, resampled: false }
    const plan = { generation: 1, count: 4, threshold: null, again: 0, pairs: new Uint32Array(8), sigma: 1 }
    const given = costs([9, 4, 9, 1])
    expect(successOf(state, { ...plan, parentSigma: parents.sigma }, given)).toBe(0.5)
    expect(successOf(state, { ...plan, parentSigma: parents.sigma, foreign: 1 }, given)).toBeCloseTo(1 / 3)
  })

  it('becomes a parent with the common step size', () => {
    const { ga } = strategies
    const mutation: GaOptions['mutation'] = {
      kind: 'gaussian',
      rate: 1,
      neurons: 'all',
      sigma: 0.5,
      scale: 'prior',
      step: { kind: 'self-adaptive', rate: null, minimum: 1e-6, maximum: 10 },
    }
    const options = { ...ga.defaults(free), population: 8, initial: 1, parents: 4, mutation }
    const search = { problem: free, options, seed: 1 }
    const shared = allocateShared(ga.shared(search))
    const state = ga.init(search)
    const make = ga.materialiser(search, shared, vectors)
    const population = new Population(length, new Float64Array(12 * length))
    for (const foreign of [0, 1]) {
      const plan = { ...ga.plan(search, state), foreign }
      for (let row = 0; row < plan.count; row++) make(plan, row, population.row(row))
      if (foreign === 1) population.row(plan.count - 1).fill(42)
      const values = Array.from({ length: plan.count }, (_, row) => (row === plan.count - 1 ? 0 : row + 1))
      ga.tell(search, state, shared, plan, population, costs(values))
      if (foreign === 0) continue
      expect([...shared['parents']!.subarray(0, length)]).toEqual(Array(length).fill(42))
      expect(state.parents.sigma[0]).toBe(plan.sigma)
    }
  })
})
