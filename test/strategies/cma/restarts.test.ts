import { describe, expect, it } from 'vitest'
import { vectors } from '../../../src/kernels/reference/vectors.ts'
import { allocateShared } from '../../../src/memory/shared.ts'
import { bind } from '../../../src/strategies/bind.ts'
import { type CmaOptions, type CmaState, cmaEs } from '../../../src/strategies/cma/cma-es.ts'
import { noCovariance } from '../../../src/strategies/cma/covariance.ts'
import { noPaths } from '../../../src/strategies/cma/paths.ts'
import { extend, hasEnded, noHistory, type RunSoFar } from '../../../src/strategies/cma/termination.ts'
import { Population } from '../../../src/strategies/population.ts'
import { vectorGenome } from '../../../src/strategies/vector-genome.ts'
import { benchmarkFunctions } from '../../../src/tasks/benchmark/functions.ts'
import { evaluationsTo } from '../oracle.ts'
import { costs } from '../problem.ts'

const { cost: rastrigin } = benchmarkFunctions.rastrigin

describe('cma-es with restarts', () => {
  const evaluations = (restarts: CmaOptions['restarts'], seed: number, most: number): number =>
    evaluationsTo(cmaEs, { restarts, population: 40, sigma: 2, scale: 'absolute' }, rastrigin, {
      ...{ dimension: 10, within: 5, target: 1e-8, seed, most },
    })

  it.each([
    ['ipop', 14],
    ['bipop', 3],
  ] as const)(
    'finds the best of the many optima of Rastrigin, which it does not find without: %s',
    (kind, seed) => {
      // By then it has long come to a standstill.
      expect(evaluations('none', seed, 8000)).toBe(Infinity)
      expect(evaluations(kind, seed, 60_000)).toBeLessThan(Infinity)
    },
  )

  /** The λ, σ₀ and budget of each run, on a function that is flat soon. */
  function runsOf(options: Partial<CmaOptions>, count: number) {
    const problem = { ...vectorGenome({ length: 2, lower: -5, upper: 5 }), resampled: false }
    const spec = { problem, options: { ...cmaEs.defaults(problem), population: 6, ...options }, seed: 3 }
    const shared = allocateShared(cmaEs.shared(spec))
    const bound = bind(cmaEs, spec, shared)
    const other = bind(cmaEs, spec, allocateShared(cmaEs.shared(spec)))
    const make = cmaEs.materialiser(spec, shared, vectors)
    const { rows } = cmaEs.capacity(spec.options, 2)
    const population = new Population(2, new Float64Array(2 * rows))
    const runs: {
      lambda: number
      sigma: number
      regime: string
      most: number
      used: number
      mean: number[]
    }[] = []
    while (runs.length < count) {
      const plan = bound.plan()
      expect(plan.count).toBeLessThanOrEqual(rows)
      for (let row = 0; row < plan.count; row++) make(plan as never, row, population.row(row))
      const told = costs(
        Array.from({ length: plan.count }, (_, row) => Math.floor(population.row(row)[0]! ** 2)),
      )
      bound.tell(population, told)
      const { runs: now, sigma } = bound.snapshot().state as CmaState
      if (now!.count < runs.length) continue
      const { lambda, regime, most, used } = now!
      if (now!.count === runs.length && used === 0)
        runs.push({ lambda, sigma, regime, most, used, mean: [...shared['mean']!] })
      else if (runs.length === 0) runs.push({ lambda, sigma: 1, regime, most, used, mean: [] })
      // From a snapshot between any two generations it goes on alike, restarts included.
      other.restore(bound.snapshot())
      expect(other.plan()).toEqual(bound.plan())
    }
    return runs
  }

  it('doubles the population at each restart, as often as it may, each at a fresh mean', () => {
    const runs = runsOf({ restarts: 'ipop', doublings: 2 }, 5)
    expect(runs.map(({ lambda }) => lambda)).toEqual([6, 12, 24, 24, 24])
    expect(new Set(runs.map(({ mean }) => mean[0])).size).toBe(5)
    for (const { mean } of runs) expect(mean.every((gene) => Math.abs(gene) <= 5)).toBe(true)
    expect(cmaEs.capacity({ ...cmaEs.defaults({ length: 2, blocks: 2 }), restarts: 'ipop' }, 2)).toEqual({
      ...{ first: 6, rows: 6 * 512, later: 6 * 512 },
    })
  })

  it('takes turns with small populations and small steps, which get half of what the last large run had', () => {
    const runs = runsOf({ restarts: 'bipop', doublings: 5 }, 12)
    const small = runs.slice(1).filter(({ regime }) => regime === 'small')
    expect(runs.slice(0, 3).map(({ regime }) => regime)[1]).toBe('large')
    expect(small.length).toBeGreaterThan(2)
    for (const { sigma, most, lambda } of small) {
      expect(sigma).toBeGreaterThanOrEqual(0.01)
      expect(sigma).toBeLessThan(1)
      expect(lambda).toBeGreaterThanOrEqual(3)
      expect(most).toBeLessThan(Infinity)
    }
    const large = runs.filter(({ regime }) => regime === 'large').map(({ lambda }) => lambda)
    expect(large).toEqual(large.map((_, k) => 6 * 2 ** Math.min(5, k + 1)))
  })
})

