import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { EvolveError } from '../../../src/errors.ts'
import type { FailedIndividual, GenerationEvent } from '../../../src/run/events.ts'
import { RunFolder } from '../../../src/run/folder/run-folder.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-folder-'))
const fresh = (): string => mkdtempSync(join(base, 'run-'))

afterAll(() => rmSync(base, { recursive: true, force: true }))

function event(generation: number, elapsedMs: number): GenerationEvent {
  const timing = { askMs: 0, evaluateMs: 0, tellMs: 0, elapsedMs, phaseMs: elapsedMs }
  return {
    phase: 'train',
    unit: 'generation',
    phaseStart: { generation: 0, evaluations: 0 },
    generation,
    evaluations: generation,
    best: 1,
    mean: 1,
    median: 1,
    spread: [1, 1],
    champion: 1,
    validation: null,
    diversity: 0,
    failures: 0,
    strategy: {},
    timing,
  }
}

function failed(individual: number): FailedIndividual {
  return {
    ...{ kind: 'error', message: 'no wheels', stack: null, seed: 1, generation: 1, individual },
    genome: Float64Array.of(0.5),
  }
}

describe('a run folder', () => {
  it('is created with all parent folders', () => {
    const path = join(fresh(), 'a', 'b')
    RunFolder.claim(path).writeJson('run.json', { a: 1 })
    expect(JSON.parse(readFileSync(join(path, 'run.json'), 'utf8'))).toEqual({ a: 1 })
  })

  it('is never taken twice', () => {
    const path = join(fresh(), 'run')
    const folder = RunFolder.claim(path)
    folder.write('run.json', '{}')
    folder.unlock()
    expect(() => RunFolder.claim(path)).toThrow(
      `${path}: expected a new or empty folder, found a folder with a run; choose another one or remove it`,
    )
  })

  it('that is a link to nothing, or beyond one, is refused with that reason', () => {
    const base = fresh()
    const link = join(base, 'link')
    symlinkSync(join(base, 'gone'), link)
    for (const path of [link, join(link, 'run')]) {
      const line = `${path}: expected a folder that can be written to, found a link to nothing: ${link} leads to ${base}/gone`
      expect(() => RunFolder.claim(path)).toThrow(line)
      expect(() => RunFolder.claimNext(path)).toThrow(line)
    }
    expect(readdirSync(base)).toEqual(['link'])
    mkdirSync(join(base, 'gone'))
    RunFolder.claim(link).write('run.json', '{}')
    expect(readdirSync(join(base, 'gone'))).toContain('run.json')
  })

  it('with other content is left unchanged', () => {
    const path = fresh()
    writeFileSync(join(path, 'thesis.txt'), 'all of it')
    expect(() => RunFolder.claim(path)).toThrow('found a folder with other files, such as thesis.txt')
    expect(readdirSync(path)).toEqual(['thesis.txt'])
  })

  it('takes the next free number if no name is given', () => {
    const path = join(fresh(), 'run')
    const paths = [1, 2, 3].map(() => RunFolder.claimNext(path).path)
    expect(paths).toEqual([path, `${path}-2`, `${path}-3`])
  })

  it('goes to only one of two simultaneous runs', () => {
    const path = fresh()
    RunFolder.claim(path)
    expect(() => RunFolder.claim(path)).toThrow('found a folder with a run that goes on')
  })

  it('is claimed from a run that ended before it had written what it is', () => {
    const path = fresh()
    for (const name of ['metrics.jsonl', 'lock.123', 'config.json.part', 'reserve'])
      writeFileSync(join(path, name), '')
    writeFileSync(join(path, 'config.json'), '{}')
    RunFolder.claim(path)
    expect(readdirSync(path).sort()).toEqual(['lock', 'metrics.jsonl'])
  })

  it('is not claimed from a run with a generation', () => {
    const path = fresh()
    writeFileSync(join(path, 'metrics.jsonl'), '{}\n')
    expect(() => RunFolder.claim(path)).toThrow('found a folder with a run')
  })

  it('fails at once where the system allows no folders', () => {
    expect(() => RunFolder.claim('/proc/run/seed-1')).toThrow(
      '/proc/run/seed-1: expected a folder that can be written to, found',
    )
  })

  it('fails where a file exists, and leaves nothing behind', () => {
    const path = join(fresh(), 'file')
    writeFileSync(path, '')
    expect(() => RunFolder.claim(join(path, 'run'))).toThrow('found a file where a folder should be')
    expect(() => RunFolder.claim(path)).toThrow(
      'expected a folder that can be written to, found a file where a folder should be',
    )
  })

  it('buffers generations briefly, and loses none', () => {
    const folder = RunFolder.claim(join(fresh(), 'run'))
    const lines = (): number =>
      readFileSync(join(folder.path, 'metrics.jsonl'), 'utf8')
        .split('\n')
        .filter((line) => line !== '').length
    folder.append([event(1, 10)], [], 10)
    folder.append([event(2, 20)], [], 20)
    expect(lines()).toBe(0)
    folder.append([event(3, 600)], [], 600)
    expect(lines()).toBe(3)
    folder.append([event(4, 610)], [], 610)
    folder.flush()
    expect(lines()).toBe(4)
  })

  it('writes its last lines at once', () => {
    const folder = RunFolder.claim(join(fresh(), 'run'))
    folder.append([event(1, 10)], [], 10)
    folder.end([event(2, 20)])
    const lines = readFileSync(join(folder.path, 'metrics.jsonl'), 'utf8').trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).generation)).toEqual([1, 2])
  })

  it('retries writes that the disk refused', () => {
    const folder = RunFolder.claim(join(fresh(), 'run'))
    const metrics = join(folder.path, 'metrics.jsonl')
    // A folder in place of the file makes every write fail, also for root.
    rmSync(metrics)
    mkdirSync(metrics)
    folder.append([event(1, 10)], [], 10)
    expect(() => folder.flush()).toThrow(
      new EvolveError('output', `${metrics}: could not be written: a folder of that name`),
    )
    rmdirSync(metrics)
    folder.flush()
    expect(readFileSync(metrics, 'utf8')).toContain('"generation":1')
  })

  it('has a file of failed individuals once there are any', () => {
    const folder = RunFolder.claim(join(fresh(), 'run'))
    folder.append([event(1, 600)], [], 600)
    expect(readdirSync(folder.path)).toEqual(['lock', 'metrics.jsonl'])
    folder.append([event(2, 700)], [failed(3), failed(5)], 700)
    folder.append([event(3, 1300)], [failed(0)], 1300)
    const lines = readFileSync(join(folder.path, 'failures.jsonl'), 'utf8').trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).individual)).toEqual([3, 5, 0])
  })

  it('goes back to a snapshot, metrics and failures alike', () => {
    const folder = RunFolder.claim(join(fresh(), 'run'))
    const read = (): string[] =>
      ['metrics.jsonl', 'failures.jsonl'].map((name) => readFileSync(join(folder.path, name), 'utf8'))
    folder.append([event(1, 10)], [{ ...failed(3), generation: 0 }], 10)
    const snapshot = structuredClone(folder.snapshot())
    folder.sync()
    const before = read()
    expect(snapshot).toEqual({ metricsBytes: before[0]!.length, metricsLost: 0 })
    folder.append([event(2, 600)], [{ ...failed(4), generation: 1 }], 600)
    folder.append([event(3, 610)], [{ ...failed(5), generation: 2 }], 610)
    expect(read()).not.toEqual(before)
    expect(folder.restore(snapshot, 1)).toEqual([])
    folder.flush()
    expect(read()).toEqual(before)
  })

  it('names the file that the disk refuses, and why', () => {
    const folder = RunFolder.claim(join(fresh(), 'run'))
    const path = join(folder.path, 'run.json')
    mkdirSync(path)
    const write = (): void => folder.writeJson('run.json', {})
    expect(write).toThrow(EvolveError)
    expect(write).toThrow(`${path}: could not be written: a folder of that name`)
  })

  it('leaves no partial file next to a complete one', () => {
    const folder = RunFolder.claim(join(fresh(), 'run'))
    folder.write('champion.json', 'one')
    folder.write('champion.json', 'two')
    expect(readdirSync(folder.path).sort()).toEqual(['champion.json', 'lock', 'metrics.jsonl'])
    expect(readFileSync(join(folder.path, 'champion.json'), 'utf8')).toBe('two')
  })

  it('holds room from its beginning until it is given back', () => {
    const folder = RunFolder.claim(join(fresh(), 'run'))
    folder.begin([['run.json', { a: 1 }]], 10_000)
    expect(readdirSync(folder.path).sort()).toEqual(['lock', 'metrics.jsonl', 'reserve', 'run.json'])
    // Every first attempt meets a full disk.
    symlinkSync('/dev/full', join(folder.path, 'run.json.part'))
    folder.writeJson('run.json', { a: 2 })
    expect(JSON.parse(readFileSync(join(folder.path, 'run.json'), 'utf8'))).toEqual({ a: 2 })
    folder.release()
    expect(readdirSync(folder.path).sort()).toEqual(['lock', 'metrics.jsonl', 'run.json'])
    symlinkSync('/dev/full', join(folder.path, 'run.json.part'))
    expect(() => folder.writeJson('run.json', {})).toThrow('could not be written: a full disk')
  })

  it.each([['run.json.part'], ['reserve']])('leaves nothing behind if there is no room for %s', (name) => {
    const root = fresh()
    const folder = RunFolder.claim(join(root, 'runs', 'a'))
    symlinkSync('/dev/full', join(folder.path, name))
    expect(() => folder.begin([['run.json', {}]], 70_000)).toThrow(
      new EvolveError(
        'output',
        `${folder.path}: expected room for at least 70 kB, found a full disk; free some, or choose a folder on another disk`,
      ),
    )
    expect(readdirSync(root)).toEqual([])
  })

  it('says which lines its files lack', () => {
    const folder = RunFolder.claim(join(fresh(), 'run'))
    expect(folder.lacks).toEqual([])
    const metrics = join(folder.path, 'metrics.jsonl')
    rmSync(metrics)
    symlinkSync('/dev/full', metrics)
    folder.append([event(1, 0)], [failed(1), failed(2)], 0)
    expect(() => folder.flush()).toThrow('a full disk')
    expect(folder.lacks).toEqual(['metrics.jsonl lacks 1 line', 'failures.jsonl lacks 2 lines'])
  })
})
