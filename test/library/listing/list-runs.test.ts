import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { listRuns } from '../../../src/library/listing/list-runs.ts'
import { FolderLock } from '../../../src/run/folder/lock.ts'
import type { RunRecord } from '../../../src/run/folder/record.ts'
import type { TrainingsRecord } from '../../../src/run/folder/trainings-record.ts'
import { event, record } from '../../report/html/sample.ts'

const root = mkdtempSync(join(tmpdir(), 'evolve-list-'))
afterAll(() => rmSync(root, { recursive: true }))

/** A folder of runs. @param files by their path, with what is written as JSON */
function folderOf(files: Readonly<Record<string, unknown>>): string {
  const dir = mkdtempSync(join(root, 'runs-'))
  for (const [name, content] of Object.entries(files)) {
    const path = join(dir, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  }
  return dir
}

const config = { task: { kind: 'classification' }, strategy: { kind: 'ga' } }
const going: Partial<RunRecord> = {
  ...({ status: 'running', reason: null, endedAt: null, champion: null } as const),
  ...{ generations: 0, evaluations: 0, elapsedMs: 0 },
}

function trained(seed: number, fitness: number, more: Partial<RunRecord> = {}): RunRecord {
  const score = { fitness, metrics: {} }
  return record({ seed, champion: { generation: 3, train: score, validation: null, test: null }, ...more })
}

function trainings(more: Partial<TrainingsRecord> = {}): TrainingsRecord {
  return {
    ...({ format: 'evolve-mlp trainings', version: 1, kind: 'repeats', repeats: 3 } as const),
    ...({ hashes: {}, versions: {}, engine: 'wasm', arithmetic: 'strict', status: 'done' } as const),
    ...more,
  }
}

describe('a list of runs', () => {
  it('has the newest first, with what each did and how it ended', () => {
    const dir = folderOf({
      'old/run.json': record({ startedAt: '2025-01-01T00:00:00.000Z', reason: 'target' }),
      'old/config.json': config,
      'new/run.json': record({ seed: 7, status: 'interrupted', reason: 'interrupted' }),
      'failed/run.json': record({ ...going, status: 'failed', error: 'no room', startedAt: '2024-01-01' }),
      'notes.txt': 'mine',
      'pictures/a.png': 'mine',
    })
    const runs = listRuns(dir)
    expect(runs.map(({ name, status, resumable }) => [name, status, resumable])).toEqual([
      ['new', 'interrupted', true],
      ['old', 'done', false],
      ['failed', 'failed', true],
    ])
    expect(runs[1]).toEqual({
      ...{ folder: join(dir, 'old'), name: 'old', kind: 'run', status: 'done', reason: 'target' },
      ...{ resumable: false, process: null, seed: 1, task: 'classification', strategy: 'ga' },
      ...{ startedAt: '2025-01-01T00:00:00.000Z', endedAt: '2026-01-01T00:00:02.400Z' },
      ...{ fitnessName: 'cross-entropy', direction: 'minimize', fitness: 0.0321, validation: 0.0321 },
      ...{ generations: 120, evaluations: 6000, elapsedMs: 2400, trainings: null, error: null },
    })
    expect(runs[0]).toMatchObject({ seed: 7, task: null, strategy: null })
    expect(runs[2]).toMatchObject({ error: 'no room', fitness: null })
  })

  it('tells a run that goes on from one that was broken off, and how far both came', () => {
    const lines = [1, 2, 3].map((generation) => `${JSON.stringify(event(generation))}\n`).join('')
    const dir = folderOf({
      'going/run.json': record(going),
      'going/metrics.jsonl': `${lines}{"generation": 4, "eval`,
      'killed/run.json': record({ ...going, startedAt: '2025-01-01T00:00:00.000Z' }),
      'killed/metrics.jsonl': lines,
      'killed/lock': { host: 'elsewhere' },
    })
    const lock = FolderLock.take(join(dir, 'going'))
    const [first, second] = listRuns(dir)
    lock.release()
    const far = { generations: 3, evaluations: 150, elapsedMs: 60, fitness: event(3).champion }
    expect(first).toMatchObject({
      status: 'running',
      resumable: false,
      process: { pid: process.pid },
      ...far,
    })
    expect(second).toMatchObject({ status: 'broken off', resumable: true, process: null, ...far })
  })

  it('has one entry for repeats, with medians, whatever became of some of them', () => {
    const dir = folderOf({
      'r/trainings.json': trainings({ repeats: 5, status: 'interrupted' }),
      'r/config.json': config,
      'r/seed-9/run.json': trained(9, 0.3),
      'r/seed-10/run.json': trained(10, 0.1, { startedAt: '2025-01-01T00:00:00.000Z' }),
      'r/seed-11/run.json': trained(11, 0.2, { generations: 20 }),
      'r/seed-12/run.json': 'damaged',
    })
    expect(listRuns(dir)).toMatchObject([
      {
        ...{ name: 'r', kind: 'repeats', status: 'interrupted', resumable: true, strategy: 'ga', seed: 9 },
        ...{ fitness: 0.2, generations: 120, startedAt: '2025-01-01T00:00:00.000Z' },
        trainings: { planned: 5, done: 3, contestants: 1 },
      },
    ])
    // In the folder itself each training is an entry.
    expect(
      listRuns(join(dir, 'r'))
        .map(({ name, status }) => `${name} ${status}`)
        .toSorted(),
    ).toEqual(['seed-10 done', 'seed-11 done', 'seed-12 damaged', 'seed-9 done'])
  })

  it('has the best contestant of a comparison, in the direction of its task', () => {
    const contestants = [
      { label: 'a & b', folder: 'a-b', unit: 1 },
      { label: 'c', folder: 'c', unit: 2 },
    ]
    const of = (direction: 'minimize' | 'maximize', known: boolean): string =>
      folderOf({
        'x/trainings.json': trainings({ kind: 'compare', repeats: 2, ...(known && { contestants }) }),
        'x/compare.json': [],
        'x/a-b/seed-1/run.json': trained(1, 0.1, { direction }),
        'x/a-b/seed-2/run.json': trained(2, 0.3, { direction }),
        'x/c/seed-1/run.json': trained(1, 0.4, { direction }),
        'x/notes/mine.txt': '',
      })
    const [low, high, old] = [of('minimize', true), of('maximize', true), of('minimize', false)].map(listRuns)
    expect(low).toMatchObject([
      {
        kind: 'compare',
        strategy: 'a & b',
        fitness: 0.2,
        trainings: { planned: 4, done: 3, contestants: 2 },
      },
    ])
    expect(high).toMatchObject([{ strategy: 'c', fitness: 0.4 }])
    expect(old).toMatchObject([{ strategy: 'a-b', trainings: { planned: 4 } }])
  })

  it('has trainings of an earlier version, whose folder does not say what was planned', () => {
    const dir = folderOf({
      'r/repeats.json': [],
      'r/config.json': config,
      'r/seed-1/run.json': trained(1, 0.3),
      'r/seed-2/run.json': trained(2, 0.1),
      'x/compare.json': {},
      'x/a/seed-1/run.json': trained(1, 0.1),
      'x/b/seed-1/run.json': trained(1, 0.2, { status: 'interrupted' }),
    })
    expect(listRuns(dir)).toMatchObject([
      {
        ...{ name: 'r', kind: 'repeats', status: 'done', resumable: false, strategy: 'ga', fitness: 0.2 },
        ...{ trainings: { planned: 2, done: 2, contestants: 1 }, error: null },
      },
      {
        ...{ name: 'x', kind: 'compare', status: 'interrupted', resumable: false, strategy: 'a' },
        ...{ trainings: { planned: 2, done: 1, contestants: 2 }, error: null },
      },
    ])
  })

  it('lists what is damaged, by the age of its folder, and never fails on what is there', () => {
    const dir = folderOf({
      'half/run.json': '{ "format": "evo',
      'other/run.json': { format: 'another' },
      'none/metrics.jsonl': '',
      'several/trainings.json': [],
      'old/repeats.json': [],
      'run/run.json': record(),
      'run/config.json': 'damaged',
      'run/metrics.jsonl': 'damaged\n',
    })
    symlinkSync('nowhere', join(dir, 'link'))
    symlinkSync(dir, join(dir, 'circle'))
    utimesSync(join(dir, 'half'), 1, 1)
    const runs = listRuns(dir)
    expect(runs.at(-1)?.name).toBe('half')
    const status = new Map(runs.map((run) => [run.name, run]))
    expect([...status.keys()].toSorted()).toEqual(['half', 'none', 'old', 'other', 'run', 'several'])
    for (const [name, { status: of, error }] of status) {
      expect(of, name).toBe(name === 'run' ? 'done' : 'damaged')
      if (name !== 'run') expect(error, name).toContain(join(dir, name))
    }
  })

  it('refuses what is no folder of runs', () => {
    const dir = folderOf({ 'r/run.json': record() })
    const run = join(dir, 'r')
    expect(() => listRuns(join(dir, 'no'))).toThrow(': expected a folder of runs, found no such folder')
    expect(() => listRuns(join(run, 'run.json'))).toThrow(': expected a folder of runs, found a file')
    expect(() => listRuns(run)).toThrow('found a run; name the folder that it is in')
  })
})
