import type { Colouring, MapField, SampleLook } from '../colouring.ts'
import { mix, type Rgb } from '../colours.ts'
import type { Palette } from './palette.ts'

/** A sample on a map: its place from the left and from the top, in [0, 1], and its class or number. */
export interface MapPoint {
  readonly x: number
  readonly y: number
  readonly value: number
}

/**
 * The network's answers as colours, interpolated between the cells of a coarser grid.
 *
 * @param field (cells, cells, channels) row by row from the top
 * @param size pixels along each side
 * @param before (size, size) indices of the previous picture; null for none
 * @returns (size, size) indices of the colouring's colours
 */
export function paintField(
  field: MapField,
  cells: number,
  size: number,
  colouring: Colouring,
  before: Uint8Array | null,
): Uint8Array {
  const { channels } = colouring
  const indices = new Uint8Array(size * size)
  const values = field instanceof Float64Array ? new Float64Array(channels) : new Float32Array(channels)
  const places = Array.from({ length: size }, (_, pixel) => {
    const place = Math.min(cells - 1, Math.max(0, ((pixel + 0.5) / size) * cells - 0.5))
    const cell = Math.min(Math.floor(place), cells - 2)
    return { cell, share: place - cell }
  })
  for (let y = 0; y < size; y++) {
    const { cell: row, share: down } = places[y]!
    for (let x = 0; x < size; x++) {
      const { cell: column, share: across } = places[x]!
      const at = (row * cells + column) * channels
      const below = at + cells * channels
      for (let c = 0; c < channels; c++) {
        const upper = field[at + c]! * (1 - across) + field[at + channels + c]! * across
        const lower = field[below + c]! * (1 - across) + field[below + channels + c]! * across
        values[c] = upper * (1 - down) + lower * down
      }
      const pixel = y * size + x
      indices[pixel] = colouring.colourOf(values, before?.[pixel] ?? -1)
    }
  }
  return indices
}

/** Steps of a pixel's coverage. */
const steps = 6

/** Samples on a map. Their pixels are the same in every picture, so their coverage is computed once. */
export class Dots {
  private readonly size: number
  private readonly pixels: {
    readonly at: number
    readonly dot: number
    readonly rim: number
    readonly fill: number
  }[]
  private readonly dots: readonly SampleLook[]
  private readonly mixed: Map<number, number> = new Map()

  /** @param radius of the filled part, pixels; the rim is as wide as `rim` says */
  constructor(points: readonly MapPoint[], size: number, colouring: Colouring, radius: number, rim: number) {
    this.size = size
    const looks: SampleLook[] = []
    const numbers = new Map<string, number>()
    const cover = new Map<number, { distance: number; dot: number }>()
    for (const { x, y, value } of points) {
      const look = colouring.sample(value)
      const key = `${look.fill} ${look.rim}`
      const dot = numbers.get(key) ?? looks.push(look) - 1
      numbers.set(key, dot)
      for (const [at, distance] of around(x * size, y * size, radius + rim + 0.5, size)) {
        // Where dots overlap, a pixel belongs to the nearest one.
        if (distance < (cover.get(at)?.distance ?? Number.POSITIVE_INFINITY)) cover.set(at, { distance, dot })
      }
    }
    this.dots = looks
    const share = (reach: number, distance: number): number =>
      Math.round(Math.min(1, Math.max(0, reach - distance + 0.5)) * steps)
    this.pixels = [...cover].map(([at, { distance, dot }]) => ({
      at,
      dot,
      rim: share(radius + rim, distance),
      fill: share(radius, distance),
    }))
  }

  /**
   * Draws the samples.
   * @param map (size, size) indices into the palette, changed in place
   */
  paint(map: Uint8Array, palette: Palette): void {
    if (map.length !== this.size * this.size) throw new RangeError('dots: expected a map of their size')
    for (const { at, dot, rim, fill } of this.pixels) {
      const under = map[at]!
      const key = ((dot * (steps + 1) + rim) * (steps + 1) + fill) * 256 + under
      let index = this.mixed.get(key)
      if (index === undefined) {
        const look = this.dots[dot]!
        const rimmed: Rgb = mix(palette.colours[under]!, look.rim, rim / steps)
        index = palette.nearest(...mix(rimmed, look.fill, fill / steps))
        this.mixed.set(key, index)
      }
      map[at] = index
    }
  }
}

/** Pixels around a place, and the distances of their centres from it. */
function* around(x: number, y: number, reach: number, size: number): Generator<[number, number]> {
  for (let row = Math.max(0, Math.floor(y - reach)); row < Math.min(size, y + reach); row++) {
    for (let column = Math.max(0, Math.floor(x - reach)); column < Math.min(size, x + reach); column++) {
      const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y)
      if (distance < reach) yield [row * size + column, distance]
    }
  }
}
