import { GifReader } from 'omggif'
import { describe, expect, it } from 'vitest'
import { colouringOf } from '../../../src/report/colouring.ts'
import { drawMapFilm } from '../../../src/report/film/map-film.ts'
import { curves, decode, descent } from '../picture.ts'

/** Cells of the map a side; cell k is of class k, as long as there are so many. */
const cells = 16
/** The box of the map on the page, pixels. */
const box = { left: 58, top: 102, size: 286 }

describe('the film of a map', () => {
  it.each([75, 151])('shows %s classes in their colours', (count) => {
    const names = Array.from({ length: count }, (_, k) => `class ${k}`)
    const answers = { kind: 'classes', names } as const
    const scores = (cell: number): number[] => names.map((_, k) => (k === cell % count ? 1 : 0))
    const field = new Float32Array(cells * cells * count)
    for (let cell = 0; cell < cells * cells; cell++) field[cell * count + (cell % count)] = 1
    const moment = {
      ...{ unit: 'generation', count: 1, evaluations: 50, fitness: 1, validation: null },
      field: () => field,
    }
    const { gif, png } = drawMapFilm({
      heading: { title: 'many classes', subtitle: '2-8-256' },
      x: { label: 'x', extent: [0, 1] },
      y: { label: 'y', extent: [0, 1] },
      answers,
      // On the edges of cells, where the dots leave the middle free.
      samples: names.map((_, value) => ({
        x: (value % cells) / cells,
        y: 1 - Math.floor(value / cells) / cells,
        value,
      })),
      curve: { label: 'cross-entropy', scale: 'auto', curves: curves(descent(4, 50)) },
      cells,
      moments: [moment],
    })
    const reader = new GifReader(Buffer.from(gif))
    expect([reader.numFrames(), reader.width, reader.height]).toEqual([1, 720, 438])
    const frame = Buffer.alloc(720 * 438 * 4)
    reader.decodeAndBlitFrameRGBA(0, frame)
    const still = decode(png)
    const colouring = colouringOf(answers)
    const wrong: string[] = []
    for (let cell = 0; cell < cells * cells; cell++) {
      const along = (place: number, zoom: number): number =>
        Math.floor(((place + 0.5) / cells) * box.size * zoom)
      const [column, row] = [cell % cells, Math.floor(cell / cells)]
      const colourAt = (pixels: Buffer, zoom: number): string => {
        const [x, y] = [box.left * zoom + along(column, zoom), box.top * zoom + along(row, zoom)]
        const at = (y * 720 * zoom + x) * 4
        return String([...pixels.subarray(at, at + 3)])
      }
      const expected = String(colouring.colours[colouring.colourOf(Float32Array.from(scores(cell)), -1)])
      const found = [colourAt(frame, 1), colourAt(still.data, 2)]
      if (found.some((colour) => colour !== expected)) wrong.push(`cell ${cell}: ${found.join(' and ')}`)
    }
    expect(wrong).toEqual([])
  })
})
