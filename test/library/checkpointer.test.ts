import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { BuiltRun } from '../../src/config/build.ts'
import { parseConfig } from '../../src/config/parse.ts'
import type { CheckpointConfig } from '../../src/config/schema/checkpoint.ts'
import { EvolveError } from '../../src/errors.ts'
import { disk } from '../../src/files/disk.ts'
import { Checkpointer, type Wait } from '../../src/library/checkpointer.ts'
import type { Journal } from '../../src/library/journal.ts'
import type { Observer } from '../../src/library/run-state.ts'
import { readCheckpoint } from '../../src/run/checkpoint/checkpoint-codec.ts'
import type { GenerationEvent } from '../../src/run/events.ts'
import type { RunFolder } from '../../src/run/folder/run-folder.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-checkpointer-'))
const real = { ...disk }

afterEach(() => void Object.assign(disk, real))
afterAll(() => rmSync(base, { recursive: true, force: true }))

const config = parseConfig({ task: { kind: 'regression', data: { generate: 'function' } } })

interface Setup {
  readonly checkpointer: Checkpointer
  readonly path: string
  /** What happened, in its order; `wait` is followed by its milliseconds. */
  readonly calls: string[]
  readonly warnings: string[]
  readonly trainer: { generations: number; elapsedMs: number }
  /** What throws in place of the part of that name. */
  readonly faults: Partial<Record<'lock' | 'sync' | 'snapshot' | 'trainer' | 'wait', () => void>>
  /** The names of the checkpoints. */
  names(): string[]
}

interface SetupOptions {
  readonly options?: Partial<CheckpointConfig>
  readonly observer?: Observer | null
  readonly begun?: { readonly generation: number; readonly elapsedMs: number }
  /** Whether waiting is that of the program. */
  readonly realWait?: boolean
}

function setUp({ options, observer = null, begun, realWait = false }: SetupOptions = {}): Setup {
  const path = mkdtempSync(join(base, 'run-'))
  const calls: string[] = []
  const warnings: string[] = []
  const trainer = { generations: 4, elapsedMs: 1000 }
  const faults: Setup['faults'] = {}
  const call = (name: keyof Setup['faults'], also: string = name): void => {
    calls.push(also)
    faults[name]?.()
  }
  const built = {
    config,
    directory: base,
    identity: { hashes: { data: 'abc' }, versions: { 'evolve-mlp': '1.2.3' } },
    trainer: {
      get elapsedMs() {
        return trainer.elapsedMs
      },
      snapshot() {
        faults.trainer?.()
        return { progress: { generations: trainer.generations }, state: { row: Float32Array.of(1) } }
      },
      pause: () => void calls.push('pause'),
      resume: () => void calls.push('resume'),
    },
  } as unknown as BuiltRun
  const folder = { path, checkLock: () => call('lock') } as unknown as RunFolder
  const journal = {
    sync: () => call('sync'),
    snapshot() {
      faults.snapshot?.()
      return { metricsBytes: 7 }
    },
  } as unknown as Journal
  const wait: Wait = async (ms) => call('wait', `wait ${ms}`)
  const checkpointer = new Checkpointer(
    {
      ...{ built, folder, journal, observer, options: { seconds: 30, keep: 3, ...options } },
      warn: (line) => void warnings.push(line),
      ...(!realWait && { wait }),
    },
    begun ?? { generation: 0, elapsedMs: 0 },
  )
  const names = (): string[] => readdirSync(join(path, 'checkpoints')).sort()
  return { checkpointer, path, calls, warnings, trainer, faults, names }
}

function refusing(code = 'ENOSPC', message = `${code}: no luck`): never {
  const cause = Object.assign(new Error(message), { code })
  throw new EvolveError('output', 'metrics.jsonl: could not be written', { cause })
}

/** Refuses so many times. */
function refusingFirst(times: number): () => void {
  let left = times
  return () => {
    if (left-- > 0) refusing()
  }
}

