import { describe, expect, it } from 'vitest'
import { figureTable } from '../../../src/report/html/figure-table.ts'
import { STYLE } from '../../../src/report/html/style.ts'
import { matrixPlaces, placesOf } from '../../../src/report/html/table-places.ts'

const column = (title: string, cell: string, more: object = {}) => ({
  ...{ title, cells: [cell], wrapped: 'never' as const, yields: false },
  ...more,
})

describe('a table of figures', () => {
  it('has cells that name themselves, for rows that are blocks, and texts of users as text', () => {
    const html = figureTable({
      label: 'Seeds',
      rows: [3],
      columns: [
        { title: 'seed', heading: true, titled: true, cell: String },
        { title: '<b>', cell: () => '0.5' },
      ],
    })
    expect(html).toContain('<th scope="row" role="rowheader" data-title="seed ">3</th>')
    expect(html).toContain('<td role="cell" data-title="&lt;b&gt;">0.5</td>')
    expect(html).toContain('class="figures stack-360"')
  })

  it('has a scroll of its own only if it is long', () => {
    const of = (count: number): string =>
      figureTable({
        label: 'x',
        rows: Array.from({ length: count }, () => 0),
        columns: [{ title: 'x', heading: true, cell: String }],
      })
    expect(of(20)).toContain('class="scroll"')
    expect(of(21)).toContain('class="scroll tall"')
  })

  it('has its rows as blocks where it would be wider, and leaves out what yields before that', () => {
    expect(placesOf([column('a', '1')])).toBe('stack-360')
    const five = Array.from({ length: 5 }, () => column('a', '123456789'))
    expect(placesOf(five)).toBe('stack-520')
    expect(placesOf([...five, column('b', '123456789', { yields: true })])).toBe('yield-620 stack-520')
    expect(placesOf([column('a', '0.1234 … 0.5678'.repeat(12))])).toBe('stack-always')
  })

  it('names what yields, once and only there', () => {
    const html = figureTable({
      ...{ label: 'x', caption: 'Seeds', rows: [0] },
      columns: [
        { title: 'seed', heading: true, cell: String },
        { title: 'evaluations', yields: true, cell: () => '123456' },
        { title: '<time>', yields: true, cell: () => '0.5 s' },
      ],
    })
    const note = '<span class="yielded">A wider page also shows evaluations and &lt;time&gt;.</span>'
    expect(html).toContain(`<caption>Seeds${note}</caption>`)
    expect(html).not.toMatch(/yielded.*yielded/s)
    expect(STYLE).toMatch(/^\.yielded \{ display: none; \}$/m)
    expect(STYLE).toContain('.yield-620 .yields { display: none; } .yield-620 .yielded { display: block; }')
    expect(STYLE).toContain('.stack-520 .yields { display: block; } .stack-520 .yielded { display: none; }')
  })

  it('may wrap words anywhere, and ranges between their numbers', () => {
    const long = 'a very long text, which nobody expects here'.repeat(3)
    expect(placesOf([column('a', `<bdi>${long}</bdi>`, { wrapped: 'anywhere' })])).toBe('stack-360')
    const range = '0.123456789012345678 … 0.123456789012345678'
    expect(placesOf([column('a', range)])).toBe('stack-440')
    expect(placesOf([column('a', range, { wrapped: 'between' })])).toBe('stack-360')
  })
})

describe('a confusion matrix', () => {
  it('has upright heads where names have no room, and is tight on a narrow page', () => {
    const named = (count: number, name: string): string =>
      matrixPlaces(
        Array.from({ length: count }, () => name),
        ['12'],
      )
    expect(named(2, 'a')).toBe('upright-360 tight-360')
    expect(named(12, 'a')).toBe('upright-720 tight-440')
    expect(named(12, 'a name of many words')).toBe('upright-always tight-620')
  })
})
