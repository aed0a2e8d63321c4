import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { Verdict } from '../../../src/evaluation/verdicts.ts'
import { disk } from '../../../src/files/disk.ts'
import type { Genome } from '../../../src/random/genome.ts'
import type { FailedIndividual } from '../../../src/run/events.ts'
import { FailuresFile } from '../../../src/run/folder/failures-file.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-failures-'))
const real = { ...disk }

afterEach(() => void Object.assign(disk, real))
afterAll(() => rmSync(base, { recursive: true, force: true }))

interface Open {
  readonly file: FailuresFile
  readonly path: string
  /** The lines of the file. */
  lines(): { readonly generation: number; readonly genome: readonly unknown[] | null }[]
}

function fresh(): Open {
  const folder = mkdtempSync(join(base, 'run-'))
  const path = join(folder, 'failures.jsonl')
  const lines = (): ReturnType<Open['lines']> =>
    readFileSync(path, 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line))
  return { file: new FailuresFile(folder), path, lines }
}

/** @param generation from 0 */
function verdict(generation: number, more: Partial<Verdict> = {}): Verdict {
  return {
    ...{ kind: 'deadline', message: 'took more than the deadline of 1 s', stack: null, seed: 7 },
    ...{ generation, individual: 4, job: 'score', fresh: null, item: 0 },
    ...more,
  }
}

function withGenome(found: Verdict, genome: Genome = Float32Array.of(0.5)): Verdict & { genome: Genome } {
  return { ...found, genome }
}

/** @param generation from 0 */
function failed(generation: number, kind: FailedIndividual['kind'] = 'error'): FailedIndividual {
  return {
    ...{ kind, message: 'no wheels', stack: null, seed: 7, generation, individual: 2 },
    genome: Float32Array.of(0.25),
  }
}

