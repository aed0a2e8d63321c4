import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatCount, formatEnds, formatSignificant, plural } from '../../src/report/number.ts'

describe('formatCount', () => {
  test.each([
    [0, '0'],
    [999, '999'],
    [12345, '12,345'],
    [-1234567, '-1,234,567'],
    [1e9, '1,000,000,000'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-∞'],
  ])('writes %d as %s', (value, text) => expect(formatCount(value)).toBe(text))
})

describe('formatSignificant', () => {
  test.each([
    [0, '0'],
    [0.031234, '0.03123'],
    [0.04, '0.04000'],
    [12.3456, '12.35'],
    [9999.96, '10,000'],
    [123456.7, '123,457'],
    [999999.9, '1.000e6'],
    [0.0000123456, '1.235e-5'],
    [-0.5, '-0.5000'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '∞'],
  ])('writes %d as %s', (value, text) => expect(formatSignificant(value)).toBe(text))

  test('stays within half a unit of its last digit, and short', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e300, max: 1e300, noNaN: true }),
        fc.integer({ min: 2, max: 6 }),
        (value, digits) => {
          const text = formatSignificant(value, digits)
          expect(text.length).toBeLessThanOrEqual(digits + 8)
          expect(Math.abs(Number(text.replaceAll(',', '')) - value)).toBeLessThanOrEqual(
            Math.abs(value) * 0.5001 * 10 ** (1 - digits),
          )
        },
      ),
      { seed: 1 },
    )
  })
})

test('one thing is singular', () => {
  expect([plural(0, 'run'), plural(1, 'run'), plural(2000, 'run')]).toEqual(['0 runs', '1 run', '2,000 runs'])
})

describe('the ends of an extent', () => {
  test.each([
    [0, 1, ['0', '1']],
    [-5.8e-9, 10, ['0', '10']],
    [-1, 98.7, ['-1', '99']],
    [1_700_000_000, 1_700_000_150, ['1,700,000,000', '1,700,000,150']],
    [0.5, 0.50001, ['0.5', '0.50001']],
    [-3e-9, 4e-9, ['-3e-9', '4e-9']],
    [2e20, 3e20, ['2e20', '3e20']],
    [Number.NEGATIVE_INFINITY, Number.NaN, ['-∞', 'NaN']],
  ])('%d and %d read well, and differ', (low, high, texts) => {
    expect(formatEnds([low, high])).toEqual(texts)
  })
})
