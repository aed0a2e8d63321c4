import { describe, expect, it } from 'vitest'
import { RandomStream } from '../../src/random/stream.ts'
import { Diversity } from '../../src/strategies/diversity.ts'

/** The diversity of rows that are added slab by slab. */
function diversity(length: number, ...slabs: readonly (readonly number[])[]): number {
  const made = new Diversity(length)
  for (const slab of slabs) made.add(Float32Array.from(slab), slab.length / length)
  return made.value
}

describe('diversity', () => {
  it('is 0 for clones', () => {
    expect(diversity(2, [1, 2, 1, 2, 1, 2])).toBe(0)
  })

  it('is the mean standard deviation of a gene, over the rows that count', () => {
    expect(diversity(2, [0, 0, 2, 4])).toBe(1.5)
    const made = new Diversity(2)
    made.add(Float32Array.of(0, 0, 2, 4, 99, 99), 2)
    expect(made.value).toBe(1.5)
  })

  it('is the same bits for rows that come in parts', () => {
    const rows = new Float32Array(200 * 300)
    new RandomStream({ seed: 1, purpose: 1 }).fillNormal(rows)
    const [all, parts] = [new Diversity(300), new Diversity(300)]
    all.add(rows, 200)
    for (const [from, to] of [
      [0, 7],
      [7, 77],
      [77, 200],
    ] as const)
      parts.add(rows.subarray(from * 300, to * 300), to - from)
    expect(parts.value).toBe(all.value)
    expect(all.value).toBeGreaterThan(0.9)
  })
})
