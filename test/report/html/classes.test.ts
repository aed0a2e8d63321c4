import { describe, expect, it } from 'vitest'
import { classesMarkup } from '../../../src/report/html/classes.ts'

describe('the classes of a report', () => {
  it('are listed in their natural order, with their own counts', () => {
    const truth = Int32Array.of(0, 1, 1, 2, 2, 2)
    // One of the second class gets no class, one of the third is taken for the second.
    const chosen = Int32Array.of(0, 1, -1, 2, 2, 1)
    const names = ['c1', 'c10', 'c2']
    const html = classesMarkup({
      kind: 'classes',
      target: 'k',
      names,
      parts: [{ part: 'train', truth, chosen }],
    })
    const rows = [...html.matchAll(/<tr.*?<\/tr>/g)]
      .map(([row]) =>
        row
          .replaceAll(/<[^>]*>/g, ' ')
          .trim()
          .split(/\s+/),
      )
      .filter((row) => /^c\d+$/.test(row[0]!) && /^\d/.test(row[1]!))
    expect(rows.slice(0, 3)).toEqual([
      ['c1', '1', '0', '0'],
      ['c2', '0', '2', '1'],
      ['c10', '0', '0', '1'],
    ])
    expect(rows.slice(3).map((row) => [row[0], row.at(-1)])).toEqual([
      ['c1', '1'],
      ['c2', '3'],
      ['c10', '2'],
    ])
    expect(html).toContain('1 sample got no class')
  })
})
