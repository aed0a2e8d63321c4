import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRun } from '../../src/artifacts/read-run.ts'
import { InputError } from '../../src/errors.ts'
import { evolve } from '../../src/index.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-gallery-'))
const whole = join(base, 'whole')

beforeAll(async () => {
  await evolve(
    {
      name: 'moons',
      task: { kind: 'classification', data: { generate: 'moons', samples: 60, validation: 0.2 } },
      strategy: { kind: 'ga', population: 20, initial: 1 },
      stop: { generations: 5 },
      finetune: { epochs: 3 },
    },
    { workers: 0, out: whole },
  )
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

/** A copy of the run, for a test to spoil. */
function copy(): string {
  const folder = mkdtempSync(join(base, 'copy-'))
  cpSync(whole, folder, { recursive: true })
  return folder
}

/** What is said of a copy after it was spoilt, without the path to it. */
function issue(spoil: (folder: string) => void): string {
  const folder = copy()
  spoil(folder)
  try {
    readRun(folder)
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    return (error as Error).message.replace(`${folder}/`, '').replace(folder, 'run')
  }
  return 'nothing'
}

describe('a run folder', () => {
  it('says what its fitness is measured in', async () => {
    const file = join(base, 'prices.csv')
    writeFileSync(file, 'rooms,price\n1,1000\n2,1900\n3,3200\n4,3900\n5,5100\n')
    const data = { file, target: 'price', validation: 0 }
    const out = join(base, 'prices')
    await evolve(
      { task: { kind: 'regression', data }, pictures: false, stop: { generations: 1 } },
      { workers: 0, out },
    )
    expect(readRun(out).fitnessLabel).toBe('mse (standardised)')
    expect(readRun(whole).fitnessLabel).toBe('cross-entropy')
  })

  it('gives back the run: record, config, generations, champions, model and task', async () => {
    const run = readRun(whole)
    expect(run.record).toMatchObject({ name: 'moons', status: 'done', generations: 8 })
    expect(run.config).toMatchObject({ name: 'moons', seed: 1, finetune: { epochs: 3 } })
    expect(run.events.map(({ generation, phase }) => `${phase} ${generation}`)).toEqual([
      ...[1, 2, 3, 4, 5].map((generation) => `train ${generation}`),
      ...[6, 7, 8].map((epoch) => `finetune ${epoch}`),
    ])
    expect(
      run.snapshots.map(({ generation, phase, fitness, validation, evaluations }) => ({
        ...{ generation, phase, champion: fitness, validation, evaluations },
      })),
    ).toEqual(
      run.events.map(({ generation, phase, champion, validation, evaluations }) => ({
        ...{ generation, phase, champion, validation, evaluations },
      })),
    )
    expect(run.curves.rows).toHaveLength(8)
    expect(run.curves.phases.map(({ phase, unit, fromGeneration }) => [phase, unit, fromGeneration])).toEqual(
      [
        ['train', 'generation', 0],
        ['finetune', 'epoch', 5],
      ],
    )
    expect(run.snapshots.at(-1)!.genome).toEqual(run.champion!.parameters)
    expect(await run.task()).toMatchObject({
      kind: 'classification',
      network: { inputs: 2 },
      supervised: { data: { train: { count: 48 } } },
    })
    expect(await run.task()).toBe(await run.task())
  })

  it('of a run that still goes on gives what is there, without torn ends', () => {
    const folder = copy()
    appendFileSync(join(folder, 'metrics.jsonl'), '{"phase":"finetune","gener')
    const snapshots = readFileSync(join(folder, 'snapshots.bin'))
    writeFileSync(join(folder, 'snapshots.bin'), snapshots.subarray(0, -7))
    rmSync(join(folder, 'champion.json'))
    const run = readRun(folder)
    expect(run.events).toHaveLength(8)
    expect(run.snapshots).toHaveLength(7)
    expect(run.champion).toBeNull()
  })

  it('says what the fitness is called and which way is better, also where its record is older than that', () => {
    const says = { fitnessName: 'cross-entropy', direction: 'minimize' }
    expect(readRun(whole).record).toMatchObject(says)
    const folder = copy()
    const { fitnessName, direction, ...older } = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))
    expect({ fitnessName, direction }).toEqual(says)
    writeFileSync(join(folder, 'run.json'), JSON.stringify(older))
    expect(readRun(folder).record).toMatchObject(says)
  })

  it('of a run that has just begun gives little', () => {
    const folder = copy()
    for (const name of ['metrics.jsonl', 'snapshots.bin', 'champion.json']) rmSync(join(folder, name))
    expect(readRun(folder)).toMatchObject({ events: [], snapshots: [], champion: null })
  })

  it('from before engines had a name was computed by wasm', () => {
    const folder = copy()
    const file = join(folder, 'run.json')
    const { engine: _, ...record } = JSON.parse(readFileSync(file, 'utf8'))
    writeFileSync(file, JSON.stringify(record))
    expect(readRun(folder).record).toMatchObject({ engine: 'wasm', name: 'moons' })
  })

  it.each<[string, (folder: string) => void]>([
    [
      'run: expected the folder of a run, found no such folder',
      (folder) => rmSync(folder, { recursive: true }),
    ],
    [
      'run: expected the folder of a run, found no run.json in it',
      (folder) => rmSync(join(folder, 'run.json')),
    ],
    [
      'run: expected the folder of a run, found no config.json in it',
      (folder) => rmSync(join(folder, 'config.json')),
    ],
    ['run.json: expected JSON, found "{"', (folder) => writeFileSync(join(folder, 'run.json'), '{')],
    [
      'run.json: format: expected the record of a run, found Invalid input: expected "evolve-mlp run"',
      (folder) => writeFileSync(join(folder, 'run.json'), '{}'),
    ],
    [
      'config.json: task: expected a mapping whose kind is one of',
      (folder) => writeFileSync(join(folder, 'config.json'), '{}'),
    ],
    [
      'metrics.jsonl: line 9: expected a generation, found "\\"hello\\""',
      (folder) => appendFileSync(join(folder, 'metrics.jsonl'), '"hello"\n'),
    ],
    [
      'snapshots.bin: expected snapshots of a run, found "somethin"',
      (folder) => writeFileSync(join(folder, 'snapshots.bin'), 'something else altogether'),
    ],
    [
      'champion.json: expected a model file in JSON, found ""',
      (folder) => writeFileSync(join(folder, 'champion.json'), ''),
    ],
  ])('that is broken is refused in one line: %s', (message, spoil) => {
    const found = issue(spoil)
    expect(found).toContain(message)
    expect(found).not.toContain('\n')
  })

  it('that is a file is none', () => {
    const file = join(base, 'file')
    writeFileSync(file, '')
    expect(() => readRun(file)).toThrow(`${file}: expected the folder of a run, found a file`)
  })
})
