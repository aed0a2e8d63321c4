import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { EvolveError, InputError } from '../../../src/errors.ts'
import { disk } from '../../../src/files/disk.ts'
import {
  type Checkpoint,
  DamagedCheckpoint,
  encodeCheckpoint,
} from '../../../src/run/checkpoint/checkpoint-codec.ts'
import { Checkpoints } from '../../../src/run/checkpoint/checkpoints.ts'
import { issue } from '../../tasks/supervised/issue.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-checkpoints-'))
const real = { ...disk }
const fresh = (): string => mkdtempSync(join(base, 'run-'))

afterEach(() => void Object.assign(disk, real))
afterAll(() => rmSync(base, { recursive: true, force: true }))

const nameOf = (generation: number): string => `${String(generation).padStart(10, '0')}.checkpoint`
const pathOf = (run: string, generation: number): string => join(run, 'checkpoints', nameOf(generation))
const namesIn = (run: string): string[] => readdirSync(join(run, 'checkpoints')).sort()

function checkpoint(generation: number): Checkpoint {
  const about = { software: '1.2.3', savedAt: '2030-01-02T03:04:05.678Z', config: {}, hashes: {} }
  return { generation, ...about, state: { weights: Float32Array.of(generation) } }
}

/** A run folder with the checkpoints of some generations. */
function runWith(generations: readonly number[], keep = 10): { run: string; checkpoints: Checkpoints } {
  const run = fresh()
  const checkpoints = new Checkpoints(run, keep)
  for (const generation of generations) checkpoints.save(checkpoint(generation))
  return { run, checkpoints }
}

const anyUse = (): void => {}

describe('the checkpoints of a run', () => {
  it('are none before the first, and make no folder', () => {
    const { run, checkpoints } = runWith([])
    expect(checkpoints.newest(anyUse)).toEqual({ checkpoint: null, damaged: [] })
    checkpoints.clean([])
    expect(readdirSync(run)).toEqual([])
  })

  it('are saved under the name of their generation', () => {
    const { run, checkpoints } = runWith([])
    expect(checkpoints.save(checkpoint(12_345))).toBe(join(run, 'checkpoints', '0000012345.checkpoint'))
    expect(readFileSync(pathOf(run, 12_345))).toEqual(Buffer.concat(encodeCheckpoint(checkpoint(12_345))))
  })

  it.each([
    [1, [100]],
    [2, [10, 100]],
    [3, [9, 10, 100]],
    [9, [8, 9, 10, 100]],
  ])('are the newest %i', (keep, kept) => {
    const { run, checkpoints } = runWith([8, 9, 10, 100], keep)
    expect(namesIn(run)).toEqual(kept.map(nameOf))
    expect(checkpoints.newest(anyUse).checkpoint).toEqual(checkpoint(100))
  })

  it('of one generation are one', () => {
    const { run, checkpoints } = runWith([5, 6, 6, 6], 2)
    expect(namesIn(run)).toEqual([5, 6].map(nameOf))
    expect(checkpoints.newest(anyUse).checkpoint).toEqual(checkpoint(6))
  })

  it('become fewer at the next one if fewer are to be kept', () => {
    const { run } = runWith([1, 2, 3, 4])
    new Checkpoints(run, 2).save(checkpoint(5))
    expect(namesIn(run)).toEqual([4, 5].map(nameOf))
  })

  it('stay where the system does not let the oldest be removed', () => {
    const { run, checkpoints } = runWith([1], 1)
    disk.remove = () => {
      throw Object.assign(new Error('EACCES'), { code: 'EACCES' })
    }
    checkpoints.save(checkpoint(2))
    expect(namesIn(run)).toEqual([1, 2].map(nameOf))
  })

  it.each(['write', 'sync', 'rename'] as const)(
    'are as they were if the disk refuses the next one at %s, and then take it',
    (call) => {
      const { run, checkpoints } = runWith([1, 2], 2)
      const before = namesIn(run).map((name) => readFileSync(join(run, 'checkpoints', name)))
      disk[call] = () => {
        disk[call] = real[call] as never
        throw Object.assign(new Error('ENOSPC: no room'), { code: 'ENOSPC' })
      }
      expect(() => checkpoints.save(checkpoint(3))).toThrow('ENOSPC')
      expect(namesIn(run)).toEqual([1, 2].map(nameOf))
      expect(namesIn(run).map((name) => readFileSync(join(run, 'checkpoints', name)))).toEqual(before)
      checkpoints.save(checkpoint(3))
      expect(namesIn(run)).toEqual([2, 3].map(nameOf))
    },
  )

  it('leave other files alone', () => {
    const others = ['12.checkpoint', `${nameOf(7)}.damaged`, `a${nameOf(8)}`, `${nameOf(9)}.bak`, 'notes.txt']
    const { run, checkpoints } = runWith([1])
    for (const name of others) writeFileSync(join(run, 'checkpoints', name), name)
    checkpoints.save(checkpoint(2))
    new Checkpoints(run, 1).save(checkpoint(3))
    const { damaged } = checkpoints.newest(anyUse)
    checkpoints.clean(damaged)
    expect(damaged).toEqual([])
    expect(namesIn(run)).toEqual([...others, nameOf(3)].sort())
  })
})

