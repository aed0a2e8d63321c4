import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { buildRun } from '../../src/config/build.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { Journal } from '../../src/library/journal.ts'
import { parameterCount } from '../../src/model/topology.ts'
import type { Champion, GenerationEvent } from '../../src/run/events.ts'
import { RunFolder } from '../../src/run/folder.ts'
import { event } from '../report/html/sample.ts'

const root: string = mkdtempSync(join(tmpdir(), 'evolve-journal-'))
afterAll(() => rmSync(root, { recursive: true }))

const config = parseConfig({ task: { kind: 'regression', data: { generate: 'function' } } })
const built = await buildRun(config, { directory: '.', workers: 0, onNotice: () => {} })

/** The champion that a gradient descent starts with. */
const initial: Champion = {
  ...{ genome: new Float32Array(parameterCount(built.network!.topology)), fitness: 1, violation: 0 },
  ...{ validation: null, generation: 0 },
}

function eventAt(generation: number, elapsedMs: number): GenerationEvent {
  const plain = event(generation)
  return { ...plain, timing: { ...plain.timing, elapsedMs } }
}

describe('the journal of a run', () => {
  it('writes a champion after five seconds, even the initial network of a descent', () => {
    const folder = RunFolder.claim(join(root, 'initial'))
    const journal = new Journal(built, folder, () => {}, null)
    const written = (): boolean => existsSync(join(folder.path, 'champion.json'))
    journal.generation(eventAt(1, 4000), initial, [])
    expect(written()).toBe(false)
    journal.generation(eventAt(2, 6000), initial, [])
    expect(written()).toBe(true)
  })

  it('warns once of what the disk refuses, by the name of the file', () => {
    const folder = RunFolder.claim(join(root, 'refused'))
    const warnings: string[] = []
    const journal = new Journal(built, folder, (line) => warnings.push(line), null)
    const champion = join(folder.path, 'champion.json')
    mkdirSync(champion)
    for (const generation of [1, 2]) {
      journal.generation(eventAt(generation, 6000 * generation), { ...initial, generation }, [])
    }
    expect(warnings).toEqual([`${champion}: could not be written: a folder of that name; training continues`])
  })

  it('cannot begin where the disk refuses its first files', () => {
    const folder = RunFolder.claim(join(root, 'full'))
    const path = join(folder.path, 'config.json')
    mkdirSync(path)
    const journal = new Journal(built, folder, () => {}, null)
    expect(() => journal.begin()).toThrow(`${path}: could not be written: a folder of that name`)
  })
})

describe('a journal that keeps some generations', () => {
  const some = { ...built, config: { ...config, metrics: { every: 4 } } }

  function written(folder: RunFolder): unknown[] {
    const lines = readFileSync(join(folder.path, 'metrics.jsonl'), 'utf8').trimEnd().split('\n')
    return lines.map((line) => JSON.parse(line))
  }

  it('has the last one too, and goes on from a snapshot to the same lines', () => {
    const open = (name: string) => {
      const folder = RunFolder.claim(join(root, name))
      return { folder, journal: new Journal(some, folder, () => {}, null) }
    }
    const whole = open('whole')
    for (let generation = 1; generation <= 10; generation++)
      whole.journal.generation(eventAt(generation, generation), initial, [])
    whole.journal.fail(new Error('over'), null)
    expect(written(whole.folder)).toMatchObject([1, 4, 8, 10].map((generation) => ({ generation })))

    const parted = open('parted')
    for (let generation = 1; generation <= 6; generation++)
      parted.journal.generation(eventAt(generation, generation), initial, [])
    const state = structuredClone(parted.journal.snapshot())
    parted.journal.fail(new Error('lost'), null)
    const next = new Journal(some, parted.folder, () => {}, null)
    next.restore(state)
    for (let generation = 7; generation <= 10; generation++)
      next.generation(eventAt(generation, generation), initial, [])
    next.fail(new Error('over'), null)
    expect(written(parted.folder)).toEqual(written(whole.folder))
  })
})
