import { describe, expect, it } from 'vitest'
import { cureOf, otherNotation } from '../../../../src/tasks/supervised/data/notation.ts'
import type { Decimal } from '../../../../src/tasks/supervised/data/number-text.ts'

function cure(text: string, decimal: Decimal = '.'): string | undefined {
  const notation = otherNotation(text, decimal)
  return notation && cureOf(notation, decimal, (sign) => `decimal ${sign}`)
}

const ungrouped = 'write them without thousands separators'

describe('numbers in another notation', () => {
  it.each<[string, string]>([
    ['1,5', 'decimal ,'],
    ['-,25', 'decimal ,'],
    ['1,5e3', 'decimal ,'],
    ['1.234,5', `decimal , and ${ungrouped}`],
    ['1.234.567', `decimal , and ${ungrouped}`],
    ['1 234,5', `decimal , and ${ungrouped}`],
    ['1,234', `decimal , if "," is the decimal sign; else ${ungrouped}`],
    ['0,125', 'decimal ,'],
    ['1,234.5', ungrouped],
    ['1,234,567', ungrouped],
    ['12,34,567', ungrouped],
    ['1 234', ungrouped],
    ['1\u00a0234.5', ungrouped],
    ['1\u202f234\u202f567', ungrouped],
    ["1'234.5", ungrouped],
    ['1’234', ungrouped],
    ['1_000', ungrouped],
    ['$5', 'write them without "$"'],
    ['-$ 5.50', 'write them without "$"'],
    ['$-5', 'write them without "$"'],
    ['5 €', 'write them without "€"'],
    ['1.234,56 €', `decimal , and ${ungrouped} and without "€"`],
    ['CHF 5.00', 'write them without "CHF"'],
    ['12%', 'write them without "%"'],
    ['12,5 %', 'decimal , and write them without "%"'],
    ['21.5°C', 'write them without "°C"'],
    ['#12', 'write them without "#"'],
    ['5*', 'write them without "*"'],
    ['\u22125.2', 'write them with "-" as the minus sign'],
    ['–5', 'write them with "-" as the minus sign'],
    ['5-', 'write them with the minus sign in front'],
    ['- 5', 'write them without a blank after the sign'],
    ['(3.5)', 'write them with a minus sign instead of parentheses'],
    ['($1,234.50)', `${ungrouped} and with a minus sign instead of parentheses and without "$"`],
    ['١٢', 'write them with the digits 0 to 9'],
    ['1.5D+03', 'write them with "e" before the exponent'],
  ])('%s', (text, expected) => {
    expect(cure(text)).toBe(expected)
  })

  it.each<[string, string]>([
    ['1.5', 'decimal .'],
    ['1.234', `decimal . if "." is the decimal sign; else ${ungrouped}`],
    ['1.234,5', ungrouped],
    ['1,234.5', `decimal . and ${ungrouped}`],
    ['3,5 %', 'write them without "%"'],
  ])('%s in a file with decimal commas', (text, expected) => {
    expect(cure(text, ',')).toBe(expected)
  })

  it.each([
    ...[
      'abc',
      'A4',
      '1st',
      '2B',
      '5G',
      '1-2',
      '0-14',
      '<18',
      '65+',
      '1/2',
      '12:30',
      '2020-01-02',
      '01.02.2020',
    ],
    ...[
      '1.2.3',
      '0x10',
      '1e',
      'Infinity',
      '5 kg',
      '+49 30 1234567',
      '192.168.0.1',
      '4x4',
      '€',
      '%',
      '1,2,3',
      '12 34',
    ],
    ...['', '1'.repeat(100), `${'1'.repeat(70)},5`],
  ])('is none: %s', (text) => {
    expect(cure(text) || undefined).toBeUndefined()
  })
})
