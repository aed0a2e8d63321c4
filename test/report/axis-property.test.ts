import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { domainOf } from '../../src/report/domain.ts'
import { makeScale } from '../../src/report/scale.ts'
import { hasRoom, linearTicks, logTicks, roundedEnds } from '../../src/report/ticks.ts'

/** Doubles of every size: denormal, next to each other, next to overflow, infinite, and none. */
const double = fc.oneof(
  fc.double(),
  fc.constantFrom(5e-324, 1e-323, 2.2e-308, 1e-300, 1e300, 1.7976931348623157e308, 0, -0),
  fc.double({ min: 1, max: 2 }),
)
/** A double, and one that is some steps of float64 away. */
const close = fc
  .tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 0, max: 2000 }))
  .map(([low, steps]): [number, number] => {
    const words = new BigInt64Array(Float64Array.of(low).buffer)
    words[0]! += BigInt(low < 0 ? -steps : steps)
    return [low, new Float64Array(words.buffer)[0]!]
  })
const ends = fc.oneof(fc.tuple(double, double), close)
const counts = fc.integer({ min: 1, max: 20 })

describe('ticks of any domain', () => {
  test.each([
    ['linear', linearTicks],
    ['log', logTicks],
  ] as const)('%s ones are few, finite and ascending', (_, ticks) => {
    fc.assert(
      fc.property(ends, counts, ([low, high], count) => {
        const values = ticks(low, high, count).map(({ value }) => value)
        expect(values.length).toBeLessThanOrEqual(9 * count + 20)
        for (const [i, value] of values.entries()) {
          expect(Number.isFinite(value)).toBe(true)
          if (hasRoom(low, high) && i > 0) expect(value).toBeGreaterThan(values[i - 1]!)
        }
      }),
      { seed: 1, numRuns: 3000 },
    )
  })

  test('have labels that differ, where there is room for ticks', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 10, noNaN: true }),
        fc.integer({ min: -11, max: 0 }),
        (low, power) => {
          const labels = linearTicks(low, low * (1 + 10 ** power), 6).map(({ label }) => label)
          expect(new Set(labels).size).toBe(labels.length)
        },
      ),
      { seed: 1 },
    )
  })
})

describe('a domain of any values', () => {
  test.each(['linear', 'log'] as const)('%s has a scale whose places and ticks are finite', (kind) => {
    fc.assert(
      fc.property(fc.array(double, { maxLength: 8 }), ends, (values, pair) => {
        const all = [...values, ...pair]
        const domain = domainOf(kind, all)
        if (domain === undefined) return
        const scale = makeScale(kind, domain.extent, [0, 100])
        expect(domain.extent[1]).toBeGreaterThan(domain.extent[0])
        expect(scale.ticks(6).length).toBeLessThanOrEqual(100)
        for (const value of all) {
          const place = scale.at(value)
          expect(Number.isNaN(place) || Math.abs(place) <= 1e4).toBe(true)
        }
        for (const { value } of scale.ticks(6)) expect(Number.isFinite(scale.at(value))).toBe(true)
      }),
      { seed: 1, numRuns: 3000 },
    )
  })

  test('is rounded outwards in few steps', () => {
    fc.assert(
      fc.property(ends, counts, ([low, high], count) => {
        if (!hasRoom(low, high)) return
        const [from, to] = roundedEnds(low, high, count)
        expect(from).toBeLessThanOrEqual(low)
        expect(to).toBeGreaterThanOrEqual(high)
        expect(Number.isFinite(to - from)).toBe(true)
      }),
      { seed: 1, numRuns: 3000 },
    )
  })
})
