import type { Scale } from '../scale.ts'

/** The scales of one panel. */
export interface Frame {
  readonly x: Scale
  readonly y: Scale
}

/** Something drawn inside a panel: SVG for a frame. */
export type FrameMark = (frame: Frame) => string