describe('the verdicts in the file of failures', () => {
  it.each<[string, Partial<Verdict>]>([
    ['a score that took too long', {}],
    ['a score that ended its thread', { kind: 'died', message: 'its thread ended', stack: 'at a.ts:3' }],
    ['learning', { job: 'learn', individual: 0 }],
    ['an election', { job: 'rescore', fresh: { reason: 'election', episodes: 30, drawn: 12 }, item: 2 }],
    ['a look at the target', { job: 'rescore', fresh: { reason: 'target', episodes: 3, drawn: 3 } }],
    ['measuring with the episodes of the generation', { job: 'rescore', kind: 'died', item: 1 }],
  ])('come back as they were: %s', (_, more) => {
    const { file } = fresh()
    const verdicts = [verdict(3, more), verdict(5)]
    file.addVerdicts(verdicts.map((found) => withGenome(found)))
    expect(file.cut(0)).toStrictEqual(verdicts)
    expect(file.cut(5)).toStrictEqual([verdict(5)])
    expect(file.cut(6)).toStrictEqual([])
  })

  it('are on the medium once they are added, with all lines before them and the name of the file', () => {
    const { file, path, lines } = fresh()
    const paths = new Map<number, string>()
    let calls: [string, string | undefined][] = []
    disk.open = (name, flags) => {
      const number = real.open(name, flags)
      paths.set(number, name)
      return number
    }
    disk.write = (number, ...rest) => {
      calls.push(['write', paths.get(number)])
      return real.write(number, ...rest)
    }
    disk.sync = (number) => {
      calls.push(['sync', paths.get(number)])
      real.sync(number)
    }
    file.add([failed(0)])
    expect(calls).toEqual([])
    file.addVerdicts([withGenome(verdict(1)), withGenome(verdict(2))])
    expect(calls).toEqual([
      ['write', path],
      ['sync', path],
      ['sync', dirname(path)],
    ])
    calls = []
    file.addVerdicts([withGenome(verdict(3))])
    expect(calls).toEqual([
      ['write', path],
      ['sync', path],
    ])
    expect(lines().map(({ generation }) => generation)).toEqual([1, 2, 3, 4])
  })

  it.each(['write', 'sync'] as const)('are kept if the disk refuses them at %s', (call) => {
    const { file, path, lines } = fresh()
    disk[call] = () => {
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
    }
    expect(() => file.addVerdicts([withGenome(verdict(1))])).toThrow(
      `${path}: could not be written: a full disk`,
    )
    expect(file.missing).toBe(call === 'write' ? 1 : 0)
    Object.assign(disk, real)
    file.sync()
    expect(file.missing).toBe(0)
    expect(lines()).toHaveLength(1)
  })

  it('hold their genome, to the bit', () => {
    const { file, lines } = fresh()
    const genomes = [Float32Array.of(0.1, -0, Number.NaN), Float64Array.of(0.1, Infinity, 5e-324)]
    file.addVerdicts(genomes.map((genome) => withGenome(verdict(1), genome)))
    expect(lines().map(({ genome }) => genome)).toEqual([
      [Math.fround(0.1), '-0', 'NaN'],
      [0.1, 'Infinity', 5e-324],
    ])
  })

  it('leave their genome out after 1000 of them, also those of an earlier process', () => {
    const { file, path, lines } = fresh()
    const some = (count: number) => Array.from({ length: count }, (_, at) => withGenome(verdict(at)))
    const kept = (): boolean[] => lines().map(({ genome }) => genome !== null)
    file.addVerdicts(some(600))
    file.addVerdicts(some(300))
    const next = new FailuresFile(dirname(path))
    expect(next.cut(900)).toEqual([])
    next.addVerdicts(some(102))
    expect(kept()).toEqual(Array.from({ length: 1002 }, (_, at) => at < 1000))
    expect(next.cut(0)).toHaveLength(1002)
  })

  it('leave their genome out after two million genes', () => {
    const { file, lines } = fresh()
    const genome = new Float32Array(500_000)
    file.addVerdicts(Array.from({ length: 6 }, (_, at) => withGenome(verdict(at), genome)))
    expect(lines().map(({ genome }) => genome?.length ?? 0)).toEqual([
      ...[500_000, 500_000, 500_000, 500_000, 0, 0],
    ])
  })

  it('are counted anew when the file goes back, without other failures', () => {
    const { file, lines } = fresh()
    file.add(Array.from({ length: 1001 }, () => failed(0)))
    file.addVerdicts(Array.from({ length: 600 }, () => withGenome(verdict(0))))
    file.cut(1)
    file.addVerdicts(Array.from({ length: 401 }, () => withGenome(verdict(1))))
    expect(lines().map(({ genome }) => genome !== null)).toEqual([
      ...Array.from({ length: 2001 }, () => true),
      false,
    ])
  })
})