function at(generation: number, elapsedMs: number): Pick<GenerationEvent, 'generation' | 'timing'> {
  const timing = { askMs: 0, evaluateMs: 0, tellMs: 0, elapsedMs, phaseMs: elapsedMs }
  return { generation, timing }
}

const oneName = ['0000000004.checkpoint']
const waiting = 'the training waits, and tries again every 5 s for 60 s'

describe('a checkpoint is due', () => {
  it.each<[string, SetupOptions, [number, number], boolean]>([
    ['not before its seconds', {}, [99_999, 29_999], false],
    ['after its seconds', {}, [1, 30_000], true],
    ['after part of a second', { options: { seconds: 0.25 } }, [1, 250], true],
    ['not before its generations', { options: { generations: 10 } }, [9, 29_999], false],
    ['after its generations', { options: { generations: 10 } }, [10, 0], true],
    ['after its seconds, if they are over first', { options: { generations: 10 } }, [2, 30_000], true],
    ['after each generation', { options: { generations: 1 } }, [1, 0], true],
  ])('%s', (_, options, [generation, elapsedMs], expected) => {
    expect(setUp(options).checkpointer.due(at(generation, elapsedMs))).toBe(expected)
  })

  it.each<[[number, number], boolean]>([
    [[109, 79_999], false],
    [[110, 50_000], true],
    [[101, 80_000], true],
  ])('by what has passed since the training went on: %j is %s', ([generation, elapsedMs], expected) => {
    const begun = { generation: 100, elapsedMs: 50_000 }
    const { checkpointer } = setUp({ options: { generations: 10 }, begun })
    expect(checkpointer.due(at(generation, elapsedMs))).toBe(expected)
  })

  it('by what has passed since the last one, from the time at which that was written', async () => {
    const { checkpointer, trainer, faults } = setUp({ options: { generations: 10 } })
    Object.assign(trainer, { generations: 12, elapsedMs: 40_000 })
    faults.sync = () => void Object.assign(trainer, { elapsedMs: 41_000 })
    await checkpointer.save()
    expect(checkpointer.due(at(21, 70_999))).toBe(false)
    expect(checkpointer.due(at(22, 41_000))).toBe(true)
    expect(checkpointer.due(at(13, 71_000))).toBe(true)
  })

  it('as before if the last one could not be written', () => {
    const { checkpointer, faults } = setUp({ options: { generations: 3 } })
    faults.sync = refusing
    expect(() => checkpointer.write(checkpointer.capture())).toThrow(EvolveError)
    expect(checkpointer.due(at(4, 1000))).toBe(true)
  })
})

describe('a checkpoint of a training', () => {
  it('holds its state, what it was built from, and what follows it', async () => {
    const observer: Observer = { add() {}, snapshot: () => ({ seen: 3 }), restore() {} }
    const { checkpointer, path, names, warnings, calls } = setUp({ observer })
    await checkpointer.save()
    expect(names()).toEqual(oneName)
    expect(readCheckpoint(join(path, 'checkpoints', oneName[0]))).toEqual({
      generation: 4,
      software: '1.2.3',
      savedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      config: expect.objectContaining({ seed: config.seed, task: expect.anything() }),
      hashes: { data: 'abc' },
      state: {
        trainer: { progress: { generations: 4 }, state: { row: Float32Array.of(1) } },
        journal: { metricsBytes: 7 },
        observer: { seen: 3 },
      },
    })
    expect(calls).toEqual(['lock', 'sync'])
    expect(warnings).toEqual([])
  })

  it('has nothing in place of a follower that there is not', () => {
    expect(setUp().checkpointer.capture().state).toMatchObject({ observer: null })
  })

  it('is written after the lines that it counts on', () => {
    const { checkpointer, faults, path } = setUp()
    faults.sync = () => {
      expect(readdirSync(path)).toEqual([])
    }
    checkpointer.write(checkpointer.capture())
    expect(readdirSync(path)).toEqual(['checkpoints'])
  })

  it('is one of as many as are kept', async () => {
    const { checkpointer, trainer, names } = setUp({ options: { keep: 2 } })
    for (const generations of [5, 6, 7]) {
      Object.assign(trainer, { generations })
      await checkpointer.save()
    }
    expect(names()).toEqual(['0000000006.checkpoint', '0000000007.checkpoint'])
  })

  it('is the one that was captured, whatever has happened since', async () => {
    const { checkpointer, trainer, names } = setUp()
    const captured = checkpointer.capture()
    Object.assign(trainer, { generations: 9 })
    await checkpointer.keep(captured)
    expect(names()).toEqual(oneName)
  })

  it('of a disk that refuses its lines says so', () => {
    const { checkpointer, faults, path } = setUp()
    faults.sync = refusing
    expect(() => checkpointer.write(checkpointer.capture())).toThrow(
      new EvolveError('output', `${path}: the checkpoint could not be written: a full disk`),
    )
  })
})

