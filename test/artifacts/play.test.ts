import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { playChampion } from '../../src/artifacts/play.ts'
import { prepareReplay } from '../../src/artifacts/replay.ts'
import { evolve } from '../../src/index.ts'
import { customRun, noisyModule, removeRunsAtEnd, vectorModule } from './custom-run.ts'

removeRunsAtEnd()

const base = mkdtempSync(join(tmpdir(), 'evolve-play-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))
const silent = (): void => {}

async function controlRun(name: string, task: object): Promise<string> {
  const out = join(base, name)
  const config = { task: { kind: 'control', ...task }, network: { hidden: [4] }, stop: { generations: 1 } }
  await evolve(config as never, { workers: 0, out })
  return out
}

describe('the champion, played again', () => {
  it('meets episodes that neither training nor election have seen, the same ones each time', async () => {
    const { folder } = await customRun(noisyModule, { task: { champion: { candidates: 2, episodes: 6 } } })
    const { fitness, fresh, fitnessName } = await playChampion(folder, { episodes: 6, log: silent })
    expect([fresh, fitnessName, fitness.length]).toEqual([true, 'fitness', 6])
    expect((await playChampion(folder, { episodes: 9, log: silent })).fitness.slice(0, 6)).toEqual(fitness)
    const { episodes } = await (await prepareReplay(folder, 'champion', silent)).play()
    expect(episodes).toHaveLength(6)
    expect(fitness.filter((value) => episodes.includes(value))).toEqual([])
  })

  it('meets fresh episodes also where those of its training were fixed', async () => {
    const task = { environment: 'cart-pole', randomness: 'fixed', steps: 40 }
    const out = await controlRun('fixed', task)
    const { fitness, fresh } = await playChampion(out, { episodes: 12, log: silent })
    expect(fresh).toBe(true)
    expect(fitness).toHaveLength(12)
  })

  it('has no others where there are no random numbers', async () => {
    const { folder, run } = await customRun(vectorModule)
    const { fitness, fresh } = await playChampion(folder, { episodes: 50, log: silent })
    expect(fresh).toBe(false)
    expect(fitness).toEqual([run.outcome.champion.fitness])
    const out = await controlRun('double-pole', { environment: 'double-pole', steps: 50 })
    expect(await playChampion(out, { episodes: 50, log: silent })).toMatchObject({
      fresh: false,
      fitness: [expect.any(Number)],
    })
  })

  it('is refused for a task with samples', async () => {
    const out = join(base, 'samples')
    const data = { generate: 'xor' } as const
    await evolve({ task: { kind: 'classification', data }, stop: { generations: 1 } }, { workers: 0, out })
    await expect(playChampion(out, { episodes: 5, log: silent })).rejects.toThrow(
      'expected the run of a task without samples, found one of the task classification',
    )
  })
})
