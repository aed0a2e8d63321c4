import { describe, expect, it } from 'vitest'
import { recorded, removeRunsAtEnd } from './recorded-run.ts'

removeRunsAtEnd()

const strategy = { kind: 'ga', population: 40, initial: 1 }
const cases = {
  'a function': {
    task: { kind: 'benchmark', function: 'rastrigin', dimension: 200, shift: 2, rotate: true },
    ...{ strategy, stop: { generations: 4 } },
  },
  'a system': {
    task: { kind: 'control', environment: 'acrobot', steps: 100, champion: { candidates: 2, episodes: 9 } },
    ...{ network: { hidden: [6] }, strategy, stop: { generations: 3 } },
  },
}

describe('a fitness that is part of the program', () => {
  it.each(Object.entries(cases))('of %s gives the same bits in process and on threads', async (_, config) => {
    const alone = await recorded(config, { workers: 0 })
    if (alone.error !== null) throw alone.error
    // No word of an evaluation that could end the run.
    expect(alone.notices).toEqual([])
    const { events, champion, fitness } = await recorded(config, { workers: 2 })
    expect(events).toEqual(alone.events)
    expect(champion).toBe(alone.champion)
    expect(fitness).toEqual(alone.fitness)
  })
})
