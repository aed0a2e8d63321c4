import { describe, expect, it } from 'vitest'
import { Claims } from '../../src/evaluation/claims.ts'
import { claimWords } from '../../src/memory/claims.ts'

function claims(capacity: number): Claims {
  return new Claims({
    words: new Int32Array(new SharedArrayBuffer(claimWords(capacity) * 4)),
    startedAt: new Float64Array(capacity),
  })
}

describe('claims', () => {
  it('are taken once each, in chunks', () => {
    const work = claims(10)
    work.fill([0, 1, 2, 3, 4, 5, 6])
    const taken: number[][] = []
    for (let chunk = work.take(3); chunk.length > 0; chunk = work.take(3)) taken.push(Array.from(chunk))
    expect(taken).toEqual([[0, 1, 2], [3, 4, 5], [6]])
  })

  it('list items not begun, and slot and time of items begun but not finished', () => {
    const work = claims(10)
    work.fill([4, 7, 8, 9])
    const before = performance.timeOrigin + performance.now()
    for (const individual of work.take(4)) {
      if (individual === 9) break
      work.begin(individual, 3)
      if (individual !== 8) work.finish(individual, 3, true)
    }
    expect(work.untaken()).toEqual([9])
    expect(work.open).toBe(2)
    const [claim, ...others] = work.underWay()
    expect(others).toEqual([])
    expect(claim).toMatchObject({ individual: 8, slot: 3 })
    expect(claim?.startedAt).toBeGreaterThanOrEqual(before)
    expect(claim?.startedAt).toBeLessThanOrEqual(performance.timeOrigin + performance.now())
  })

  it('list the finished items that are lost with the thread of a slot: those not wholly in memory', () => {
    const work = claims(8)
    work.fill([0, 1, 2, 3, 4, 5, 6])
    for (const individual of [0, 1, 2, 3, 4, 5]) {
      work.begin(individual, individual % 2)
      if (individual < 5) work.finish(individual, individual % 2, individual === 2)
    }
    expect(work.lostWith(0)).toEqual([0, 4])
    expect(work.lostWith(1)).toEqual([1, 3])
    expect(work.lostWith(2)).toEqual([])
    expect(work.underWay().map(({ individual }) => individual)).toEqual([5])
    expect(work.untaken()).toEqual([6])
  })

  it('know the slots that have begun an item of this round, whatever became of it', () => {
    const work = claims(4)
    work.fill([0, 1, 2, 3])
    const used = (): number[] => [0, 1, 2, 3].filter((slot) => work.usedBy(slot))
    expect(used()).toEqual([])
    work.begin(0, 0)
    expect(used()).toEqual([0])
    for (const slot of [1, 2]) work.begin(slot, slot)
    work.finish(1, 1, true)
    work.finish(2, 2, false)
    expect(used()).toEqual([0, 1, 2])
    work.fill([3])
    expect(used()).toEqual([])
  })

  it('can be filled again', () => {
    const work = claims(3)
    work.fill([0, 1, 2])
    for (const individual of work.take(3)) work.begin(individual, 0)
    work.fill([1])
    expect(work.untaken()).toEqual([1])
    expect(work.underWay()).toEqual([])
    expect(Array.from(work.take(5))).toEqual([1])
    expect(work.take(5)).toHaveLength(0)
  })
})
