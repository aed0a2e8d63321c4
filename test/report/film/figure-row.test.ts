import { describe, expect, it } from 'vitest'
import { FigureRow } from '../../../src/report/film/figure-row.ts'
import { textWidth } from '../../../src/report/font.ts'

interface Shown {
  readonly x: number
  readonly size: number
  readonly words: string
}

/** The texts of a row. */
const textsOf = (svg: string): Shown[] =>
  [...svg.matchAll(/<text x="([\d.]+)"[^>]*font-size="([\d.]+)"[^>]*>([^<]*)</g)].map(
    ([, x, size, words]) => ({ x: Number(x), size: Number(size), words: words! }),
  )

const figure = (name: string, value: string) => ({ name, value, colour: '#000000' })
const place = { left: 424, right: 702, base: 70 }

describe('figures in a row of a film', () => {
  it.each([
    ['mse', '0.0123', '0.0145'],
    ['cross-entropy', '1.32e-9', '2.15e-6'],
    ['a fitness with a long name of its own', '-1.32e-123', '-2.15e-106'],
  ])('%s stays on the page beside validation', (name, value, validation) => {
    const page = [figure(name, value), figure('validation', validation)]
    const texts = textsOf(new FigureRow([page], place).draw(page))
    const ends = texts.map(({ x, size, words }) => x + textWidth(words, size, size === 13 ? 400 : 600))
    expect(Math.max(...ends)).toBeLessThanOrEqual(place.right + 0.5)
    for (const [k, { x }] of texts.slice(1).entries()) expect(x).toBeGreaterThan(ends[k]!)
    expect(texts[1]!.words).toBe(value)
  })

  it('are at the same places and in the same size on every page', () => {
    const pages = [
      [figure('mse', '0.5'), figure('validation', '1')],
      [figure('mse', '1.32e-9'), figure('validation', '2.15e-6')],
    ]
    const row = new FigureRow(pages, place)
    const looks = pages.map((page) => textsOf(row.draw(page)).map(({ x, size }) => [x, size]))
    expect(looks[0]).toEqual(looks[1])
  })
})
