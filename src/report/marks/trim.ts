import type { Pixel } from '../decimate.ts'
import type { Frame } from './mark.ts'

/** Pixels around a frame from which a stroke may reach into it. */
const MARGIN = 20

/**
 * The pieces of a polyline that are near a frame, each with its ends on the margin. The renderer aborts the process at
 * coordinates far outside the picture.
 */
export function trim(line: readonly Pixel[], frame: Frame): Pixel[][] {
  const [bottom, top] = frame.y.range
  const [low, high] = [top - MARGIN, bottom + MARGIN]
  const pieces: Pixel[][] = []
  let piece: Pixel[] = []
  const close = (): void => {
    if (piece.length > 0) pieces.push(piece)
    piece = []
  }
  for (const [index, to] of line.entries()) {
    const from = line[index - 1]
    const part = from === undefined ? cut(to, to, low, high) : cut(from, to, low, high)
    if (part === null) {
      close()
      continue
    }
    const [begin, end] = part
    if (piece.length === 0 && from !== undefined) piece.push(begin)
    piece.push(end)
    if (end !== to) close()
  }
  close()
  return pieces
}

/** Whether a mark at a point can be seen in a frame. */
export function isNear({ x, y }: Pixel, frame: Frame): boolean {
  const [left, right] = frame.x.range
  const [bottom, top] = frame.y.range
  return x >= left - MARGIN && x <= right + MARGIN && y >= top - MARGIN && y <= bottom + MARGIN
}

/** Moves a height to the margin if it lies beyond. */
export function nearest(y: number, frame: Frame): number {
  const [bottom, top] = frame.y.range
  return Math.min(bottom + MARGIN, Math.max(top - MARGIN, y))
}

/** The part of a segment whose heights are in [low, high]; null for none. Ends that are within it are the same objects. */
function cut(from: Pixel, to: Pixel, low: number, high: number): [Pixel, Pixel] | null {
  if (Math.max(from.y, to.y) < low || Math.min(from.y, to.y) > high) return null
  const at = (y: number): Pixel => ({ x: from.x + ((to.x - from.x) * (y - from.y)) / (to.y - from.y), y })
  const end = (pixel: Pixel): Pixel => (pixel.y < low ? at(low) : pixel.y > high ? at(high) : pixel)
  return [end(from), end(to)]
}
