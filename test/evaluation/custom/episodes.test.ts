import { describe, expect, it } from 'vitest'
import { fixture, recorded, removeRunsAtEnd } from './recorded-run.ts'

removeRunsAtEnd()

const champion = { candidates: 2, episodes: 300 }

async function course(name: string, task: object = {}) {
  const config = {
    task: { module: fixture('episodes.mjs'), export: name, episodes: 4, champion, ...task },
    strategy: { kind: 'ga', population: 10, parents: 3, initial: 1, replacement: 'plus' },
    stop: { generations: 4 },
  }
  const { error, failures, notices, run, ...rest } = await recorded(config, { workers: 0 })
  if (error !== null) throw error
  return { ...rest, champion: run!.outcome.champion }
}

describe('a fitness of several episodes at once', () => {
  it('gives what it gives one by one, in the election too', async () => {
    for (const aggregate of ['mean', 'min']) {
      const { record: _, logs: __, ...alone } = await course('alone', { aggregate })
      const { record, logs, ...together } = await course('together', { aggregate })
      expect(together).toEqual(alone)
      expect(together.champion.episodes).toBe(300)
    }
  })

  it('is scored one by one where together there is a result that cannot be used', async () => {
    const { fitness } = await course('together')
    expect((await course('touchy')).fitness).toEqual(fitness)
  })

  it('ends each episode at its own budget', async () => {
    const { fitness } = await course('working', { budget: 2, aggregate: 'min' })
    // Episode 3 takes three steps, and settles for 2.
    expect(Math.min(...fitness[0]!)).toBe(2)
  })
})

describe('random numbers that are fixed', () => {
  it('are the same in all generations, so that the fitness is not noisy', async () => {
    const { events, champion, fitness } = await course('together', { randomness: 'fixed' })
    expect(champion.episodes).toBeUndefined()
    const counts = events.map((event, k) => event.evaluations - (events[k - 1]?.evaluations ?? 0))
    expect(counts).toEqual([44, 40, 40, 40])
    const targets = events.map(({ metrics }) => metrics?.['target'])
    expect(new Set(targets).size).toBe(1)
    expect(fitness[0]).toEqual((await course('together')).fitness[0])
  })
})
