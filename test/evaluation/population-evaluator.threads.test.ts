import { describe, expect, it } from 'vitest'
import { networkGenome } from '../../src/config/build/genome.ts'
import { defaultInitialisation } from '../../src/model/initialisers.ts'
import { gaDefaults } from '../../src/strategies/ga/options.ts'
import { bindStrategy, type StrategySpec } from '../../src/strategies/index.ts'
import { randomEvaluator, randomTask, slowClock, topology } from './problem.ts'

const rows = 200
const task = randomTask(2000, 50, 10)

async function scores(workers: number, batch: number | null = null, generation = 0): Promise<number[]> {
  const { evaluator } = randomEvaluator(task, rows, { workers, batch, clock: slowClock() })
  const { costs } = await evaluator.evaluate({ generation, count: rows, threshold: null }, generation)
  await evaluator.close()
  return Array.from(costs.cost)
}

describe('an evaluator', () => {
  it('gives the same bits for any number of workers', async () => {
    const alone = await scores(0)
    expect(new Set(alone).size).toBe(rows)
    for (const workers of [1, 2, 5]) expect(await scores(workers)).toEqual(alone)
  })

  it('gives the same bits for any number of workers on a batch', async () => {
    const alone = await scores(0, 500, 3)
    expect(await scores(2, 500, 3)).toEqual(alone)
    expect(alone).not.toEqual(await scores(0))
  })

  it('reports the time of each worker for the last generation, and none in process', async () => {
    const { evaluator } = randomEvaluator(task, rows, { workers: 2, clock: slowClock() })
    expect(evaluator.busyMs).toBeUndefined()
    for (const generation of [0, 1]) {
      await evaluator.evaluate({ generation, count: rows, threshold: null }, generation)
      expect(evaluator.busyMs).toHaveLength(2)
      for (const busyMs of evaluator.busyMs ?? []) expect(busyMs).toBeGreaterThanOrEqual(0)
      expect(Math.max(...(evaluator.busyMs ?? []))).toBeGreaterThan(0)
    }
    await evaluator.close()
    const { evaluator: alone } = randomEvaluator(task, rows)
    await alone.evaluate({ generation: 0, count: rows, threshold: null }, 0)
    expect(alone.busyMs).toBeUndefined()
  })

  it('draws a different batch for each generation, and the same for the same generation', async () => {
    expect(await scores(0, 500, 3)).toEqual(await scores(0, 500, 3))
    expect(await scores(0, 500, 3)).not.toEqual(await scores(0, 500, 4))
  })

  it.each(['plus', 'generational'] as const)(
    'passes a larger first generation through the memory in parts, with the same bits, with %s replacement',
    async (replacement) => {
      const options = { ...gaDefaults, population: 10, initial: 5, parents: 4, elites: 2, replacement }
      const strategy: StrategySpec = {
        problem: { ...networkGenome(topology, defaultInitialisation), resampled: false },
        options: { kind: 'ga', ...options },
        seed: 3,
      }
      /** Everything that three generations leave behind. */
      const traces = async (resident: number, workers: number) => {
        const made = randomEvaluator(task, 50, { workers, strategy, resident, clock: slowClock() })
        const { evaluator, workplace } = made
        const bound = bindStrategy(strategy, workplace.shared)
        const seen: unknown[] = []
        for (let generation = 0; generation < 3; generation++) {
          const plan = bound.plan()
          const { costs, diversity } = await evaluator.evaluate(plan, generation)
          const genomes = Array.from({ length: plan.count }, (_, row) =>
            evaluator.population.row(row).slice(),
          )
          bound.tell(evaluator.population, costs)
          // The champion's genome is asked for after the strategy has been told.
          const champion = evaluator.phenotype(costs.cost.indexOf(Math.min(...costs.cost))).slice()
          seen.push({ costs, diversity, genomes, champion, strategy: bound.snapshot() })
        }
        await evaluator.close()
        return seen
      }
      const whole = await traces(50, 0)
      expect(await traces(14, 0)).toEqual(whole)
      expect(await traces(14, 2)).toEqual(whole)
      expect(await traces(25, 0)).toEqual(whole)
    },
  )

  it('tells how far a first generation is that passes in parts', async () => {
    const made = randomEvaluator(task, 50, { resident: 20 })
    const { evaluator, memory } = made
    const seen: unknown[] = []
    const { population } = memory
    const original = population.genome.bind(population)
    population.genome = (row) => {
      seen.push(evaluator.underWay?.count)
      return original(row)
    }
    await evaluator.evaluate({ generation: 0, count: 50, threshold: null }, 0)
    expect(seen).toEqual(Array.from({ length: 50 }, (_, row) => row))
    expect(evaluator.underWay).toBeNull()
  })

  it('scores only the requested number of rows', async () => {
    const { evaluator, memory } = randomEvaluator(task, rows, { workers: 2, clock: slowClock() })
    const { fitness } = memory.population
    fitness.fill(-1)
    const { costs } = await evaluator.evaluate({ generation: 0, count: 150, threshold: null }, 0)
    await evaluator.close()
    expect(costs.cost).toHaveLength(150)
    expect(Array.from(fitness.subarray(150))).toEqual(Array(50).fill(-1))
    expect(fitness.subarray(0, 150).every((value) => value > 0)).toBe(true)
  })

  it('counts a genome that is not finite as a failure, and continues', async () => {
    const { evaluator, memory } = randomEvaluator(task, rows, { workers: 2, clock: slowClock() })
    memory.population.genomes[0] = Number.NaN
    const { costs } = await evaluator.evaluate({ generation: 0, count: rows, threshold: null }, 0)
    await evaluator.close()
    expect(costs.failures).toBe(1)
    expect(costs.cost[0]).toBe(Number.POSITIVE_INFINITY)
    expect(costs.cost.subarray(1).every((value) => Number.isFinite(value))).toBe(true)
  })

  it('scores a genome on each part like the population', async () => {
    const { evaluator, memory } = randomEvaluator(task, rows)
    const genome = memory.population.genome(0).slice()
    const { costs } = await evaluator.evaluate({ generation: 0, count: 1, threshold: null }, 0)
    const { train, validation, test } = evaluator.splitScores({ genome, fitness: costs.cost[0]! })
    expect(train.fitness).toBe(costs.cost[0])
    expect(evaluator.whole!.trainingFitness(genome)).toBe(costs.cost[0])
    expect(validation?.fitness).toBe(evaluator.whole!.validationFitness(genome))
    for (const part of [train, validation, test]) {
      expect(part?.metrics['accuracy']).toBeGreaterThanOrEqual(0)
      expect(part?.metrics['accuracy']).toBeLessThanOrEqual(1)
    }
  })

  it('has no figures for parts without samples', () => {
    const { evaluator, memory } = randomEvaluator(randomTask(10), 2)
    const genome = memory.population.genome(0).slice()
    expect(evaluator.whole!.validationFitness(genome)).toBeNull()
    expect(evaluator.splitScores({ genome, fitness: 0 })).toMatchObject({ validation: null, test: null })
  })

  it('can be closed twice', async () => {
    const { evaluator } = randomEvaluator(task, rows, { workers: 1, clock: slowClock() })
    await evaluator.evaluate({ generation: 0, count: rows, threshold: null }, 0)
    await evaluator.close()
    await evaluator.close()
  })
})
