import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { basedTicks, linearTicks, logTicks } from '../../src/report/ticks.ts'

/** Ends of an axis anywhere from 1e-9 to 1e9, of either sign, with a span no narrower than a millionth of them. */
const span = fc
  .tuple(
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.double({ min: 1e-6, max: 1, noNaN: true }),
    fc.integer({ min: -9, max: 9 }),
  )
  .map(([low, width, power]): [number, number] => [low * 10 ** power, (low + width) * 10 ** power])
const counts = fc.integer({ min: 3, max: 10 })

describe('linear ticks', () => {
  test('lie in the domain, evenly, 1, 2 or 5 times a power of ten apart', () => {
    fc.assert(
      fc.property(span, counts, ([low, high], count) => {
        const values = linearTicks(low, high, count).map(({ value }) => value)
        const slack = (high - low) * 1e-6
        expect(values.length).toBeGreaterThanOrEqual(Math.floor(count / 2))
        expect(values.length).toBeLessThanOrEqual(2 * count + 1)
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(low - slack)
          expect(value).toBeLessThanOrEqual(high + slack)
        }
        const steps = values.slice(1).map((value, i) => value - values[i]!)
        for (const step of steps) {
          expect(Math.abs(step / steps[0]! - 1)).toBeLessThan(1e-6)
          const mantissa = step / 10 ** Math.floor(Math.log10(step * (1 + 1e-6)))
          expect([1, 2, 5].some((one) => Math.abs(mantissa / one - 1) < 1e-6)).toBe(true)
        }
      }),
      { seed: 1 },
    )
  })

  test('have labels that differ and read back as their values', () => {
    fc.assert(
      fc.property(span, counts, ([low, high], count) => {
        const ticks = linearTicks(low, high, count)
        expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length)
        for (const { value, label } of ticks) {
          if (label.includes('10') && /[⁰¹²³⁴⁵⁶⁷⁸⁹]/.test(label)) continue
          const read = Number(label.replaceAll(',', '').replace('−', '-'))
          expect(Math.abs(read - value)).toBeLessThanOrEqual((high - low) * 1e-6)
        }
      }),
      { seed: 1 },
    )
  })

  test.each([
    [0, 1, 5, ['0', '0.2', '0.4', '0.6', '0.8', '1.0']],
    [0, 60_000, 6, ['0', '10,000', '20,000', '30,000', '40,000', '50,000', '60,000']],
    [-1, 1, 4, ['−1.0', '−0.5', '0', '0.5', '1.0']],
    [0, 4e9, 2, ['0', '2×10⁹', '4×10⁹']],
    [0, 3e-7, 3, ['0', '10⁻⁷', '2×10⁻⁷', '3×10⁻⁷']],
  ])('from %d to %d, about %d of them, read well', (low, high, count, labels) => {
    expect(linearTicks(low, high, count).map(({ label }) => label)).toEqual(labels)
  })
})

describe('log ticks', () => {
  const decades = fc
    .tuple(fc.double({ min: -250, max: 200, noNaN: true }), fc.double({ min: 0.05, max: 50, noNaN: true }))
    .map(([low, width]): [number, number] => [10 ** low, 10 ** (low + width)])

  test('lie in the domain, ascending, and at least two carry a label', () => {
    fc.assert(
      fc.property(decades, counts, ([low, high], count) => {
        const ticks = logTicks(low, high, count)
        ticks.forEach(({ value }, i) => {
          expect(value).toBeGreaterThanOrEqual(low * (1 - 1e-6))
          expect(value).toBeLessThanOrEqual(high * (1 + 1e-6))
          if (i > 0) expect(value).toBeGreaterThan(ticks[i - 1]!.value)
        })
        const labelled = ticks.filter(({ label }) => label !== '').length
        expect(labelled).toBeGreaterThanOrEqual(high / low < 5 ? 1 : 2)
        expect(labelled).toBeLessThanOrEqual(2 * count + 1)
      }),
      { seed: 1 },
    )
  })

  test('are powers of ten with minor ticks between', () => {
    const ticks = logTicks(0.01, 10, 6)
    expect(ticks.filter(({ label }) => label !== '')).toEqual([
      { value: 0.01, label: '0.01' },
      { value: 0.1, label: '0.1' },
      { value: 1, label: '1' },
      { value: 10, label: '10' },
    ])
    expect(ticks).toHaveLength(3 * 9 + 1)
  })

  test('skip decades evenly where they crowd', () => {
    const labels = logTicks(1e-28, 1e-3, 6).map(({ label }) => label)
    expect(labels.filter((label) => label !== '')).toEqual(['10⁻²⁵', '10⁻²⁰', '10⁻¹⁵', '10⁻¹⁰', '10⁻⁵'])
  })

  test('label 2 and 5 where there is little more than a decade', () => {
    expect(logTicks(0.15, 3, 6).flatMap(({ label }) => label || [])).toEqual(['0.2', '0.5', '1', '2'])
  })
})

describe('ticks told from a base', () => {
  const told = (low: number, high: number): [string[], string] => {
    const { ticks, base } = basedTicks(linearTicks(low, high, 4))
    return [ticks.map(({ label }) => label), base]
  }

  test('stay as they are where an offset takes none of their digits', () => {
    expect(told(0, 2e7)).toEqual([['0', '5,000,000', '10,000,000', '15,000,000', '20,000,000'], ''])
    expect(told(-2e7, 2e7)[1]).toBe('')
  })

  test('are short where values have an offset', () => {
    expect(told(1_700_000_000, 1_700_000_150)).toEqual([['0', '50', '100', '150'], ' − 1,700,000,000'])
    expect(told(-5e9, -5e9 + 3)).toEqual([['0', '1', '2', '3'], ' + 5,000,000,000'])
    expect(told(1e6 + 0.001, 1e6 + 0.003)).toEqual([
      ['0', '0.0005', '0.0010', '0.0015', '0.0020'],
      ' − 1,000,000.0010',
    ])
  })

  test('are the values themselves where those are short', () => {
    expect(told(0, 3)[1]).toBe('')
    expect(told(1990, 2020)).toEqual([['1,990', '2,000', '2,010', '2,020'], ''])
    expect(told(0, 2e9)[1]).toBe('')
  })

  test('are finite, short and as many, whatever the ends are', () => {
    fc.assert(
      fc.property(
        span,
        counts,
        fc.double({ min: -1e12, max: 1e12, noNaN: true }),
        ([low, high], count, offset) => {
          const plain = linearTicks(low + offset, high + offset, count)
          const { ticks } = basedTicks(plain)
          expect(ticks.map(({ value }) => value)).toEqual(plain.map(({ value }) => value))
          for (const { label } of ticks) expect(label).not.toMatch(/NaN|Infinity/)
        },
      ),
      { seed: 1 },
    )
  })
})
