import { describe, expect, it } from 'vitest'
import { fixture, type RecordedRun, recorded, removeRunsAtEnd } from './recorded-run.ts'

removeRunsAtEnd()

const ways = ['Sync', 'Later', 'Batch', 'BatchLater'] as const
const aggregates = ['mean', 'min', 'median', 'cvar'] as const

function configOf(name: string, task: object) {
  return {
    task: { module: fixture('honest.mjs'), export: name, champion: { candidates: 2, episodes: 4 }, ...task },
    network: { hidden: [3] },
    strategy: { kind: 'ga', population: 24, parents: 6, initial: 1 },
    stop: { generations: 3 },
  }
}

/** All that must not depend on where and how individuals are scored. */
function resultOf({ error, events, fitness, champion, run, failures }: RecordedRun) {
  if (error !== null) throw error
  const { elapsedMs: _, phases, ...outcome } = run!.outcome
  return { events, fitness, champion, outcome, failures, phases: phases.map(({ reason }) => reason) }
}

for (const kind of ['network', 'vector'] as const) {
  describe(`runs of a ${kind} have the same bits`, () => {
    it('on any number of threads, and in processes', async () => {
      const task = { options: { noisy: true }, episodes: 3, randomness: 'own' }
      const alone = resultOf(await recorded(configOf(`${kind}Sync`, task), { workers: 0 }))
      expect(new Set(alone.fitness.flat()).size).toBeGreaterThan(30)
      for (const workers of [1, 2, 5]) {
        const found = await recorded(configOf(`${kind}BatchLater`, task), { workers })
        expect(resultOf(found), `${workers} threads`).toEqual(alone)
      }
      const isolated = await recorded(configOf(`${kind}Batch`, { ...task, isolate: true }), { workers: 2 })
      expect(resultOf(isolated)).toEqual(alone)
    })

    it.each([
      { episodes: 1, noisy: false, randomness: 'common' },
      { episodes: 1, noisy: true, randomness: 'own' },
      { episodes: 3, noisy: true, randomness: 'common' },
    ])(
      'single and in batches, now and later: $episodes episodes, noisy $noisy, $randomness',
      async ({ noisy, ...task }) => {
        const options = { ...task, options: { noisy } }
        const alone = resultOf(await recorded(configOf(`${kind}Sync`, options), { workers: 0 }))
        for (const way of ways.slice(1)) {
          const found = await recorded(configOf(`${kind}${way}`, options), { workers: 0 })
          expect(resultOf(found), way).toEqual(alone)
        }
        const threads = await recorded(configOf(`${kind}Later`, options), { workers: 2 })
        expect(resultOf(threads)).toEqual(alone)
      },
    )

    it('for every aggregate, each its own', async () => {
      const courses = new Set<string>()
      for (const aggregate of aggregates) {
        const task = { options: { noisy: true }, episodes: 5, aggregate }
        const alone = resultOf(await recorded(configOf(`${kind}Sync`, task), { workers: 0 }))
        const batches = await recorded(configOf(`${kind}BatchLater`, task), { workers: 0 })
        expect(resultOf(batches), aggregate).toEqual(alone)
        courses.add(JSON.stringify(alone.fitness))
      }
      expect(courses.size).toBe(aggregates.length)
    })
  })
}
