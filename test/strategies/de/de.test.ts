import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { vectors } from '../../../src/kernels/reference/vectors.ts'
import { allocateShared } from '../../../src/memory/shared.ts'
import { purpose } from '../../../src/random/purpose.ts'
import { RandomStream } from '../../../src/random/stream.ts'
import { bind } from '../../../src/strategies/bind.ts'
import { de } from '../../../src/strategies/de/de.ts'
import { drawPair, freshMemory, remember } from '../../../src/strategies/de/memory.ts'
import { archiveSize, type DeOptions, deDefaults, firstSize } from '../../../src/strategies/de/options.ts'
import type { DePlan, DeState } from '../../../src/strategies/de/state.ts'
import { Population } from '../../../src/strategies/population.ts'
import type { Problem } from '../../../src/strategies/problem.ts'
import type { Costs } from '../../../src/strategies/ranking.ts'
import { vectorGenome } from '../../../src/strategies/vector-genome.ts'
import { benchmarkFunctions } from '../../../src/tasks/benchmark/functions.ts'
import { evaluationsTo, median } from '../oracle.ts'
import { mean, stream, vector } from '../problem.ts'

const sphere = (x: ArrayLike<number>): number => Array.from(x).reduce((sum, gene) => sum + gene * gene, 0)

/** A search, generation by generation. */
function search(problem: Problem, options: Partial<DeOptions>, seed = 1) {
  const own = { ...deDefaults(problem.length), ...options }
  const spec = { problem, options: own, seed }
  const shared = allocateShared(de.shared(spec))
  const bound = bind(de, spec, shared)
  const make = de.materialiser(spec, shared, vectors)
  const { rows } = de.capacity(own, problem.length)
  const population = new Population(problem.length, new Float64Array(rows * problem.length))
  return {
    shared,
    population,
    state: (): DeState => bound.snapshot().state as DeState,
    step(cost: (x: ArrayLike<number>) => number = sphere, more: Partial<Costs> = {}): DePlan {
      const plan = bound.plan() as DePlan
      for (let row = 0; row < plan.count; row++) make(plan, row, population.row(row))
      const costs = Float64Array.from({ length: plan.count }, (_, row) => cost(population.row(row)))
      bound.tell(population, { cost: costs, violation: new Float64Array(plan.count), ...more })
      return plan
    },
  }
}

const plain = (length: number): Problem => ({ ...vectorGenome({ length }), resampled: false })

