import { describe, expect, it } from 'vitest'
import { recorded } from './recorded-run.ts'

describe('a fitness that is part of the program', () => {
  const task = { kind: 'benchmark', function: 'rastrigin', dimension: 200, shift: 2, rotate: true }
  const config = {
    task,
    strategy: { kind: 'ga', population: 40, initial: 1 },
    stop: { generations: 4 },
  }

  it('gives the same bits in process, on threads and jointly', async () => {
    const alone = await recorded(config, { workers: 0 })
    if (alone.error !== null) throw alone.error
    // No word of an evaluation that could end the run.
    expect(alone.notices).toEqual([])
    for (const workers of [1, 2]) {
      const { events, champion, fitness } = await recorded(config, { workers })
      expect(events).toEqual(alone.events)
      expect(champion).toBe(alone.champion)
      expect(fitness).toEqual(alone.fitness)
    }
  })
})