describe('a file of failures that goes back to a generation', () => {
  /** Failures and verdicts of generations 1 to 4. */
  function filled(): Open {
    const open = fresh()
    const { file } = open
    for (const generation of [0, 1, 2, 3]) {
      file.add([failed(generation), failed(generation, 'budget')])
      file.addVerdicts([withGenome(verdict(generation))])
    }
    return open
  }

  it.each([
    [0, [1, 2, 3, 4]],
    [1, [1, 1, 1, 2, 3, 4]],
    [3, [1, 1, 1, 2, 2, 2, 3, 3, 3, 4]],
    [4, [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]],
  ])('has lines up to generation %i, and later verdicts only, which it returns', (generation, kept) => {
    const { file, lines } = filled()
    const later = [1, 2, 3, 4].filter((number) => number > generation)
    expect(file.cut(generation)).toEqual(later.map((number) => verdict(number - 1)))
    expect(lines().map((line) => line.generation)).toEqual(kept)
  })

  it('takes verdicts of its election as later ones: it is held again', () => {
    const { file, lines } = fresh()
    const measured = (generation: number, reason: 'election' | 'target', item: number): Verdict =>
      verdict(generation, { job: 'rescore', fresh: { reason, episodes: 3, drawn: 9 }, item })
    const verdicts = [
      ...[measured(0, 'election', 0), verdict(1), measured(1, 'target', 1), measured(1, 'election', 2)],
      ...[measured(1, 'election', 3), measured(2, 'target', 4)],
    ]
    file.addVerdicts(verdicts.map((found) => withGenome(found)))
    expect(file.cut(2)).toEqual(verdicts.slice(3))
    expect(lines()).toHaveLength(6)
    expect(file.cut(2, false)).toEqual([])
    expect(lines()).toHaveLength(3)
    expect(file.cut(0)).toEqual(verdicts.slice(0, 3))
  })

  it('keeps no later verdicts if they do not hold', () => {
    const { file, lines } = filled()
    expect(file.cut(2, false)).toEqual([])
    expect(lines().map(({ generation }) => generation)).toEqual([1, 1, 1, 2, 2, 2])
    expect(file.cut(1)).toEqual([verdict(1)])
  })

  it('keeps as many genomes as if it had never had the verdicts that went', () => {
    const { file, lines } = fresh()
    const some = (count: number, generation: number) =>
      Array.from({ length: count }, () => withGenome(verdict(generation)))
    file.addVerdicts([...some(10, 0), ...some(900, 1)])
    file.cut(1, false)
    file.addVerdicts(some(991, 1))
    expect(lines().map(({ genome }) => genome !== null)).toEqual([
      ...Array.from({ length: 1000 }, () => true),
      false,
    ])
  })

  it('keeps its lines to the byte', () => {
    const { file, path } = filled()
    appendFileSync(path, `${JSON.stringify({ ...failed(0), genome: null, generation: 1, message: 'Öl' })}\n`)
    const before = readFileSync(path)
    file.cut(4)
    expect(readFileSync(path)).toEqual(before)
  })

  it('is not written anew if it has no more lines', () => {
    const { file } = filled()
    disk.open = (path, flags) => {
      if (flags !== 'r') throw new Error('written')
      return real.open(path, flags)
    }
    expect(file.cut(4)).toEqual([])
  })

  it.each(['{"kind":"dead', '{', JSON.stringify(failed(0))])('drops a torn last line: %s', (torn) => {
    const { file, path } = filled()
    const before = readFileSync(path)
    appendFileSync(path, torn)
    file.cut(4)
    expect(readFileSync(path)).toEqual(before)
  })

  it('is empty if it has a torn line alone', () => {
    const { file, path } = fresh()
    writeFileSync(path, '{"kind"')
    expect(file.cut(3)).toEqual([])
    expect(readFileSync(path, 'utf8')).toBe('')
  })

  it('is not made if there is none', () => {
    const { file, path } = fresh()
    expect(file.cut(0)).toEqual([])
    expect(existsSync(path)).toBe(false)
  })

  it('forgets lines that are not on the disk, and goes on at its end', () => {
    const { file, lines } = filled()
    file.add([failed(9)])
    file.cut(1)
    expect(file.missing).toBe(0)
    file.add([failed(1)])
    file.sync()
    expect(lines().map(({ generation }) => generation)).toEqual([1, 1, 1, 2, 3, 4, 2])
  })

  it.each(['{"kind":"bored"}', '{"kind":', '', '\0\0\0\0', '[]', 'null'])(
    'drops a line that holds no failure, and no other: %j',
    (line) => {
      const { file, path } = filled()
      const before = readFileSync(path, 'utf8')
      const [first, ...rest] = before.split('\n')
      writeFileSync(path, [first, line, ...rest].join('\n'))
      expect(file.cut(4)).toEqual([])
      expect(readFileSync(path, 'utf8')).toBe(before)
    },
  )

  it('stays as it is if the disk refuses the shorter one', () => {
    const { file, path } = filled()
    const before = readFileSync(path)
    disk.write = () => {
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
    }
    expect(() => file.cut(1)).toThrow('ENOSPC')
    expect(readFileSync(path)).toEqual(before)
  })
})
