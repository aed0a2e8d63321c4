import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { neverEnds, prepareReplay, type Replay } from '../../src/artifacts/replay.ts'
import { InputError } from '../../src/errors.ts'
import { evolve } from '../../src/index.ts'
import { type CustomRun, customRun, noisyModule, removeRunsAtEnd, vectorModule } from './custom-run.ts'

removeRunsAtEnd()

let vector: CustomRun
let noisy: CustomRun

beforeAll(async () => {
  vector = await customRun(vectorModule)
  noisy = await customRun(noisyModule, { task: { episodes: 2, champion: { candidates: 3, episodes: 7 } } })
})

function replayOf({ folder }: CustomRun, which: string): Promise<Replay> {
  return prepareReplay(folder, which, () => {})
}

function failures({ folder }: CustomRun): { kind: string; message: string }[] {
  const lines = readFileSync(join(folder, 'failures.jsonl'), 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line))
}

describe('the replay of an individual', () => {
  it('gives the champion of a run the bits that the run recorded', async () => {
    const replay = await replayOf(vector, 'champion')
    expect(replay.unchanged).toBe(true)
    const { outcome, differences, episodes } = await replay.play()
    expect(differences).toEqual([])
    const { fitness, metrics, behaviour, violation } = vector.run.outcome.champion
    expect(outcome).toEqual({ fitness, metrics, behaviour, violation })
    expect(episodes).toEqual([fitness])
  })

  it('measures an elected champion on the fresh episodes that elected it', async () => {
    const replay = await replayOf(noisy, 'champion')
    expect(replay.at).toMatchObject({ generation: 3, episodes: 7, drawn: 2 ** 32 - 1 })
    const { outcome, differences, episodes } = await replay.play()
    expect(differences).toEqual([])
    expect(episodes).toHaveLength(7)
    expect(outcome).toMatchObject({ fitness: noisy.run.outcome.champion.fitness, metrics: { generation: 4 } })
  })

  it('fails as it failed in the run, whatever the failure was', async () => {
    const all = failures(vector)
    for (const message of [
      'seven boxes do not fit',
      'expected a fitness that is a finite number, found NaN',
    ]) {
      const number = all.findIndex((failure) => failure.message === message) + 1
      expect(number).toBeGreaterThan(0)
      const { outcome, differences } = await (await replayOf(vector, String(number))).play()
      expect(outcome).toMatchObject({ kind: 'error', message })
      expect(differences).toEqual([])
    }
  })

  it('says what differs, and that a module has changed which the fitness imports', async () => {
    const { home } = vector
    const file = join(home, 'square.mjs')
    const before = readFileSync(file, 'utf8')
    appendFileSync(file, '// changed\n')
    try {
      expect((await replayOf(vector, 'champion')).unchanged).toBe(false)
    } finally {
      writeFileSync(file, before)
    }
    const record = JSON.parse(readFileSync(join(vector.folder, 'run.json'), 'utf8'))
    record.champion.train.metrics.boxes = 4
    record.champion.behaviour = [9]
    writeFileSync(join(vector.folder, 'run.json'), JSON.stringify(record))
    const { differences } = await (await replayOf(vector, 'champion')).play()
    expect(differences).toEqual([
      expect.stringMatching(/^metric boxes \d, recorded 4$/),
      expect.stringMatching(/^behaviour \S+, recorded 9$/),
    ])
  })

  it('counts a promise that nothing can settle as an evaluation that took too long', async () => {
    const { at } = await replayOf(vector, '1')
    const failure = {
      kind: 'deadline',
      message: 'took too long',
      stack: null,
      seed: 1,
      generation: 1,
    } as const
    const late = {
      kind: 'failure',
      failure: { ...failure, individual: 0, genome: [] },
      number: 1,
      count: 1,
    } as const
    expect(neverEnds({ recorded: late, at }).differences).toEqual([])
    const score = { fitness: 2, violation: 0 }
    expect(neverEnds({ recorded: { kind: 'champion', score }, at }).differences).toHaveLength(1)
  })

  it('is refused for what the run has not, in one line', async () => {
    const count = failures(vector).length
    for (const which of ['0', String(count + 1), 'best', '1.5']) {
      await expect(replayOf(vector, which)).rejects.toThrow(
        `${vector.folder}: expected champion, or a failure from 1 to ${count}, found "${which}"`,
      )
    }
    await expect(replayOf(noisy, '1')).rejects.toThrow('expected champion, since no failure was recorded')
    await expect(prepareReplay(vector.home, '1', () => {})).rejects.toBeInstanceOf(InputError)
  })

  it('is refused for a task whose fitness is a loss over samples', async () => {
    const out = join(vector.home, 'moons')
    await evolve(
      {
        task: { kind: 'classification', data: { generate: 'moons', samples: 40 } },
        strategy: { kind: 'ga', population: 10 },
        stop: { generations: 1 },
        pictures: { film: false },
      },
      { workers: 0, out },
    )
    await expect(prepareReplay(out, 'champion', () => {})).rejects.toThrow(
      'expected the run of a task without samples, found one of the task classification',
    )
    const { champion } = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'))
    expect(Object.keys(champion)).toEqual(['generation', 'individual', 'train', 'validation', 'test'])
  })
})
