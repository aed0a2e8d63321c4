import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { magma } from '../../../src/report/colours.ts'
import { darkBeginning, darkStill } from '../../../src/report/film/dark.ts'
import { encodeGif } from '../../../src/report/film/gif.ts'
import { NETWORK_PAPER, PAPER } from '../../../src/report/film/inks.ts'
import { PlotPalette } from '../../../src/report/film/plot-palette.ts'
import { encodeIndexedPng } from '../../../src/report/png.ts'

const map = Array.from({ length: 28 }, (_, k) => magma(k / 27))
const { colours } = new PlotPalette(map)
const indices = Uint8Array.from(colours, (_, k) => k)
const size = [colours.length, 1] as const
const panel = [27, 31, 39]

describe('a film on a dark page', () => {
  it('has other paper and ink, and the same map', () => {
    const gif = encodeGif([{ indices, delayMs: 40 }], ...size, colours)
    const beginning = darkBeginning(gif)!
    expect(beginning.length).toBe(13 + 3 * 128)
    const table = Array.from({ length: 128 }, (_, k) => [...beginning.subarray(13 + 3 * k, 16 + 3 * k)])
    expect(table.slice(0, map.length)).toEqual(map.map((colour) => [...colour]))
    expect(table[map.length]).toEqual(panel)
    // Every ink is brighter than the panel, from full to pale.
    for (const own of table.slice(map.length + 1, colours.length)) expect(own[2]).toBeGreaterThan(39)
  })

  it('has a last picture with the same colours', () => {
    const png = darkStill(encodeIndexedPng(...size, indices, colours))!
    const { data } = PNG.sync.read(Buffer.from(png))
    expect([...data.subarray(4 * map.length, 4 * map.length + 3)]).toEqual(panel)
    expect([...data.subarray(0, 3)]).toEqual([...map[0]!])
  })

  it('that shows a network has other colours too', () => {
    const all = Uint8Array.from(NETWORK_PAPER, (_, k) => k)
    const gif = encodeGif([{ indices: all, delayMs: 40 }], all.length, 1, NETWORK_PAPER)
    const beginning = darkBeginning(gif)!
    const white = 13 + 3 * (NETWORK_PAPER.length - 1)
    expect([...beginning.subarray(white, white + 3)]).toEqual(panel)
  })

  it('is as it is where it is not drawn with our inks, or is no film at all', () => {
    const own = PAPER.slice(0, 20)
    const few = Uint8Array.from(own, (_, k) => k)
    expect(darkBeginning(encodeGif([{ indices: few, delayMs: 40 }], 20, 1, own))).toBeNull()
    expect(darkStill(encodeIndexedPng(20, 1, few, own))).toBeNull()
    for (const bytes of [new Uint8Array(), Uint8Array.of(1, 2, 3)]) {
      expect(darkBeginning(bytes)).toBeNull()
      expect(darkStill(bytes)).toBeNull()
    }
  })
})
