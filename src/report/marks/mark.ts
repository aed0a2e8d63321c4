import type { Pixel } from '../decimate.ts'
import type { Scale } from '../scale.ts'

/** The scales of one panel. */
export interface Frame {
  readonly x: Scale
  readonly y: Scale
}

/** Something drawn inside a panel: SVG for a frame. */
export type Mark = (frame: Frame) => string

/** A value at a place, both in data units. NaN or an infinity makes a gap. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Pixels around a frame from which a stroke may reach into it. */
const MARGIN = 20

/**
 * Whether anything of a piece may be seen in a frame. What cannot must not be drawn: the renderer gives up, and takes
 * the process with it, at see-through or clipped things that lie far outside the picture.
 */
export function meets(piece: readonly Pixel[], { x, y }: Frame): boolean {
  const [left, right] = x.range
  const [bottom, top] = y.range
  return (
    piece.some((pixel) => pixel.x >= left - MARGIN) &&
    piece.some((pixel) => pixel.x <= right + MARGIN) &&
    piece.some((pixel) => pixel.y >= top - MARGIN) &&
    piece.some((pixel) => pixel.y <= bottom + MARGIN)
  )
}
