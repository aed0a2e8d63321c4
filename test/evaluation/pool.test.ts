import { describe, expect, it } from 'vitest'
import { EvaluationPool } from '../../src/evaluation/pool.ts'
import { Scorer } from '../../src/evaluation/scorer.ts'
import { randomEvaluator, randomTask } from './problem.ts'

const rows = 300
const scoring = { engine: 'wasm', arithmetic: 'strict', loss: 'mse', seed: 1 } as const

describe('a pool', () => {
  it('loses nothing when a thread dies at work', async () => {
    const { arena } = randomEvaluator(randomTask(40_000), rows, { workers: 2 })
    const region = arena.dataset.regions.train
    const pool = new EvaluationPool(arena, scoring, 2)
    await pool.run(2, { kind: 'score', region })
    arena.population.fitness.fill(Number.NaN)
    const scored = pool.run(rows, { kind: 'score', region })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(arena.population.fitness.subarray(0, rows).some((value) => Number.isNaN(value))).toBe(true)
    await pool.threads[0]!.terminate()
    await scored
    const scorer = new Scorer(arena, scoring, 2)
    const expected = Array.from({ length: rows }, (_, index) => scorer.score(index, region))
    expect(Array.from(arena.population.fitness.subarray(0, rows))).toEqual(expected)
    await pool.close()
  })

  it('goes on with later generations after a thread has died between two', async () => {
    const { arena } = randomEvaluator(randomTask(1000), rows, { workers: 2 })
    const region = arena.dataset.regions.train
    const pool = new EvaluationPool(arena, scoring, 2)
    await pool.run(rows, { kind: 'score', region })
    const before = arena.population.fitness.slice()
    await pool.threads[0]!.terminate()
    arena.population.fitness.fill(0)
    await pool.run(rows, { kind: 'score', region })
    expect(arena.population.fitness).toEqual(before)
    await pool.close()
  })
})
