import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { confusion } from '../../../src/tasks/supervised/confusion.ts'

describe('a confusion', () => {
  it('counts what was taken for what, and scores each class by hand', () => {
    // Class 0: 2 of 3 found, 2 of 2 named right. Class 1: 2 of 2 found, 2 of 3 named right. Class 2: never there.
    const { counts, scores, accuracy, undecided } = confusion([0, 0, 0, 1, 1], [0, 0, 1, 1, 1], 3)
    expect(Array.from(counts!)).toEqual([2, 1, 0, 0, 2, 0, 0, 0, 0])
    expect(accuracy).toBe(0.8)
    expect(undecided).toBe(0)
    expect(scores[0]).toEqual({ precision: 1, recall: 2 / 3, f1: 0.8, support: 3 })
    expect(scores[1]).toEqual({ precision: 2 / 3, recall: 1, f1: 0.8, support: 2 })
    expect(scores[2]).toEqual({ precision: Number.NaN, recall: Number.NaN, f1: Number.NaN, support: 0 })
  })

  it('counts an answer that is no number as wrong, and as none of the classes', () => {
    const { counts, scores, accuracy, undecided } = confusion([0, 1], [0, -1], 2)
    expect([accuracy, undecided]).toEqual([0.5, 1])
    expect(Array.from(counts!)).toEqual([1, 0, 0, 0])
    expect(scores[1]).toMatchObject({ recall: 0, support: 1 })
  })

  it('loses no sample, and F1 is the harmonic mean of precision and recall', () => {
    const samples = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: -1, max: 3 })), { minLength: 1 })
    fc.assert(
      fc.property(samples, (pairs) => {
        const result = confusion(
          pairs.map(([truth]) => truth),
          pairs.map(([, chosen]) => chosen),
          4,
        )
        const counted = result.counts!.reduce((sum, count) => sum + count, 0)
        expect(counted + result.undecided).toBe(pairs.length)
        for (const { precision, recall, f1 } of result.scores) {
          if (precision > 0 && recall > 0) expect(f1).toBeCloseTo(2 / (1 / precision + 1 / recall), 12)
        }
      }),
    )
  })
})