describe('de', () => {
  it('shrinks its population on a straight line to 4 over its evaluations, and the archive with it', () => {
    const run = search(plain(5), { population: 50, evaluations: 3000 })
    let evaluations = 0
    for (let size = 50; evaluations < 3200; size = run.state().cost.length) {
      const { count, f } = run.step()
      expect(count).toBe(size)
      expect(f.length).toBe(evaluations === 0 ? 0 : size)
      evaluations += count
      // The first generation is whole also as parents.
      const line = evaluations === 50 ? 50 : Math.max(4, Math.round(50 - (46 * evaluations) / 3000))
      expect(run.state().cost.length).toBe(line)
      expect(run.state().archived).toBeLessThanOrEqual(archiveSize({ ...deDefaults(5) }, line))
    }
    expect(run.state().cost.length).toBe(4)
    expect(run.state().archived).toBe(10)
  })

  it('has 18 individuals a gene by default, fewer for few evaluations and many genes', () => {
    const size = (length: number, evaluations: number): number =>
      firstSize({ ...deDefaults(length), evaluations }, length)
    expect(size(10, 100_000)).toBe(180)
    expect(size(10, 10_000)).toBe(100)
    expect(size(10, 100)).toBe(10)
    expect(size(1000, 1e7)).toBe(1800)
    expect(size(2 ** 20, 1e7)).toBe(16)
  })

  it('does not spread without end where all costs are equal', () => {
    const largest = (length: number, bounds: object): number => {
      const problem = { ...vectorGenome({ length, ...bounds }), resampled: false }
      const run = search(problem, { population: 20, evaluations: 100_000 })
      for (let generation = 0; generation < 150; generation++) run.step(() => 0)
      return Array.from(run.shared['parents']!).reduce((most, gene) => Math.max(most, Math.abs(gene)), 0)
    }
    expect(largest(3, {})).toBeLessThan(10)
    // With bounds, neutral moves are as in the paper.
    expect(largest(3, { lower: -1000, upper: 1000 })).toBeGreaterThan(10)
  })

  it('keeps the best, in whose place the worst never comes', () => {
    const run = search(plain(4), { population: 12, evaluations: 400 })
    let best = Number.POSITIVE_INFINITY
    for (let generation = 0; generation < 60; generation++) {
      run.step()
      const now = Math.min(...run.state().cost)
      expect(now).toBeLessThanOrEqual(best)
      best = now
      const { cost } = run.state()
      cost.forEach((value, i) => {
        expect(sphere(run.shared['parents']!.subarray(4 * i, 4 * i + 4))).toBe(value)
      })
    }
  })

  it('makes a trial of its parent and of one mutant, of which it takes at least one gene', () => {
    const run = search(plain(8), { population: 10 })
    run.step()
    run.step()
    const parents = run.shared['parents']!.slice()
    const archive = run.shared['archive']!.slice()
    const { f, cr, best, first, second, count } = run.step()
    const gene = (from: ArrayLike<number>, at: number, p: number): number => from[8 * at + p]!
    let changed = 0
    for (let i = 0; i < count; i++) {
      const trial = run.population.row(i)
      const mutant = Float64Array.from({ length: 8 }, (_, p) => {
        const x = gene(parents, i, p)
        const other = second[i]! < 10 ? gene(parents, second[i]!, p) : gene(archive, second[i]! - 10, p)
        return x + f[i]! * (gene(parents, best[i]!, p) - x) + f[i]! * (gene(parents, first[i]!, p) - other)
      })
      const taken = [...trial].filter((value, p) => value === mutant[p]).length
      const left = [...trial].filter((value, p) => value === gene(parents, i, p)).length
      expect(taken).toBeGreaterThan(0)
      expect(taken + left).toBe(8)
      expect(new Set([i, first[i], second[i]]).size).toBe(3)
      changed += taken - 8 * cr[i]!
    }
    // One gene is always taken, so somewhat more than the share CR.
    expect(Math.abs(changed / count)).toBeLessThan(2)
  })

  it('brings a gene that leaves its bounds half of the way back to its parent', () => {
    const problem = { ...vectorGenome({ length: 3, lower: -1, upper: 1 }), resampled: false }
    const run = search(problem, { population: 20, evaluations: 1e6 })
    // Towards the corner, where mutants often leave.
    const corner = (x: ArrayLike<number>): number => -Array.from(x).reduce((sum, gene) => sum + gene, 0)
    let halves = 0
    for (let generation = 0; generation < 12; generation++) {
      const parents = run.shared['parents']!.slice()
      const { count } = run.step(corner)
      for (let i = 0; generation > 0 && i < count; i++)
        for (let p = 0; p < 3; p++) if (run.population.row(i)[p] === 0.5 + parents[3 * i + p]! / 2) halves++
    }
    expect(halves).toBeGreaterThan(50)
  })

  it('scores parents again where costs change, and lets them keep their place by the new ones', () => {
    const run = search({ ...plain(3), resampled: true }, { population: 8, evaluations: 1000 })
    expect(run.step().count).toBe(8)
    const { again, count } = run.step()
    expect([again, count]).toEqual([8, 16])
    const before = run.shared['parents']!.slice()
    const plan = run.step(() => 1)
    expect([...run.population.genomes.subarray(0, 3 * plan.again)]).toEqual([
      ...before.subarray(0, 3 * plan.again),
    ])
    expect(run.state().cost.every((cost) => cost === 1)).toBe(true)
    expect(run.state().evaluations).toBe(8 + count + plan.count)
  })

  it.each([
    // The lowest and the highest of 15 runs (of 60 on Rastrigin) of the code of Tanabe, version 1.0.1, with H = 6 and r_arc = 2.6.
    ['sphere', 1, 29_921, 32_377],
    ['rastrigin', 0.0512, 57_577, 63_344],
  ] as const)("needs as many evaluations as its authors' code on %s", (name, scale, least, most) => {
    const { cost } = benchmarkFunctions[name]
    const moved = (x: Float64Array): number => cost(x.map((gene) => (gene - 37) * scale))
    const found = evaluationsTo(de, {}, moved, { dimension: 10, within: 100, target: 1e-8, seed: 4 })
    expect(found).toBeGreaterThan(least)
    expect(found).toBeLessThan(most)
  })
})

