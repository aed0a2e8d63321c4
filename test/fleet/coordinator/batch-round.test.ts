import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Batch, BatchRound } from '../../../src/fleet/coordinator/batch-round.ts'

const items = { from: 3, to: 13 }

describe('a round of batches', () => {
  it('is over when every item has a result', () => {
    const round = new BatchRound('a', items)
    const [first, second] = round.begin([6, 4], 0) as [Batch, Batch]
    expect(round.take(first.id, first)).toEqual({ fresh: [3, 4, 5, 6, 7, 8], known: [] })
    expect([round.over, round.finished]).toEqual([false, 6])
    round.take(second.id, second)
    expect([round.over, round.finished]).toEqual([true, 10])
  })

  it('tells results that came before from new ones', () => {
    const round = new BatchRound('a', items)
    const [batch] = round.begin([10], 0) as [Batch]
    const [copy] = round.late(100, 0, () => 50) as [Batch]
    expect(round.take(copy.id, copy).known).toEqual([])
    expect(round.take(batch.id, batch)).toEqual({ fresh: [], known: [3, 4, 5, 6, 7, 8, 9, 10, 11, 12] })
  })

  it('copies a late batch once, and only after it can have been taken', () => {
    const round = new BatchRound('a', items)
    round.begin([10], 0)
    expect(round.late(100, 80, () => 50)).toEqual([])
    expect(round.late(100, 0, () => 50)).toHaveLength(1)
    expect(round.late(1000, 0, () => 50)).toEqual([])
  })

  it('halves a batch whose workers die until it knows the item', () => {
    const round = new BatchRound('a', items)
    const poison = 7
    let open = [...round.begin([10], 0)]
    const deaths: number[] = []
    while (open.length > 0) {
      const batch = open.pop()!
      if (poison < batch.from || poison >= batch.to) round.take(batch.id, batch)
      else {
        const verdict = round.died(batch.id, 0)
        if (verdict.kind === 'again') open = [...open, ...verdict.batches]
        else {
          deaths.push(verdict.item)
          round.settle(verdict.item)
        }
      }
    }
    expect(deaths).toEqual([poison])
    expect(round.over).toBe(true)
  })

  it('drops batches that nobody needs any more', () => {
    const round = new BatchRound('a', items)
    const [batch] = round.begin([10], 0) as [Batch]
    const [copy] = round.late(100, 0, () => 50) as [Batch]
    round.take(batch.id, batch)
    expect(round.surplus()).toEqual([copy.id])
    expect(round.open).toEqual([])
  })

  it('gives every item one result, in whatever order workers answer, die and lose batches', () => {
    const event = fc.record({
      kind: fc.constantFrom('answer', 'answer', 'answer', 'die', 'lose', 'late', 'twice'),
      which: fc.nat(),
    })
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 200 }),
        fc.array(fc.integer({ min: 1, max: 9 })),
        (events, parts) => {
          const count = parts.reduce((sum, size) => sum + size, 1)
          const round = new BatchRound('r', { from: 0, to: count })
          const answered: Batch[] = []
          const seen = new Map<number, number>()
          const note = (fresh: readonly number[]): void => {
            for (const item of fresh) seen.set(item, (seen.get(item) ?? 0) + 1)
          }
          round.begin([...parts, 1], 0)
          let now = 0
          const step = ({ kind, which }: { kind: string; which: number }): void => {
            const { open } = round
            const batch = open[which % open.length]
            if (batch === undefined) return
            now += 10
            if (kind === 'answer') {
              answered.push(batch)
              note(round.take(batch.id, batch).fresh)
            } else if (kind === 'twice' && answered.length > 0) {
              const again = answered[which % answered.length]!
              expect(round.take(again.id, again).fresh).toEqual([])
            } else if (kind === 'lose') round.again(batch.id, now)
            else if (kind === 'late') round.late(now, 0, () => 5)
            else if (kind === 'die') {
              const verdict = round.died(batch.id, now)
              if (verdict.kind === 'poison') {
                round.settle(verdict.item)
                note([verdict.item])
              }
            }
          }
          for (const each of events) step(each)
          // Nothing is lost: what is open is enough to end it.
          while (!round.over) {
            expect(round.open.length).toBeGreaterThan(0)
            step({ kind: 'answer', which: 0 })
          }
          expect([...seen.values()]).toEqual(Array.from({ length: count }, () => 1))
          expect(round.finished).toBe(count)
        },
      ),
    )
  })
})
