import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { phaseScale } from '../../src/report/phase-scale.ts'

describe('an axis of several phases', () => {
  it('is a plain one where every phase is legible, and where there is one alone', () => {
    for (const starts of [[], [600], [0], [1000], [2000]]) {
      const scale = phaseScale(starts, [0, 1000], [0, 400])
      expect(scale.stretches).toEqual([[0, 400]])
      expect(scale.at(250)).toBe(100)
    }
  })

  it('gives a short fine-tuning three tenths, behind a gap, with ticks of its own', () => {
    const scale = phaseScale([30_450], [0, 30_645], [100, 512])
    expect(scale.stretches).toEqual([
      [100, 380],
      [392, 512],
    ])
    expect([0, 30_450, 30_451, 30_645].map((value) => Math.round(scale.at(value)))).toEqual([
      100, 380, 393, 512,
    ])
    const ticks = scale.ticks(6).map(({ value }) => value)
    expect(ticks.filter((value) => value > 30_450).length).toBeGreaterThanOrEqual(2)
    expect(ticks).toEqual(ticks.toSorted((a, b) => a - b))
  })

  it('gives a short training its share too', () => {
    const [training, tuning] = phaseScale([10], [0, 1000], [0, 412]).stretches
    expect(training![1]).toBe(120)
    expect(tuning![0]).toBe(132)
  })

  it('ascends, and shows nothing for what is no number', () => {
    const share = fc.double({ min: 0.001, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(share, share, share, (start, one, other) => {
        const scale = phaseScale([1e6 * start], [0, 1e6], [40, 440])
        const [low, high] = [Math.min(one, other) * 1e6, Math.max(one, other) * 1e6]
        expect(scale.at(low)).toBeLessThanOrEqual(scale.at(high))
        expect(scale.at(high)).toBeLessThanOrEqual(440)
      }),
      { numRuns: 60 },
    )
    expect(phaseScale([990], [0, 1000], [0, 400]).at(Number.NaN)).toBeNaN()
  })
})
