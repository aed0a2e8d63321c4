import { bandPath, type Interval, pictureFineness } from '../paths.ts'
import { element } from '../svg.ts'
import type { FrameMark } from './mark.ts'

/** The area between two curves. */
export function band(intervals: readonly Interval[], fill: string, opacity: number): FrameMark {
  return (frame) =>
    element('path', { d: bandPath(intervals, frame, pictureFineness), fill, 'fill-opacity': opacity })
}
