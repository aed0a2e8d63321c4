import type { Scale } from '../../../report/scale.ts'
import { axisRoom } from '../axis-room.ts'

const space = 'http://www.w3.org/2000/svg'
/** CSS pixels for each tick. */
const [across, up] = [105, 55]

/** @param points x and y by turns */
export function pathOf(points: readonly number[], x: Scale, y: Scale): string {
  let path = ''
  for (let k = 0; k < points.length; k += 2) {
    const [left, top] = [x.at(points[k]!), y.at(points[k + 1]!)]
    if (!Number.isNaN(top)) path += `${path === '' ? 'M' : 'L'}${left.toFixed(1)},${top.toFixed(1)}`
  }
  // A point by itself is a dot, by its round ends.
  return points.length === 2 && path !== '' ? `${path}h0.01` : path
}

function labelled(scale: Scale, pixels: number): ReturnType<Scale['ticks']> {
  return scale.ticks(Math.max(2, Math.floor(pixels))).filter(({ label }) => label !== '')
}

/** CSS pixels that the labels of an upright axis take. */
export function roomOf(y: Scale): number {
  return axisRoom(labelled(y, (y.range[0] - y.range[1]) / up).map(({ label }) => label))
}

export function axes(x: Scale, y: Scale): SVGElement[] {
  const [left, right] = x.range
  const [bottom, top] = y.range
  return [
    ...labelled(y, (bottom - top) / up).flatMap(({ value, label }) => {
      const level = y.at(value)
      return [
        node('line', { class: 'grid', x1: left, x2: right, y1: level, y2: level }),
        text(label, { x: left - 8, y: level + 4, 'text-anchor': 'end' }),
      ]
    }),
    node('line', { class: 'base', x1: left, x2: right, y1: bottom, y2: bottom }),
    ...labelled(x, (right - left) / across).map(({ value, label }) => {
      const anchor = x.at(value) > right - 20 ? 'end' : 'middle'
      return text(label, { x: x.at(value), y: bottom + 19, 'text-anchor': anchor })
    }),
    text('evaluations', { x: right, y: bottom + 40, 'text-anchor': 'end' }),
  ]
}

export function node(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(space, name) as SVGElement
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  return made
}

function text(content: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = node('text', attributes)
  made.textContent = content
  return made
}
