import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { buildRun } from '../../src/config/build.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { ChampionRecorder } from '../../src/library/champion-recorder.ts'
import { Journal } from '../../src/library/journal.ts'
import { parameterCount } from '../../src/model/topology.ts'
import type { Champion, GenerationEvent } from '../../src/run/events.ts'
import { RunFolder } from '../../src/run/folder/run-folder.ts'
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

const outcome = {
  ...{ reason: 'generations' as const, generations: 1, evaluations: 1, failures: 0, elapsedMs: 1 },
  champion: initial,
}
const scores = { train: { fitness: 1, metrics: {} }, validation: null, test: null }

function eventAt(generation: number, elapsedMs: number): GenerationEvent {
  const plain = event(generation)
  return { ...plain, timing: { ...plain.timing, elapsedMs } }
}

describe('the journal of a run', () => {
  it('writes the first champion at once, even the initial network of a descent, and a better one after a while', () => {
    const folder = RunFolder.claim(join(root, 'initial'))
    const journal = new Journal(built, folder, () => {}, null)
    const champion = join(folder.path, 'champion.json')
    journal.generation(eventAt(1, 10), initial, [])
    expect(existsSync(champion)).toBe(true)
    rmSync(champion)
    journal.generation(eventAt(2, 6000), initial, [])
    journal.generation(eventAt(3, 5000), { ...initial, generation: 3 }, [])
    expect(existsSync(champion)).toBe(false)
    journal.generation(eventAt(4, 5010), { ...initial, generation: 4 }, [])
    expect(existsSync(champion)).toBe(true)
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

  it('leaves nothing of a run that cannot begin, and says so once', () => {
    const folder = RunFolder.claim(join(root, 'roomless'))
    symlinkSync('/dev/full', join(folder.path, 'reserve'))
    const warnings: string[] = []
    const journal = new Journal(built, folder, (line) => warnings.push(line), null)
    expect(() => journal.begin()).toThrow('expected room for at least 66 kB, found a full disk')
    journal.fail(new Error('no room'), initial)
    expect(warnings).toEqual([])
    expect(existsSync(folder.path)).toBe(false)
  })

  it('on a full disk writes champion and record with the room that it has held, and says what it lacks', () => {
    const folder = RunFolder.claim(join(root, 'last-room'))
    const full = (name: string): void => symlinkSync('/dev/full', join(folder.path, name))
    const warnings: string[] = []
    const warn = (line: string): void => void warnings.push(line)
    const journal = new Journal(built, folder, warn, new ChampionRecorder(built, folder, warn))
    journal.begin()
    rmSync(join(folder.path, 'metrics.jsonl'))
    full('metrics.jsonl')
    journal.generation(eventAt(1, 600), { ...initial, generation: 1 }, [])
    full('champion.json.part')
    full('run.json.part')
    const phases = [{ ...outcome, phase: 'train', unit: 'generation' }] as const
    expect(journal.end({ outcome: { ...outcome, phases }, scores, phaseScores: [scores] })).toBe(
      `${folder.path}: champion.json and run.json are written; metrics.jsonl lacks 1 line, snapshots.bin ends early: a full disk`,
    )
    expect(warnings).toEqual([
      `${join(folder.path, 'snapshots.bin')}: a full disk; training continues without a film`,
      `${join(folder.path, 'metrics.jsonl')}: could not be written: a full disk; training continues`,
    ])
    expect(JSON.parse(readFileSync(join(folder.path, 'run.json'), 'utf8')).status).toBe('done')
    expect(readdirSync(folder.path).sort()).toEqual([
      ...['champion.json', 'config.json', 'lock', 'metrics.jsonl', 'run.json'],
    ])
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
      const journal = new Journal(some, folder, () => {}, null)
      journal.begin()
      return { folder, journal }
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
    next.resume({ times: { startedAt: '', resumedAt: [] }, generation: 6, state, forced: [] })
    for (let generation = 7; generation <= 10; generation++)
      next.generation(eventAt(generation, generation), initial, [])
    next.fail(new Error('over'), null)
    expect(written(parted.folder)).toEqual(written(whole.folder))
  })
})
