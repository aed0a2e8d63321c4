import { element } from '../svg.ts'

/** Pixels. */
interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * Markup of which only what lies in a rectangle is seen.
 *
 * The renderer gives up, with the whole process, where everything in a clipped group lies far outside the picture. So
 * there is something unseen within it.
 *
 * @param id of the clip path: its own in the document
 */
export function clipped(id: string, rectangle: Rectangle, ...markup: readonly string[]): string {
  const unseen = element('rect', { ...rectangle, fill: 'white', 'fill-opacity': 0 })
  return (
    element('clipPath', { id }, element('rect', { ...rectangle })) +
    element('g', { 'clip-path': `url(#${id})` }, unseen, ...markup)
  )
}
