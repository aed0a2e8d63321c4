import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { Phase } from '../../../src/run/events.ts'
import { decodeSnapshots, type Snapshot } from '../../../src/run/folder/snapshot-codec.ts'
import { SnapshotFile } from '../../../src/run/folder/snapshots.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-snapshots-'))
const fresh = (): string => join(mkdtempSync(join(base, 'run-')), 'snapshots.bin')

afterAll(() => rmSync(base, { recursive: true, force: true }))

function snapshot(generation: number, phase: Phase = 'train', length = 3): Snapshot {
  const genome = Float32Array.from({ length }, (_, gene) => Math.fround(generation + gene / 7))
  const validation = generation % 2 === 0 ? null : 0.5
  return {
    phase,
    generation,
    evaluations: generation * 50,
    fitness: 1 / generation,
    validation,
    elapsedMs: generation,
    genome,
  }
}

/** Writes the champions of a run as the run does. */
function record(path: string, generations: number, frames: number, every?: number, epochs = 0): Snapshot[] {
  const file = new SnapshotFile(path, 3, { frames, every, phases: epochs > 0 ? 2 : 1 })
  const last = generations + epochs
  for (let generation = 1; generation <= last; generation++) {
    const phase = generation > generations ? 'finetune' : 'train'
    if (file.due(phase, generation)) file.add(snapshot(generation, phase))
  }
  file.end(snapshot(last, epochs > 0 ? 'finetune' : 'train'))
  return decodeSnapshots(readFileSync(path), path)
}

describe('the champions of a run', () => {
  it('are read back unchanged', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ noNaN: true }), { maxLength: 20 }),
        fc.double({ noNaN: true }),
        (genes, fitness) => {
          const path = fresh()
          const file = new SnapshotFile(path, genes.length, { frames: 5, phases: 1 })
          const written = { ...snapshot(7), genome: Float32Array.from(genes), fitness, evaluations: 12.25 }
          file.end(written)
          expect(decodeSnapshots(readFileSync(path), path)).toEqual([written])
        },
      ),
      { seed: 1, numRuns: 50 },
    )
  })

  it('are bounded in number for a run of any length, evenly spread, and include the first and the last', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 2, max: 40 }),
        fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
        (generations, frames, every) => {
          const found = record(fresh(), generations, frames, every).map(({ generation }) => generation)
          expect(found.length).toBeLessThanOrEqual(2 * frames + 1)
          expect([found[0], found.at(-1)]).toEqual([1, generations])
          const steps = found.slice(1, -1).map((generation, index) => generation - found[index]!)
          expect(new Set(steps).size).toBeLessThanOrEqual(1)
          if (generations >= frames * (every ?? 1)) expect(found.length).toBeGreaterThanOrEqual(frames)
        },
      ),
      { seed: 2, numRuns: 60 },
    )
  })

  it('of a long training make room for those of a short fine-tuning', () => {
    const found = record(fresh(), 2000, 10, undefined, 8)
    expect(found.filter(({ phase }) => phase === 'finetune').map(({ generation }) => generation)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((epoch) => 2000 + epoch),
    )
    expect(found.filter(({ phase }) => phase === 'train').length).toBeGreaterThanOrEqual(10)
  })

  it('of a network too large for the file are fewer, or none', () => {
    const due = (length: number): boolean =>
      new SnapshotFile(fresh(), length, { frames: 9, phases: 1 }).due('train', 1)
    expect([due(1_000_000), due(4_000_000), due(5_000_000)]).toEqual([true, true, false])
  })
})

