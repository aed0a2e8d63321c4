import { describe, expect, it } from 'vitest'
import { exactNumber, plainNumber } from '../../../../src/tasks/supervised/data/number-text.ts'

describe('the text of a number that means exactly the same', () => {
  it('is one text for every way to write it', () => {
    expect(['1', '1.0', '+1', '01', '1e0', '0.1e1', '10e-1'].map(exactNumber)).toEqual(
      new Array(7).fill('1e0'),
    )
    expect(['0', '-0', '0.0', '0e5'].map(exactNumber)).toEqual(new Array(4).fill('0e0'))
    expect(plainNumber(exactNumber('-1200.50'))).toBe('-1200.5')
  })

  it('is found for very long numbers too, in one pass', () => {
    const zeros = '0'.repeat(200_000)
    expect(exactNumber(`1${zeros}1`)).toBe(`1${zeros}1e0`)
    expect(exactNumber(`7${zeros}`)).toBe('7e200000')
  })
})
