import { describe, expect, it } from 'vitest'
import { isOwnDocument } from '../../../../src/report/html/document.ts'
import { runsHtml } from '../../../../src/report/html/listing/page.ts'
import { listedRun } from './sample.ts'

const writtenAt = new Date('2026-01-02T00:00:00.000Z')

function page(...runs: Parameters<typeof runsHtml>[0]['runs']): string {
  return runsHtml({ dir: 'my/runs', writtenAt, runs })
}

describe('the page of a folder of runs', () => {
  it('links each run, and its report if it has one', () => {
    const html = page(
      { run: listedRun({ name: 'a b' }), report: 'report.html', curves: [] },
      { run: listedRun({ name: '"#?' }), report: null, curves: [] },
    )
    expect(html).toContain('href="a%20b/report.html"')
    expect(html).toContain('href="%22%23%3F/"')
    expect(html).toContain('<title>runs: runs</title>')
    expect(isOwnDocument(html.slice(0, 2000))).toBe(true)
    expect(html).not.toMatch(/script-src|<script/)
  })

  it('takes names and errors as text, and has a place for what is not known', () => {
    const error = '<script>alert(1)</script>'
    const run = listedRun({ name: error, status: 'damaged', error, fitness: null, startedAt: 'never' })
    const html = page({ run, report: null, curves: [[]] })
    expect(html).not.toContain('<script')
    expect(html).toContain('>damaged</span><small><bdi>&lt;script&gt;')
    expect(page()).toContain('There is no run in this folder yet.')
  })

  it('draws a curve for each training, but not what cannot be drawn', () => {
    const curve = (...values: number[]): { x: number; y: number }[] => values.map((y, x) => ({ x, y }))
    const paths = (...curves: { x: number; y: number }[][]): number =>
      page({ run: listedRun(), report: null, curves }).match(/<path/g)?.length ?? 0
    expect(paths(curve(3, 2, 1), curve(3, 1))).toBe(2)
    expect(paths(curve(5))).toBe(1)
    expect(paths(curve(Number.NaN))).toBe(0)
  })
})
