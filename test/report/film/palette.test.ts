import { describe, expect, it } from 'vitest'
import type { Rgb } from '../../../src/report/colours.ts'
import { Palette } from '../../../src/report/film/palette.ts'

const greys = (count: number): Rgb[] => Array.from({ length: count }, (_, i) => [i, i, i])

describe('the palette of a film', () => {
  it('has at most 255 colours', () => {
    expect(new Palette(greys(255)).colours.length).toBe(255)
    expect(() => new Palette(greys(256))).toThrow(
      new RangeError('palette: expected at most 255 colours, found 256'),
    )
  })

  it('finds the nearest colour', () => {
    const palette = new Palette([
      [0, 0, 0],
      [200, 0, 0],
    ])
    expect([palette.nearest(90, 0, 0), palette.nearest(110, 20, 20)]).toEqual([0, 1])
  })
})