describe('a file that continues from a snapshot of its state', () => {
  it('ends as if it had not been interrupted, however far it had come since', () => {
    const points = fc.tuple(fc.nat(1000), fc.nat(1000))
    const sizes = [fc.integer({ min: 1, max: 90 }), fc.nat(40), fc.integer({ min: 1, max: 5 })] as const
    fc.assert(
      fc.property(
        ...sizes,
        fc.constantFrom(undefined, 2, 3),
        points,
        (generations, epochs, frames, every, at) => {
          const path = fresh()
          const whole = record(path, generations, frames, every, epochs)
          const last = generations + epochs
          const [taken, lost] = at.map((point) => point % (last + 1)).sort((a, b) => a - b)
          const options = { frames, every, phases: epochs > 0 ? 2 : 1 }
          const own = fresh()
          const write = (file: SnapshotFile, from: number, to: number): void => {
            for (let generation = from; generation <= to; generation++) {
              const phase = generation > generations ? 'finetune' : 'train'
              // Half a second each: all are written at once.
              const elapsedMs = 500 * generation
              if (file.due(phase, generation)) file.add({ ...snapshot(generation, phase), elapsedMs })
            }
          }
          const first = new SnapshotFile(own, 3, options)
          write(first, 1, taken!)
          const state = first.snapshot()
          write(first, taken! + 1, lost!)
          const second = new SnapshotFile(own, 3, options)
          second.restore(state)
          write(second, taken! + 1, last)
          second.end(snapshot(last, epochs > 0 ? 'finetune' : 'train'))
          const untimed = (list: Snapshot[]) => list.map((one) => ({ ...one, elapsedMs: 0 }))
          expect(untimed(decodeSnapshots(readFileSync(own), own))).toEqual(untimed(whole))
        },
      ),
      { seed: 4, numRuns: 80 },
    )
  })

  it('keeps the last champion though a later thinning has removed it', () => {
    const path = fresh()
    const first = new SnapshotFile(path, 3, { frames: 3, phases: 1 })
    for (let generation = 1; generation <= 6; generation++) first.add(snapshot(generation))
    const state = first.snapshot()
    first.add(snapshot(7))
    const second = new SnapshotFile(path, 3, { frames: 3, phases: 1 })
    second.restore(state)
    second.end(snapshot(6))
    const found = decodeSnapshots(readFileSync(path), path)
    expect(found.map(({ generation }) => generation)).toEqual([1, 3, 5, 6])
  })

  it('refuses a file that lacks what the snapshot lists', () => {
    const path = fresh()
    record(path, 5, 9)
    const state = new SnapshotFile(path, 3, { frames: 9, phases: 1 }).snapshot()
    const file = new SnapshotFile(path, 3, { frames: 9, phases: 1 })
    const records = [0, 1, 2, 3, 4, 5].map((age) => ({ phase: 'train' as const, age }))
    const longer = { ...state, records, phase: 'train' as const, firstGeneration: 2, lastGeneration: 7 }
    expect(() => file.restore(longer)).toThrow(`${path}: expected the champions of the interrupted run`)
    expect(decodeSnapshots(readFileSync(path), path)).toHaveLength(5)
  })
})

describe('a file of champions', () => {
  it('truncated at any point gives all complete champions', () => {
    const path = fresh()
    const whole = record(path, 20, 20)
    const bytes = readFileSync(path)
    const record24 = (bytes.length - 24) / 20
    for (let end = 0; end < bytes.length; end++) {
      if (end < 8) continue
      const found = decodeSnapshots(bytes.subarray(0, end), path)
      expect(found).toEqual(whole.slice(0, Math.max(0, Math.floor((end - 24) / record24))))
    }
  })

  it('with a damaged record gives the champions before it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 * 60 - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const path = fresh()
        const whole = record(path, 5, 5)
        const bytes = readFileSync(path)
        // Four bytes of a record are spare, but the checksum covers them.
        bytes[24 + at]! ^= flip
        expect(decodeSnapshots(bytes, path)).toEqual(whole.slice(0, Math.floor(at / 60)))
      }),
      { seed: 3, numRuns: 100 },
    )
  })

  it.each([
    ['hello', 'run.bin: expected snapshots of a run, found "hello"'],
    ['a longer text that is no such file', 'run.bin: expected snapshots of a run, found "a longer"'],
    [
      'EVOLVESN\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0',
      'run.bin: expected snapshots of version 1, found version 2',
    ],
    [
      'EVOLVESN\x01\0\0\0\x03\0\0\0\x03\0\0\0\0\0\0\0',
      'run.bin: expected records of 60 bytes for 3 parameters, found 3',
    ],
  ])('with invalid content is refused: %j', (text, message) => {
    expect(() => decodeSnapshots(Buffer.from(text, 'latin1'), 'run.bin')).toThrow(message)
  })

  it('that cannot be written throws the error of the disk to the caller', () => {
    const path = fresh()
    writeFileSync(path, '')
    const file = new SnapshotFile(join(path, 'below'), 3, { frames: 5, phases: 1 })
    expect(() => file.end(snapshot(1))).toThrow('ENOTDIR')
  })
})
