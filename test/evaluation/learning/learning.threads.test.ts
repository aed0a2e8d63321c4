import { describe, expect, it } from 'vitest'
import { choose, type LearningOptions, learners, learns } from '../../../src/evaluation/learning/options.ts'
import { optimisers } from '../../../src/gradient/optimisers/index.ts'
import { descentDefaults } from '../../../src/gradient/options.ts'
import { randomEvaluator, randomTask, slowClock } from '../problem.ts'

const rows = 60
const task = randomTask(200, 20)
const options: LearningOptions = {
  every: 1,
  fraction: 0.2,
  steps: 5,
  mode: 'lamarckian',
  select: 'best',
  descent: {
    ...descentDefaults,
    optimizer: { kind: 'adam', ...optimisers.adam.defaults },
    learningRate: 0.01,
    batchSize: 16,
  },
}

async function generation(
  workers: number,
  learning: LearningOptions,
  number = 0,
  batch: number | null = null,
) {
  const parts = { workers, learning, batch, clock: slowClock() }
  const { evaluator, memory } = randomEvaluator(task, rows, parts)
  const before = memory.population.genomes.slice()
  const { costs } = await evaluator.evaluate({ generation: number, count: rows, threshold: null }, number)
  const fitness = Array.from(costs.cost)
  const phenotypes = Array.from({ length: rows }, (_, row) => evaluator.phenotype(row).slice())
  await evaluator.close()
  return { evaluator, memory, before, fitness, phenotypes, after: memory.population.genomes.slice() }
}

const plain = generation(0, { ...options, every: 2 })

describe('who learns', () => {
  const fitness = Float64Array.of(5, Number.NaN, 1, 3, 3, 2)

  it('are the best, with ties in row order', () => {
    const some = (fraction: number): number[] => [...choose({ ...options, fraction }, fitness, 1, 0)]
    expect(some(1 / 6)).toEqual([2])
    expect(some(4 / 6)).toEqual([2, 5, 3, 4].slice(0, 4))
    expect(some(1)).toEqual([2, 5, 3, 4, 0])
  })

  it('or random scored rows, different in each generation', () => {
    const any = (generation: number): number[] => [
      ...choose({ ...options, select: 'random', fraction: 0.5 }, new Float64Array(40), 1, generation),
    ]
    expect(any(1)).toHaveLength(20)
    expect(new Set(any(1)).size).toBe(20)
    expect(any(1)).toEqual(any(1))
    expect(any(1)).not.toEqual(any(2))
    expect([...choose({ ...options, select: 'random', fraction: 1 }, fitness, 1, 0)]).not.toContain(1)
  })

  it('are at least one, and learn at a fixed interval of generations', () => {
    expect(learners({ ...options, fraction: 0.001 }, 10)).toBe(1)
    expect(learners({ ...options, fraction: 0.25 }, 10)).toBe(3)
    const third = { ...options, every: 3 }
    expect([0, 1, 2, 3, 4, 5].filter((generation) => learns(third, generation))).toEqual([2, 5])
  })
})

describe('learning', () => {
  it('changes nothing in a generation that is not due', async () => {
    const { before, after } = await plain
    expect(after).toEqual(before)
  })

  it('improves the best, and leaves the others unchanged', async () => {
    const [{ fitness: bare }, { fitness, before, after, memory }] = [
      await plain,
      await generation(0, options),
    ]
    const chosen = choose(options, Float64Array.from(bare), 1, 0)
    const improved = [...chosen].filter((row) => fitness[row]! < bare[row]!)
    expect(improved.length).toBeGreaterThan(chosen.length / 2)
    const { length } = memory.population
    for (let row = 0; row < rows; row++) {
      const [old, now] = [before, after].map((slab) => slab.slice(row * length, (row + 1) * length))
      if (improved.includes(row)) expect(now).not.toEqual(old)
      else {
        expect(now).toEqual(old)
        expect(fitness[row]).toBe(bare[row])
      }
    }
  })

  it.each(['lamarckian', 'baldwinian'] as const)(
    'gives the same bits for any number of workers, %s',
    async (mode) => {
      for (const select of ['best', 'random'] as const) {
        const learning = { ...options, mode, select }
        const alone = await generation(0, learning, 4)
        for (const workers of [1, 2]) {
          const { evaluator, fitness, after, phenotypes } = await generation(workers, learning, 4)
          expect(evaluator.busyMs).toHaveLength(workers)
          expect(fitness).toEqual(alone.fitness)
          expect(after).toEqual(alone.after)
          expect(phenotypes).toEqual(alone.phenotypes)
        }
      }
    },
  )

  it('of the Baldwinian kind leaves genomes unchanged, but shows the learned parameters', async () => {
    const lamarck = await generation(0, options)
    const baldwin = await generation(0, { ...options, mode: 'baldwinian' })
    expect(baldwin.after).toEqual(baldwin.before)
    expect(baldwin.fitness).toEqual(lamarck.fitness)
    expect(baldwin.phenotypes).toEqual(lamarck.phenotypes)
    expect(lamarck.phenotypes.flatMap((phenotype) => [...phenotype])).toEqual([...lamarck.after])
  })

  it('shows networks that match their fitness', async () => {
    const { evaluator, fitness, phenotypes } = await generation(0, { ...options, mode: 'baldwinian' })
    phenotypes.forEach((phenotype, row) => {
      expect(evaluator.whole!.trainingFitness(phenotype)).toBe(fitness[row])
    })
  })

  it('keeps the old genome when the steps make it worse', async () => {
    const wild = { ...options, descent: { ...options.descent, learningRate: 1e30 } }
    const { fitness, after, before } = await generation(0, wild)
    expect(fitness).toEqual((await plain).fitness)
    expect(after).toEqual(before)
  })

  it('costs its steps and a second scoring', async () => {
    const { evaluator } = await generation(0, options)
    // 6-16-16-2 … a gradient costs three passes minus the first layer's backward signal.
    const { topology } = (await plain).memory.network
    const products = topology.layers.map(({ inputs, outputs }) => inputs * outputs)
    const ratio = 3 - products[0]! / products.reduce((sum, count) => sum + count)
    expect(evaluator.charge(rows, 0)).toBeCloseTo(rows + 12 * (5 * (16 / 200) * ratio + 1), 10)
    const later = await generation(0, { ...options, every: 2 })
    expect(later.evaluator.charge(rows, 0)).toBe(rows)
    const batch = await generation(0, options, 0, 100)
    expect(batch.evaluator.charge(rows, 0)).toBeCloseTo(rows + 12 * (5 * (16 / 100) * ratio + 1), 10)
  })
})