describe('a disk that refuses a checkpoint', () => {
  it.each(['sync', 'snapshot'] as const)(
    'at the %s of the journal pauses the training until it is written',
    async (part) => {
      const { checkpointer, calls, warnings, faults, path, names } = setUp()
      faults[part] = refusingFirst(1)
      await checkpointer.save()
      const pause = ['pause', 'wait 5000', 'resume']
      const before = part === 'sync' ? ['lock', 'sync'] : []
      expect(calls).toEqual([...before, ...pause, 'lock', 'sync'])
      expect(warnings).toEqual([
        `${path}: the checkpoint could not be written: a full disk; ${waiting}`,
        'the checkpoint is written',
      ])
      expect(names()).toEqual(oneName)
      expect(checkpointer.gaveUp).toBe(false)
    },
  )

  it('at the file of the checkpoint pauses the training too', async () => {
    const { checkpointer, calls, warnings, path, names } = setUp()
    disk.rename = () => {
      Object.assign(disk, real)
      throw Object.assign(new Error('EIO: broken'), { code: 'EIO' })
    }
    await checkpointer.save()
    expect(calls).toEqual(['lock', 'sync', 'pause', 'wait 5000', 'resume', 'lock', 'sync'])
    expect(warnings).toEqual([
      `${path}: the checkpoint could not be written: EIO: broken; ${waiting}`,
      'the checkpoint is written',
    ])
    expect(names()).toEqual(oneName)
  })

  it('is tried 12 times more, and warned of once', async () => {
    const { checkpointer, calls, warnings, faults, names } = setUp()
    faults.sync = refusingFirst(12)
    await checkpointer.save()
    const counted = (name: string): number => calls.filter((call) => call === name).length
    expect(['sync', 'pause', 'wait 5000', 'resume'].map(counted)).toEqual([13, 12, 12, 12])
    expect(calls).toHaveLength(13 * 2 + 12 * 3)
    expect(warnings).toHaveLength(2)
    expect(names()).toEqual(oneName)
    expect(checkpointer).toMatchObject({ gaveUp: false, abandoned: false })
  })

  it('for longer ends the training, which can be resumed', async () => {
    const { checkpointer, calls, warnings, faults, path } = setUp()
    faults.sync = refusing
    const error: unknown = await checkpointer.save().catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(EvolveError)
    expect(error).toMatchObject({
      code: 'output',
      message: `${path}: the checkpoint could not be written: a full disk, for 60 s; once it can be written, evolve resume ${path} goes on`,
    })
    expect(calls.filter((call) => call === 'wait 5000')).toHaveLength(12)
    expect(calls.filter((call) => call === 'sync')).toHaveLength(13)
    expect(calls.slice(-3)).toEqual(['resume', 'lock', 'sync'])
    expect(warnings).toEqual([`${path}: the checkpoint could not be written: a full disk; ${waiting}`])
    expect(checkpointer).toMatchObject({ gaveUp: true, abandoned: false })
    expect(readdirSync(path)).toEqual([])
  })

  it('is tried with the state that was captured at first', async () => {
    const { checkpointer, trainer, faults, names } = setUp()
    faults.sync = refusingFirst(2)
    faults.wait = () => void Object.assign(trainer, { generations: trainer.generations + 1 })
    await checkpointer.save()
    expect(names()).toEqual(oneName)
  })

  it('is given up without an error once the training is to end', async () => {
    const { checkpointer, calls, warnings, faults, path } = setUp()
    const controller = new AbortController()
    faults.sync = refusing
    let waits = 0
    faults.wait = () => {
      if (++waits === 3) controller.abort()
    }
    await checkpointer.save(controller.signal)
    expect(calls.filter((call) => call === 'wait 5000')).toHaveLength(3)
    expect(calls.at(-1)).toBe('resume')
    expect(warnings).toHaveLength(1)
    expect(checkpointer).toMatchObject({ gaveUp: false, abandoned: true })
    expect(readdirSync(path)).toEqual([])
  })

  it('is tried once if the training is to end already', async () => {
    const { checkpointer, calls, faults } = setUp({ realWait: true })
    faults.sync = refusing
    await checkpointer.save(AbortSignal.abort())
    expect(calls).toEqual(['lock', 'sync', 'pause', 'resume'])
  })

  it('is given up in the middle of a wait once the training is to end', async () => {
    const { checkpointer, calls, faults } = setUp({ realWait: true })
    const controller = new AbortController()
    faults.sync = refusing
    const saved = checkpointer.save(controller.signal)
    expect(calls.at(-1)).toBe('pause')
    controller.abort()
    await saved
    expect(calls).toEqual(['lock', 'sync', 'pause', 'resume'])
  })
})

