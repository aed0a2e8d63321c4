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
