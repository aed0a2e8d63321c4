import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { GenerationEvent } from '../../../src/run/events.ts'
import { EventDigest } from '../../../src/run/folder/event-digest.ts'
import { event } from '../../report/html/sample.ts'

function digestOf(...events: readonly GenerationEvent[]): string {
  const digest = new EventDigest()
  for (const one of events) digest.add(one)
  return digest.take()
}

/** More bytes than a block has. */
const many = Array.from({ length: 200 }, (_, i) => event(i + 1))

describe('the digest of events', () => {
  it('is 16 hexadecimal digits, the same for the same events', () => {
    expect(digestOf(event(1), event(2))).toMatch(/^[0-9a-f]{16}$/)
    expect(digestOf(event(1), event(2))).toBe(digestOf(event(1), event(2)))
    expect(digestOf(event(1), event(2))).not.toBe(digestOf(event(2), event(1)))
  })

  it('takes in no times', () => {
    const { timing, ...rest } = event(1)
    expect(digestOf({ ...rest, timing: { ...timing, askMs: 99, elapsedMs: 99 } })).toBe(digestOf(event(1)))
  })

  it.each<[string, Partial<GenerationEvent>]>([
    ['phase', { phase: 'finetune' }],
    ['unit', { unit: 'epoch' }],
    ['phaseStart', { phaseStart: { generation: 0, evaluations: 1 } }],
    ['generation', { generation: 2 }],
    ['evaluations', { evaluations: 50.5 }],
    ['best', { best: null }],
    ['mean', { mean: 1.2000000000000004 }],
    ['median', { median: Number.NaN }],
    ['spread', { spread: null }],
    ['champion', { champion: null }],
    ['validation', { validation: null }],
    ['diversity', { diversity: 0.5 }],
    ['failures', { failures: 1 }],
    ['a figure', { strategy: { sigma: 0.2 } }],
    ['the name of a figure', { strategy: { sigmb: event(1).strategy['sigma']! } }],
    ['a metric', { metrics: { steps: 3 } }],
    ['a metric without a name', { metrics: {} }],
    ['the behaviour', { behaviour: [1, 2] }],
    ['an empty behaviour', { behaviour: [] }],
  ])('takes in %s', (_, change) => {
    expect(digestOf({ ...event(1), ...change })).not.toBe(digestOf(event(1)))
  })

  it('tells NaN, null and what is missing apart', () => {
    const values = [Number.NaN, null].map((best) => digestOf({ ...event(1), best }))
    expect(new Set(values).size).toBe(2)
  })

  it('begins anew after it was taken', () => {
    const digest = new EventDigest()
    digest.add(event(1))
    digest.take()
    digest.add(event(2))
    expect(digest.take()).toBe(digestOf(event(2)))
  })

  it('is the SHA-256 of 32 zeros and the bytes, little-endian', () => {
    const numbers = [0, 0, 0, 0, 7, 1, 2, 3, 4, 2, 5, 6, 8]
    const words = (values: readonly number[]): Buffer => {
      const bytes = Buffer.alloc(8 * values.length)
      for (const [i, value] of values.entries()) bytes.writeDoubleLE(value, 8 * i)
      return bytes
    }
    const none = (which: number): Buffer => {
      const bytes = Buffer.alloc(8)
      bytes.writeUInt32LE(which, 0)
      bytes.writeUInt32LE(0x7ff80000, 4)
      return bytes
    }
    const plain: GenerationEvent = {
      ...event(1),
      phaseStart: { generation: 0, evaluations: 0 },
      ...{ generation: 7, evaluations: 1, best: 2, mean: 3, median: 4, spread: [5, 6], champion: 8 },
      ...{ validation: null, diversity: 9, failures: 10, strategy: { Ä: 11 } },
    }
    const bytes = Buffer.concat([
      words(numbers),
      none(1),
      words([9, 10, 1, 1]),
      Buffer.from('Ä', 'utf16le'),
      words([11]),
      none(2),
      none(2),
    ])
    const hash = createHash('sha256').update(Buffer.alloc(32)).update(bytes).digest('hex')
    expect(digestOf(plain)).toBe(hash.slice(0, 16))
  })

  it('goes on from what it has taken in, bit for bit, wherever a block ends', () => {
    const whole = digestOf(...many)
    for (const taken of [0, 1, 38, 39, 40, 41, 199, 200]) {
      const first = new EventDigest()
      for (const one of many.slice(0, taken)) first.add(one)
      const second = new EventDigest()
      second.add(event(77))
      second.restore(structuredClone(first.snapshot()))
      first.add(event(5))
      for (const one of many.slice(taken)) second.add(one)
      expect(second.take()).toBe(whole)
    }
  })

  it('takes in events that are larger than a block', () => {
    const behaviour = Array.from({ length: 20_000 }, (_, i) => i)
    const changed = behaviour.with(19_999, -1)
    expect(digestOf({ ...event(1), behaviour })).not.toBe(digestOf({ ...event(1), behaviour: changed }))
  })
})
