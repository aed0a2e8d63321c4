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
  return columns(points, column, { begin: cornersOf, join: extend }).map((piece) => piece.flatMap(inOrder))
}

/**
 * A curve thinned before it is drawn; its gaps stay.
 * @param column in units of x: a picture `w` pixels wide that shows `span` needs no finer than `span / w`
 */
export function thinned(curve: Iterable<DataPoint>, column: number): DataPoint[] {
  const gap: DataPoint = { x: Number.NaN, y: Number.NaN }
  return decimate(curve, column).flatMap((piece, i) => (i === 0 ? piece : [gap, ...piece]))
}

/** How the points that share a column of pixels become one thing. */
interface Joining<P, Column> {
  begin(point: P): Column
  /** Takes in the next point; may change the column and return it. */
  join(column: Column, point: P): Column
}

/** The columns of pixels with a point, in unbroken pieces. No more than a column of points is in memory. */
export function columns<P extends Pixel, Column>(
  points: Iterable<P>,
  column: number,
  { begin, join }: Joining<P, Column>,
): Column[][] {
  const pieces: Column[][] = []
  let index = Number.NaN
  let broken = true
  for (const point of points) {
    if (Number.isNaN(point.x) || Number.isNaN(point.y)) {
      broken = true
      continue
    }
    const at = Math.floor(point.x / column)
    if (at === index) {
      const piece = pieces[pieces.length - 1]!
      piece[piece.length - 1] = join(piece[piece.length - 1]!, point)
    } else if (broken) {
      pieces.push([begin(point)])
    } else {
      pieces[pieces.length - 1]!.push(begin(point))
    }
    index = at
    broken = false
  }
  return pieces
}

/** The points of a column that stay, and their places in it. */
interface Corners {
  readonly first: Pixel
  lowest: Pixel
  lowestAt: number
  highest: Pixel
  highestAt: number
  last: Pixel
  count: number
}

function cornersOf(point: Pixel): Corners {
  return { first: point, lowest: point, lowestAt: 0, highest: point, highestAt: 0, last: point, count: 1 }
}

function extend(corners: Corners, point: Pixel): Corners {
  const at = corners.count++
  corners.last = point
  if (point.y < corners.lowest.y) {
    corners.lowest = point
    corners.lowestAt = at
  }
  if (point.y > corners.highest.y) {
    corners.highest = point
    corners.highestAt = at
  }
  return corners
}

/** Each of them once. */
function inOrder({ first, lowest, lowestAt, highest, highestAt, last, count }: Corners): Pixel[] {
  if (count === 1) return [first]
  const [low, high] = [
    { point: lowest, at: lowestAt },
    { point: highest, at: highestAt },
  ]
  const between = (lowestAt < highestAt ? [low, high] : [high, low]).filter(
    ({ at }) => at > 0 && at < count - 1,
  )
  return [first, ...between.map(({ point }) => point), last]
}
