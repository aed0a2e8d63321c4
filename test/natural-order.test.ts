import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inNaturalOrder, naturalOrder } from '../src/natural-order.ts'

describe('the natural order', () => {
  it.each([
    [
      ['c1', 'c10', 'c2', 'd1'],
      ['c1', 'c2', 'c10', 'd1'],
    ],
    [
      ['10-20', '20-30', '5-10'],
      ['5-10', '10-20', '20-30'],
    ],
    [
      ['a', 'a1b10', 'a1b9', 'a2'],
      ['a', 'a1b9', 'a1b10', 'a2'],
    ],
    [
      ['x007', 'x10', 'x7', 'x99999999999999999999', 'x9'].toSorted(),
      ['x007', 'x7', 'x9', 'x10', 'x99999999999999999999'],
    ],
  ])('of %j is %j', (names, expected) => {
    expect(inNaturalOrder(names)).toEqual(expected)
  })

  it.each([
    ['numbers, which are sorted by value', ['-1', '1.25', '1.5', '2', '10']],
    ['numbers that are sorted as their texts are, too', ['1.25', '1.5']],
    ['an order that somebody chose', ['upper', 'lower']],
    ['words', ['Adelie', 'Chinstrap', 'Gentoo', 'adelie']],
  ])('leaves %s', (_, names) => {
    expect(inNaturalOrder(names)).toEqual(names)
  })

  it('has every place once, whatever the names', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[a-b]?\d{0,3}[a-b]?\d{0,2}$/))),
        (names) => {
          const sorted = names.toSorted((a, b) => (a < b ? -1 : Number(a > b)))
          const order = naturalOrder(sorted)
          expect(order.toSorted((a, b) => a - b)).toEqual(sorted.map((__, place) => place))
        },
      ),
    )
  })
})