describe('a lock that was lost', () => {
  it('ends the training at once', async () => {
    const { checkpointer, calls, warnings, faults, path } = setUp()
    const lost = new EvolveError('run', 'another process works on this folder now')
    faults.lock = () => {
      throw lost
    }
    await expect(checkpointer.save()).rejects.toBe(lost)
    expect(calls).toEqual(['lock'])
    expect(warnings).toEqual([])
    expect(readdirSync(path)).toEqual([])
    expect(checkpointer.gaveUp).toBe(false)
  })

  it('while the disk refuses the checkpoint ends the wait', async () => {
    const { checkpointer, calls, warnings, faults } = setUp()
    const lost = new EvolveError('run', 'another process works on this folder now')
    faults.sync = refusing
    faults.wait = () => {
      faults.lock = () => {
        throw lost
      }
    }
    await expect(checkpointer.save()).rejects.toBe(lost)
    expect(calls).toEqual(['lock', 'sync', 'pause', 'wait 5000', 'resume', 'lock'])
    expect(warnings).toHaveLength(1)
  })

  it('that cannot be read is an error of the disk', async () => {
    const { checkpointer, warnings, faults, path, names } = setUp()
    faults.lock = () => {
      faults.lock = () => {}
      throw Object.assign(new Error('EIO: broken'), { code: 'EIO' })
    }
    await checkpointer.save()
    expect(warnings[0]).toBe(`${path}: the checkpoint could not be written: EIO: broken; ${waiting}`)
    expect(names()).toEqual(oneName)
  })
})

describe('a bug', () => {
  it.each(['trainer', 'snapshot', 'sync'] as const)(
    'is thrown at once, and is not taken for a disk that refuses: %s',
    async (part) => {
      const { checkpointer, calls, warnings, faults, path } = setUp()
      const bug = new TypeError('no such thing')
      faults[part] = () => {
        throw bug
      }
      await expect(checkpointer.save()).rejects.toBe(bug)
      expect(calls).toEqual(part === 'sync' ? ['lock', 'sync'] : [])
      expect(warnings).toEqual([])
      expect(readdirSync(path)).toEqual([])
      expect(checkpointer).toMatchObject({ gaveUp: false, abandoned: false })
    },
  )

  it('in the state of a training is thrown when it is written', async () => {
    const observer: Observer = { add() {}, snapshot: () => ({ seen: new Map() }), restore() {} }
    const { checkpointer, warnings } = setUp({ observer })
    await expect(checkpointer.save()).rejects.toThrow(RangeError)
    expect(warnings).toEqual([])
  })
})