describe('the newest checkpoint of a run', () => {
  it('is the one of the latest generation, whatever the digits', () => {
    const { checkpoints } = runWith([100, 9, 10])
    expect(checkpoints.newest(anyUse)).toEqual({ checkpoint: checkpoint(100), damaged: [] })
  })

  it('is given to the one who is to use it, with its path', () => {
    const { run, checkpoints } = runWith([1, 2])
    const used: unknown[] = []
    const { checkpoint: found } = checkpoints.newest((...given) => void used.push(given))
    expect(used).toEqual([[checkpoint(2), pathOf(run, 2)]])
    expect(found).toEqual(checkpoint(2))
  })

  it('is the newest that is whole; the newer ones are listed', () => {
    const { run, checkpoints } = runWith([1, 2, 3, 4])
    writeFileSync(pathOf(run, 4), 'cut off')
    writeFileSync(pathOf(run, 3), Buffer.alloc(100))
    const used: number[] = []
    const found = checkpoints.newest(({ generation }) => void used.push(generation))
    expect(used).toEqual([2])
    expect(found.checkpoint).toEqual(checkpoint(2))
    expect(found.damaged.map(({ path }) => path)).toEqual([4, 3].map((number) => pathOf(run, number)))
    expect(found.damaged[0].why).toBe(`${pathOf(run, 4)}: expected at least 64 bytes, found 7`)
  })

  it('is none if all are damaged', () => {
    const { run, checkpoints } = runWith([1, 2])
    for (const generation of [1, 2]) writeFileSync(pathOf(run, generation), '')
    const { checkpoint: found, damaged } = checkpoints.newest(anyUse)
    expect(found).toBeNull()
    expect(damaged).toHaveLength(2)
  })

  it('is the one before if it turns out to be damaged when it is used', () => {
    const { run, checkpoints } = runWith([1, 2])
    const found = checkpoints.newest(({ generation }, file) => {
      if (generation === 2) throw new DamagedCheckpoint({ file, expected: 'metrics', found: 'none' })
    })
    expect(found).toEqual({
      checkpoint: checkpoint(1),
      damaged: [{ path: pathOf(run, 2), why: `${pathOf(run, 2)}: expected metrics, found none` }],
    })
  })

  it.each([
    ['an error of the input', new InputError({ expected: 'the same config', found: 'another' })],
    ['a bug', new TypeError('no such thing')],
  ])('is not passed over for %s', (_, error) => {
    const { checkpoints } = runWith([1, 2])
    const used: number[] = []
    const find = (): unknown =>
      checkpoints.newest(({ generation }) => {
        used.push(generation)
        throw error
      })
    expect(find).toThrow(error)
    expect(used).toEqual([2])
  })

  it('is not passed over if the system does not let it be read', () => {
    const { run, checkpoints } = runWith([1, 2])
    disk.open = () => {
      throw Object.assign(new Error('EMFILE'), { code: 'EMFILE' })
    }
    expect(() => checkpoints.newest(anyUse)).toThrow(
      `${pathOf(run, 2)}: expected a readable file, found too many open files (ulimit -n)`,
    )
  })

  it('is not to be found where the folder cannot be read', () => {
    const { run, checkpoints } = runWith([])
    writeFileSync(join(run, 'checkpoints'), '')
    expect(issue(() => checkpoints.newest(anyUse))).toBe(
      `${join(run, 'checkpoints')}: expected a folder that can be read, found a file where a folder should be`,
    )
  })
})

describe('cleaning the checkpoints of a run', () => {
  it('puts damaged ones aside and removes what is half written', () => {
    const { run, checkpoints } = runWith([1, 2, 3])
    writeFileSync(pathOf(run, 3), 'cut off')
    for (const name of [`${nameOf(3)}.part`, `${nameOf(4)}.part`])
      writeFileSync(join(run, 'checkpoints', name), '')
    writeFileSync(join(run, 'checkpoints', 'notes.txt'), '')
    mkdirSync(join(run, 'checkpoints', 'more.part'))
    checkpoints.clean(checkpoints.newest(anyUse).damaged)
    expect(namesIn(run)).toEqual([
      ...[nameOf(1), nameOf(2), `${nameOf(3)}.damaged`, 'more.part', 'notes.txt'],
    ])
    expect(readFileSync(`${pathOf(run, 3)}.damaged`, 'utf8')).toBe('cut off')
  })

  it('says which one the disk does not let be put aside', () => {
    const { run, checkpoints } = runWith([1])
    writeFileSync(pathOf(run, 1), 'cut off')
    const { damaged } = checkpoints.newest(anyUse)
    disk.rename = () => {
      throw Object.assign(new Error('EACCES'), { code: 'EACCES' })
    }
    expect(() => checkpoints.clean(damaged)).toThrow(
      new EvolveError('output', `${pathOf(run, 1)}: could not be put aside: no permission`),
    )
    expect(namesIn(run)).toEqual([nameOf(1)])
  })

  it('lets the generation be saved again', () => {
    const { run, checkpoints } = runWith([1, 2])
    writeFileSync(pathOf(run, 2), 'cut off')
    checkpoints.clean(checkpoints.newest(anyUse).damaged)
    checkpoints.save(checkpoint(2))
    expect(checkpoints.newest(anyUse)).toEqual({ checkpoint: checkpoint(2), damaged: [] })
    expect(namesIn(run)).toEqual([nameOf(1), nameOf(2), `${nameOf(2)}.damaged`])
  })
})
