import type { DataPoint } from './data-point.ts'

/** A place in a picture. */
export interface Pixel {
  readonly x: number
  readonly y: number
}

/**
 * Thins a polyline to what a raster can show: of each column of pixels the first, lowest, highest and last point
 * stay, in their order (M4: Jugel, Jerzak, Hackenbroich and Markl 2014, https://doi.org/10.14778/2732951.2732953).
 * A point with NaN breaks the line, except where both sides of the break share a column.
 *
 * @param points in drawing order; x and y in pixels
 * @param column the width of a column, pixels
 * @returns the unbroken pieces, none empty
 */
export function decimate(points: Iterable<Pixel>, column = 0.5): Pixel[][] {
  return columns(points, column).map((piece) => piece.flatMap(corners))
}

/**
 * A curve thinned before it is drawn; its gaps stay.
 * @param column in units of x: a picture `w` pixels wide that shows `span` needs no finer than `span / w`
 */
export function thinned(curve: Iterable<DataPoint>, column: number): DataPoint[] {
  const gap: DataPoint = { x: Number.NaN, y: Number.NaN }
  return decimate(curve, column).flatMap((piece, i) => (i === 0 ? piece : [gap, ...piece]))
}

/** The points in unbroken pieces, each cut into runs that share a column of pixels. */
export function columns<P extends Pixel>(points: Iterable<P>, column = 0.5): P[][][] {
  const pieces: P[][][] = []
  let index = Number.NaN
  let broken = true
  for (const point of points) {
    if (Number.isNaN(point.x) || Number.isNaN(point.y)) {
      broken = true
      continue
    }
    const at = Math.floor(point.x / column)
    if (at === index) {
      pieces.at(-1)!.at(-1)!.push(point)
    } else if (broken) {
      pieces.push([[point]])
    } else {
      pieces.at(-1)!.push([point])
    }
    index = at
    broken = false
  }
  return pieces
}

function corners(bucket: readonly Pixel[]): Pixel[] {
  let lowest = 0
  let highest = 0
  for (let i = 1; i < bucket.length; i++) {
    if (bucket[i]!.y < bucket[lowest]!.y) lowest = i
    if (bucket[i]!.y > bucket[highest]!.y) highest = i
  }
  const kept = new Set([0, lowest, highest, bucket.length - 1])
  return [...kept].sort((a, b) => a - b).map((i) => bucket[i]!)
}