describe('a run of cma-es ends', () => {
  const n = 4
  const order = Uint32Array.from({ length: 8 }, (_, i) => i)
  /** A run in which nothing is wrong: costs that fall. */
  function healthy(generations: number, best: (generation: number) => number = (g) => 1 / g): RunSoFar {
    let history = noHistory
    let told = costs([])
    for (let g = 1; g <= generations; g++) {
      told = costs(Array.from(order, (i) => best(g) * (1 + i)))
      history = extend(history, told, order, n)
    }
    return {
      ...{ state: { ...noPaths(1, n), ...noCovariance(n) }, history, costs: told, order },
      ...{ mean: new Float64Array(n), units: new Float64Array(n).fill(1), firstSigma: 1, generations },
    }
  }
  const changed = (change: Partial<RunSoFar['state']>, more: Partial<RunSoFar> = {}): boolean => {
    const run = healthy(30)
    return hasEnded({ ...run, state: { ...run.state, ...change }, ...more })
  }

  it('not while costs fall', () => {
    for (const generations of [1, 30, 160]) expect(hasEnded(healthy(generations))).toBe(false)
  })

  it('when costs have not changed (TolFun, TolFunHist), but not at once', () => {
    expect(hasEnded(healthy(24, () => 0))).toBe(false)
    expect(hasEnded(healthy(25, () => 0))).toBe(true)
    expect(hasEnded(healthy(40, (g) => 1 + g * 1e-15))).toBe(true)
    expect(hasEnded(healthy(40, () => Infinity))).toBe(false)
  })

  it('when costs of many generations are no better than before (stagnation)', () => {
    expect(hasEnded(healthy(120, (g) => 1 + (g % 7)))).toBe(false)
    expect(hasEnded(healthy(140, (g) => 1 + (g % 7)))).toBe(true)
  })

  it('when steps are too small or too large, or their shape too thin (TolX, TolXUp, ConditionCov)', () => {
    expect(changed({ sigma: 1e-13 }, { mean: new Float64Array(n).fill(1e-6) })).toBe(true)
    expect(changed({ sigma: 1e5 })).toBe(true)
    expect(changed({ deviations: Float64Array.of(1, 1, 1, 1e-8) })).toBe(true)
    expect(changed({ deviations: Float64Array.of(1, 1, 1, 1e-6) })).toBe(false)
  })

  it('when a step no longer changes the mean (NoEffectAxis, NoEffectCoord)', () => {
    expect(changed({ sigma: 1e-9 }, { mean: Float64Array.of(1, 1, 1e9, 1) })).toBe(true)
    expect(changed({ sigma: 1e-9 }, { mean: Float64Array.of(1, 1, 1, 1) })).toBe(false)
  })

  it('after so many generations in any case (MaxIter)', () => {
    const most = Math.ceil(100 + (150 * (n + 3) ** 2) / Math.sqrt(8))
    expect(hasEnded({ ...healthy(30), generations: most - 1 })).toBe(false)
    expect(hasEnded({ ...healthy(30), generations: most })).toBe(true)
  })
})
