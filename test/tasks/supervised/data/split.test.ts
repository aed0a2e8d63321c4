import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitRows } from '../../../../src/tasks/supervised/data/split.ts'
import { issue } from '../issue.ts'

const two = { names: ['a', 'b'], labels: Uint32Array.from({ length: 100 }, (_, row) => Number(row >= 80)) }

describe('splitRows', () => {
  it('puts every row in exactly one part, ascending', () => {
    const fraction = fc.double({ min: 0, max: 0.45, noNaN: true })
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 200 }),
        fraction,
        fraction,
        fc.nat(),
        (count, validation, test, seed) => {
          const parts = Object.values(splitRows(count, { validation, test }, seed)) as Uint32Array[]
          for (const part of parts) expect(part).toEqual(part.slice().sort())
          const rows = parts.flatMap((part) => [...part]).sort((a, b) => a - b)
          expect(rows).toEqual(Array.from({ length: count }, (_, row) => row))
        },
      ),
      { seed: 1 },
    )
  })

  it('keeps the share of each class in each part', () => {
    const parts = splitRows(100, { validation: 0.2, test: 0.1 }, 1, two)
    const sizes = Object.values(parts).map((part: Uint32Array) => [
      part.filter((row) => two.labels[row] === 0).length,
      part.filter((row) => two.labels[row] === 1).length,
    ])
    expect(sizes).toEqual([
      [56, 14],
      [16, 4],
      [8, 2],
    ])
  })

  it('follows the seed', () => {
    const split = (seed: number): number[] => [
      ...splitRows(100, { validation: 0.2, test: 0 }, seed, two).validation,
    ]
    expect(split(1)).toEqual(split(1))
    expect(split(1)).not.toEqual(split(2))
  })

  it('trains on all rows where no part is asked for', () => {
    const parts = splitRows(5, { validation: 0, test: 0 }, 1)
    expect([parts.train.length, parts.validation.length, parts.test.length]).toEqual([5, 0, 0])
  })

  it('gives every part a row of each class, however small or large its share', () => {
    const labels = Uint32Array.of(0, 0, 0, 0, 0, 0, 0, 1, 1, 1)
    for (const [validation, test] of [
      [0.01, 0.01],
      [0.98, 0.01],
      [0.01, 0.98],
    ] as const) {
      const parts = splitRows(10, { validation, test }, 1, { names: ['a', 'b'], labels })
      for (const part of Object.values(parts) as Uint32Array[]) {
        expect(new Set([...part].map((row) => labels[row])).size).toBe(2)
      }
    }
  })

  it('refuses a class with fewer rows than parts, and names it', () => {
    const labels = Uint32Array.of(0, 0, 0, 1)
    const split = () => splitRows(4, { validation: 0.2, test: 0 }, 1, { names: ['a', 'b'], labels }, 'x.csv')
    expect(issue(split)).toBe(
      'x.csv: class "b": expected at least 2 rows, one each for train, validation, found 1; ' +
        'validation: 0 and test: 0 use every row for training',
    )
    expect(issue(() => splitRows(1, { validation: 0.2, test: 0 }, 1))).toMatch(/^rows: expected at least 2/)
  })
})
