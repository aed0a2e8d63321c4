import { describe, expect, it } from 'vitest'
import { randomEvaluator, randomTask } from './problem.ts'

const rows = 200
const task = randomTask(2000, 50, 10)

async function scores(workers: number, batch: number | null = null, generation = 0): Promise<number[]> {
  const { evaluator } = randomEvaluator(task, rows, { workers, batch })
  const fitness = Array.from(await evaluator.evaluate(rows, generation))
  await evaluator.close()
  return fitness
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

  it('says how long each worker worked on the last generation, and nothing in process', async () => {
    const { evaluator } = randomEvaluator(task, rows, { workers: 2 })
    expect(evaluator.busyMs).toBeUndefined()
    for (const generation of [0, 1]) {
      const start = performance.now()
      await evaluator.evaluate(rows, generation)
      const tookMs = performance.now() - start
      expect(evaluator.busyMs).toHaveLength(2)
      // Measured by clocks of two threads, each to the microsecond.
      for (const busyMs of evaluator.busyMs!) expect(busyMs).toBeLessThanOrEqual(tookMs + 1)
      expect(Math.max(...evaluator.busyMs!)).toBeGreaterThan(0)
    }
    await evaluator.close()
    const { evaluator: alone } = randomEvaluator(task, rows)
    await alone.evaluate(rows, 0)
    expect(alone.busyMs).toBeUndefined()
  })

  it('draws another batch for another generation, and the same for the same', async () => {
    expect(await scores(0, 500, 3)).toEqual(await scores(0, 500, 3))
    expect(await scores(0, 500, 3)).not.toEqual(await scores(0, 500, 4))
  })

  it('scores only as many rows as it is asked to', async () => {
    const { evaluator, arena } = randomEvaluator(task, rows, { workers: 2 })
    arena.population.fitness.fill(-1)
    await evaluator.evaluate(150, 0)
    await evaluator.close()
    expect(Array.from(arena.population.fitness.subarray(150))).toEqual(Array(50).fill(-1))
    expect(arena.population.fitness.subarray(0, 150).every((value) => value > 0)).toBe(true)
  })

  it('gives NaN for a genome that is not finite, and goes on', async () => {
    const { evaluator, arena } = randomEvaluator(task, rows, { workers: 2 })
    arena.population.genomes[0] = Number.NaN
    const fitness = await evaluator.evaluate(rows, 0)
    await evaluator.close()
    expect(fitness[0]).toBeNaN()
    expect(fitness.subarray(1).every((value) => Number.isFinite(value))).toBe(true)
  })

  it('scores a genome on each part, as the population would be', async () => {
    const { evaluator, arena } = randomEvaluator(task, rows)
    const genome = arena.floats(arena.population.genomeAt(0), arena.population.length).slice()
    const [first] = await evaluator.evaluate(1, 0)
    const { train, validation, test } = evaluator.splitScores(genome)
    expect(train.fitness).toBe(first)
    expect(evaluator.trainingFitness(genome)).toBe(first)
    expect(validation?.fitness).toBe(evaluator.validationFitness(genome))
    for (const part of [train, validation, test]) {
      expect(part?.metrics['accuracy']).toBeGreaterThanOrEqual(0)
      expect(part?.metrics['accuracy']).toBeLessThanOrEqual(1)
    }
  })

  it('has no figures for parts without samples', () => {
    const { evaluator, arena } = randomEvaluator(randomTask(10), 2)
    const genome = arena.floats(arena.population.genomeAt(0), arena.population.length).slice()
    expect(evaluator.validationFitness(genome)).toBeNull()
    expect(evaluator.splitScores(genome)).toMatchObject({ validation: null, test: null })
  })

  it('stays in process where handing out costs more, and says so once', async () => {
    const lines: string[] = []
    const { evaluator } = randomEvaluator(randomTask(4), 2, {
      workers: 2,
      onNotice: (line) => lines.push(line),
    })
    await evaluator.evaluate(2, 0)
    await evaluator.evaluate(2, 1)
    await evaluator.close()
    expect(lines).toEqual([
      'a generation takes less time than handing it to the workers: scoring it in process',
    ])
  })

  it('can be closed twice', async () => {
    const { evaluator } = randomEvaluator(task, rows, { workers: 1 })
    await evaluator.evaluate(rows, 0)
    await evaluator.close()
    await evaluator.close()
  })
})
