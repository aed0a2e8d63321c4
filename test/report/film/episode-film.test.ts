import { GifReader } from 'omggif'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { ColourCount } from '../../../src/report/film/colour-count.ts'
import { EpisodeFilm } from '../../../src/report/film/episode-film.ts'
import { shapesSvg } from '../../../src/report/film/shapes.ts'

/** A frame of one colour. */
function plain(width: number, height: number, rgba: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: width * height * 4 }, (_, at) => rgba[at % 4]!)
}

function pixel(gif: Uint8Array, frame: number): number[] {
  const reader = new GifReader(Buffer.from(gif))
  const pixels = new Uint8Array(reader.width * reader.height * 4)
  for (let k = 0; k <= frame; k++) reader.decodeAndBlitFrameRGBA(k, pixels)
  return [...pixels.subarray(0, 3)]
}

describe('a film of frames', () => {
  it('keeps the exact colours of frames that have few, and shows what is clear on white', () => {
    const film = new EpisodeFilm()
    film.add({ width: 3, height: 2, pixels: plain(3, 2, [12, 200, 77, 255]) })
    film.add({ width: 3, height: 2, pixels: plain(3, 2, [255, 0, 0, 0]) })
    const { gif, png } = film.end()!
    expect([pixel(gif, 0), pixel(gif, 1)]).toEqual([
      [12, 200, 77],
      [255, 255, 255],
    ])
    expect([...PNG.sync.read(png).data.subarray(0, 3)]).toEqual([255, 255, 255])
  })

  it('chooses colours where there are more than a GIF can have, and keeps the frequent ones', () => {
    const colours = new ColourCount()
    colours.add(new Uint32Array(5000).fill(0xff332211))
    colours.add(Uint32Array.from({ length: 4096 }, (_, k) => 0xff000000 | (k * 4093)))
    const { colours: palette } = colours.palette()
    expect(palette).toHaveLength(255)
    expect(palette).toContainEqual([0x11, 0x22, 0x33])
  })

  it('is none without a frame', () => {
    expect(new EpisodeFilm().end()).toBeNull()
  })
})

describe('shapes', () => {
  it('become SVG, with the text and colours of users as text', () => {
    const svg = shapesSvg(100, 50, [
      {
        kind: 'line',
        points: [
          [0, 0],
          [9, 9.125],
        ],
        stroke: 'red',
        strokeWidth: 2,
      },
      {
        kind: 'polygon',
        points: [
          [1, 1],
          [2, 2],
          [3, 1],
        ],
      },
      { kind: 'circle', x: 5, y: 6, radius: -1, stroke: 'blue' },
      { kind: 'rectangle', x: 1, y: 2, width: 3, height: 4, fill: '"><script>' },
      { kind: 'text', x: 1, y: 2, text: '<b>', size: 20, anchor: 'end' },
    ])
    expect(svg).toContain('points="0,0 9,9.125" fill="none" stroke="red" stroke-width="2"')
    expect(svg).toContain('<circle cx="5" cy="6" r="0" fill="none" stroke="blue"')
    expect(svg).not.toContain('<script>')
    expect(svg).toContain('&lt;b&gt;')
  })
})
