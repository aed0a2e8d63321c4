/** A checkpoint in which any byte has changed, or that is cut off anywhere, is refused, and the one before it is taken. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { InputError } from '../../src/errors.ts'
import { DamagedCheckpoint, readCheckpoint } from '../../src/run/checkpoint/checkpoint-codec.ts'
import { full, shareOf } from './counts.ts'
import { holding, killAt } from './faulty-disk.ts'
import { forgetLock, resultOf, scenarios, train } from './scenarios.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-damaged-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

const config = scenarios['step sizes of their own, then Adam']!
const whole = join(base, 'whole')
const broken = join(base, 'broken')
let expected: object
let names: string[]
let bytes: Buffer

const checkpoint = (folder: string, name: string): string => join(folder, 'checkpoints', name)

beforeAll(async () => {
  await train(whole, config)
  expected = resultOf(whole)
  // Ended while it went on, after more than one checkpoint.
  const counter = killAt(Number.POSITIVE_INFINITY)
  await train(join(base, 'counted'), config)
  counter.end()
  const fault = killAt(Math.floor(counter.calls * 0.8))
  await train(broken, config).catch(() => {})
  fault.end()
  forgetLock(broken)
  names = readdirSync(join(broken, 'checkpoints'))
    .filter((name) => name.endsWith('.checkpoint'))
    .sort()
    .reverse()
  bytes = readFileSync(checkpoint(broken, names[0]!))
})

/** Reads other bytes in place of a checkpoint. */
function readChanged(changed: Uint8Array): unknown {
  const memory = holding(changed)
  try {
    return readCheckpoint('changed.checkpoint')
  } finally {
    memory.end()
  }
}

describe('a checkpoint', () => {
  it('is read as it was written', () => {
    expect(names.length).toBeGreaterThan(1)
    expect(readChanged(bytes)).toEqual(readCheckpoint(checkpoint(broken, names[0]!)))
  })

  it.each(full ? [0x01, 0x10, 0x80, 0xff] : [0x10])(
    'with any byte that differs in the bits %i is refused',
    (bits) => {
      for (let at = 0; at < bytes.length; at++) {
        const changed = Buffer.from(bytes)
        changed[at]! ^= bits
        expect(() => readChanged(changed), `byte ${at}`).toThrow(DamagedCheckpoint)
      }
      console.log(`${bytes.length} bytes of a checkpoint changed in the bits ${bits}: all refused`)
    },
  )

  it('that is cut off anywhere, or goes on, is refused', () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(() => readChanged(bytes.subarray(0, length)), `${length} bytes`).toThrow(DamagedCheckpoint)
    }
    expect(() => readChanged(Buffer.concat([bytes, Buffer.alloc(8)]))).toThrow(DamagedCheckpoint)
    console.log(`a checkpoint cut off at each of ${bytes.length} lengths: all refused`)
  })

  it('that claims to be larger than the file allocates nothing', () => {
    const changed = Buffer.from(bytes)
    changed.writeUInt32LE(0xffffffff, 24)
    changed.writeDoubleLE(2 ** 60, 16)
    expect(() => readChanged(changed)).toThrow(/expected \d{19} bytes, found \d+$/)
    changed.writeDoubleLE(changed.length, 16)
    expect(() => readChanged(changed)).toThrow(
      'expected a header that fits the file, found one of 4294967295 bytes',
    )
  })
})

describe('a run whose newest checkpoint is damaged', () => {
  it('goes on from the one before, to the same result, and says so', async () => {
    const places = shareOf(bytes.length, full ? 200 : 12)
    for (const place of full
      ? places.filter((_, index) => index % Math.ceil(places.length / 200) === 0)
      : places) {
      const folder = join(base, `run-${place}`)
      cpSync(broken, folder, { recursive: true })
      const changed = Buffer.from(bytes)
      changed[place - 1]! ^= 0x40
      writeFileSync(checkpoint(folder, names[0]!), changed)
      const said: string[] = []
      await train(folder, config, { warn: (line) => void said.push(line) })
      expect(resultOf(folder), `byte ${place}`).toEqual(expected)
      expect(said).toHaveLength(2)
      expect(said[0]).toContain(`${checkpoint(folder, names[0]!)}: expected `)
      expect(said[1]).toBe(
        `${folder}: this goes on from an earlier checkpoint, of generation ${Number.parseInt(names[1]!, 10)}`,
      )
      expect(readdirSync(join(folder, 'checkpoints'))).toContain(`${names[0]!}.damaged`)
      rmSync(folder, { recursive: true })
    }
  })

  it('and so are all others, is not begun anew without being told to', async () => {
    const folder = join(base, 'all')
    cpSync(broken, folder, { recursive: true })
    for (const name of names) writeFileSync(checkpoint(folder, name), 'no checkpoint')
    const before = readFileSync(join(folder, 'metrics.jsonl'))
    await expect(train(folder, config)).rejects.toThrow(
      new InputError({
        ...{
          file: folder,
          expected: 'a checkpoint that is whole',
          found: `${names.length} that are damaged`,
        },
        hint: '--force begins anew, from the seed',
      }),
    )
    expect(readFileSync(join(folder, 'metrics.jsonl')).equals(before)).toBe(true)
  })

  it('since its metrics are shorter than it says, goes on from the one before', async () => {
    const folder = join(base, 'short')
    cpSync(broken, folder, { recursive: true })
    const metrics = readFileSync(join(folder, 'metrics.jsonl')).toString().split('\n')
    const generation = Number.parseInt(names[1]!, 10)
    writeFileSync(join(folder, 'metrics.jsonl'), `${metrics.slice(0, generation).join('\n')}\n{"phase":`)
    await train(folder, config)
    expect(resultOf(folder)).toEqual(expected)
  })
})
