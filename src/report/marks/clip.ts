import { element } from '../svg.ts'

/** Pixels. */
interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * Markup that is visible only within a rectangle.
 *
 * The renderer aborts the process if everything in a clipped group lies far outside the picture. An invisible rectangle
 * inside it prevents that.
 *
 * @param id of the clip path, unique in the document
 */
export function clipped(id: string, rectangle: Rectangle, ...markup: readonly string[]): string {
  const unseen = element('rect', { ...rectangle, fill: 'white', 'fill-opacity': 0 })
  return (
    element('clipPath', { id }, element('rect', { ...rectangle })) +
    element('g', { 'clip-path': `url(#${id})` }, unseen, ...markup)
  )
}