describe('the memory of successes', () => {
  it('gives F in (0, 1] and CR in [0, 1], around what it holds', () => {
    const memory = freshMemory(1)
    const draws = Array.from({ length: 4000 }, (_, individual) => drawPair(memory, stream(1, individual)))
    for (const { f, cr } of draws) {
      expect(f > 0 && f <= 1).toBe(true)
      expect(cr >= 0 && cr <= 1).toBe(true)
    }
    expect(mean(draws.map(({ cr }) => cr))).toBeCloseTo(0.5, 2)
    expect(median(draws.map(({ f }) => f))).toBeCloseTo(0.5, 1)
    // Half of the Cauchy draws are within one scale, 0.1, of the centre.
    const near = draws.filter(({ f }) => Math.abs(f - 0.5) < 0.1).length
    expect(near / draws.length).toBeCloseTo(0.5, 1)
  })

  it('takes the Lehmer means of successes by their gains, pair after pair', () => {
    const memory = freshMemory(2)
    remember(memory, { f: [0.2, 0.8], cr: [0.1, 0.9], gains: [1, 3] })
    expect(memory.f[0]).toBeCloseTo((0.04 + 3 * 0.64) / (0.2 + 3 * 0.8), 12)
    expect(memory.cr[0]).toBeCloseTo((0.01 + 3 * 0.81) / (0.1 + 3 * 0.9), 12)
    expect([memory.f[1], memory.cr[1], memory.next]).toEqual([0.5, 0.5, 1])
    remember(memory, { f: [], cr: [], gains: [] })
    expect(memory.next).toBe(1)
    remember(memory, { f: [0.4], cr: [0.3], gains: [0] })
    expect(memory.f[1]).toBeCloseTo(0.4, 12)
    expect(memory.next).toBe(0)
  })

  it('ends at ⊥ once no success crossed over, and draws CR = 0 from then on', () => {
    const memory = freshMemory(1)
    remember(memory, { f: [0.5], cr: [0], gains: [1] })
    remember(memory, { f: [0.5], cr: [0.9], gains: [1] })
    expect(drawPair(memory, stream()).cr).toBe(0)
  })

  it('stays between the least and the largest success, whatever the gains', () => {
    const success = fc.record({
      f: fc.double({ min: 1e-3, max: 1, noNaN: true }),
      gain: fc.oneof(
        fc.constant(Number.NaN),
        fc.constant(Number.MAX_VALUE),
        fc.double({ min: 0, max: 1e9, noNaN: true }),
      ),
    })
    fc.assert(
      fc.property(fc.array(success, { minLength: 1, maxLength: 9 }), (all) => {
        const memory = freshMemory(1)
        const f = all.map((one) => one.f)
        remember(memory, { f, cr: f, gains: all.map(({ gain }) => gain) })
        for (const value of [memory.f[0]!, memory.cr[0]!]) {
          expect(value).toBeGreaterThanOrEqual(Math.min(...f) * (1 - 1e-12))
          expect(value).toBeLessThanOrEqual(Math.max(...f) * (1 + 1e-12))
        }
      }),
      { seed: 5, numRuns: 200 },
    )
  })
})

describe('a genome of de', () => {
  it('is that of ga in the first generation', () => {
    const problem = vector(6)
    const spec = { problem, options: deDefaults(6), seed: 3 }
    const make = de.materialiser(spec, allocateShared(de.shared(spec)), vectors)
    const out = new Float32Array(6)
    make(de.plan(spec, de.init(spec)), 2, out)
    const draws = new Float32Array(6)
    new RandomStream({ seed: 3, purpose: purpose.initial, individual: 2 }).fillNormal(draws)
    expect(out).toEqual(draws)
  })
})
