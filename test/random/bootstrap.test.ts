import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantile } from '../../src/math/quantile.ts'
import { bootstrapInterval } from '../../src/random/bootstrap.ts'
import { purpose } from '../../src/random/purpose.ts'
import { RandomStream } from '../../src/random/stream.ts'

const stream = (seed: number): RandomStream => new RandomStream({ seed, purpose: purpose.bootstrap })
const median = (sorted: Float64Array): number => quantile(sorted, 0.5)
const mean = (sorted: Float64Array): number => sorted.reduce((sum, value) => sum + value, 0) / sorted.length
const interval = (values: readonly number[], seed: number, level?: number): readonly [number, number] =>
  bootstrapInterval(values, median, {
    resamples: 200,
    stream: stream(seed),
    ...(level === undefined ? {} : { level }),
  })

const seeds = fc.nat(0xffffffff)
const samples = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 })
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1)

describe('the bootstrap interval', () => {
  it('of one value is that value', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), seeds, (value, seed) => {
        const [low, high] = interval([value], seed)
        expect(low === value && high === value).toBe(true)
      }),
      { seed: 1 },
    )
  })

  it('of a median stands in order, within the values, around what is likeliest', () => {
    fc.assert(
      fc.property(samples, seeds, (values, seed) => {
        const [low, high] = interval(values, seed)
        expect(low).toBeLessThanOrEqual(high)
        expect(low).toBeGreaterThanOrEqual(Math.min(...values))
        expect(high).toBeLessThanOrEqual(Math.max(...values))
        expect(low).toBeLessThanOrEqual(quantile(values, 0.5))
        expect(high).toBeGreaterThanOrEqual(quantile(values, 0.5))
      }),
      { seed: 2 },
    )
  })

  it('depends on the values and the stream alone, not on the order of the values', () => {
    fc.assert(
      fc.property(samples, seeds, (values, seed) => {
        expect(interval(values.toReversed(), seed)).toEqual(interval(values, seed))
      }),
      { seed: 3 },
    )
    const values = upTo(30).map((i) => i * i * 0.37)
    const once = (seed: number): readonly [number, number] =>
      bootstrapInterval(values, mean, { resamples: 200, stream: stream(seed) })
    expect(once(1)).toEqual(once(1))
    expect(once(1)).not.toEqual(once(2))
  })

  it('moves and stretches with the values', () => {
    fc.assert(
      fc.property(samples, seeds, fc.integer({ min: -500, max: 500 }), (values, seed, shift) => {
        const [low, high] = interval(values, seed)
        const [movedLow, movedHigh] = interval(
          values.map((value) => 4 * value + shift),
          seed,
        )
        expect(movedLow).toBeCloseTo(4 * low + shift, 9)
        expect(movedHigh).toBeCloseTo(4 * high + shift, 9)
      }),
      { seed: 4 },
    )
  })

  it('widens as it must be surer', () => {
    fc.assert(
      fc.property(samples, seeds, (values, seed) => {
        const levels = [0.5, 0.8, 0.95, 0.99].map((level) => interval(values, seed, level))
        for (let i = 1; i < levels.length; i++) {
          expect(levels[i]![0]).toBeLessThanOrEqual(levels[i - 1]![0])
          expect(levels[i]![1]).toBeGreaterThanOrEqual(levels[i - 1]![1])
        }
      }),
      { seed: 5 },
    )
  })

  it('hands the statistic as many values as there are, each one of them, in order', () => {
    const values = [5, 1, 4, 1, 3]
    bootstrapInterval(
      values,
      (sorted) => {
        expect(sorted).toHaveLength(5)
        expect([...sorted].sort((a, b) => a - b)).toEqual([...sorted])
        expect(sorted.every((value) => values.includes(value))).toBe(true)
        return 0
      },
      { resamples: 50, stream: stream(6) },
    )
  })

  it('agrees with the exact distribution of the bootstrap median of 13 values', () => {
    // P(median* = x_k), k = 2 … 12: .0015 .0142 .0550 .1242 .1936 .2230 and back (Efron 1979, section 3), so the tail
    // of 0.5 % ends in x_3, that of 2.5 % in x_4, that of 10 % in x_5.
    const exact = (level: number): readonly [number, number] =>
      bootstrapInterval(upTo(13), median, { level, stream: stream(7) })
    expect([exact(0.99), exact(0.95), exact(0.8)]).toEqual([
      [3, 11],
      [4, 10],
      [5, 9],
    ])
  })

  it('of a mean is as wide as its standard error says', () => {
    const values = upTo(50)
    const deviation = Math.sqrt(mean(Float64Array.from(values.map((value) => (value - 25.5) ** 2))))
    const [low, high] = bootstrapInterval(values, mean, { stream: stream(8) })
    const half = (1.96 * deviation) / Math.sqrt(50)
    expect(low / (25.5 - half)).toBeCloseTo(1, 1)
    expect(high / (25.5 + half)).toBeCloseTo(1, 1)
    expect((high - low) / (2 * half)).toBeCloseTo(1, 1)
  })

  it('holds the true median about as often as it says', () => {
    const source = new RandomStream({ seed: 9, purpose: 1 })
    let held = 0
    for (let trial = 0; trial < 400; trial++) {
      const [low, high] = interval(
        upTo(25).map(() => source.normal()),
        trial,
      )
      if (low <= 0 && high >= 0) held += 1
    }
    // Within a few standard deviations (0.011) of 0.95; the percentile interval of a median errs a little to either side.
    expect(held / 400).toBeGreaterThan(0.9)
    expect(held / 400).toBeLessThan(0.99)
  })
})
