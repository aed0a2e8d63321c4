import { domainOf } from '../../../report/domain.ts'
import { linearScale, makeScale, type Scale, type ScaleKind, showable } from '../../../report/scale.ts'
import type { MemberCurve } from '../../group/messages.ts'
import { element } from '../element.ts'
import { colourOf } from './colours.ts'
import type { Members } from './members.ts'

const space = 'http://www.w3.org/2000/svg'
/** CSS pixels around the frame. */
const room = { left: 64, right: 16, top: 10, bottom: 48 }
/** CSS pixels for each tick. */
const [across, up] = [105, 55]

/** The champions of all trainings over evaluations, one of them in bold. */
export class GroupChart {
  private readonly root: HTMLElement = element('chart')
  private members: Members | null = null
  private kind: ScaleKind = 'linear'
  private chosen: number | null = null

  constructor() {
    new ResizeObserver(() => this.draw()).observe(this.root)
  }

  show(members: Members): void {
    this.members = members
    this.draw()
  }

  setScale(kind: ScaleKind): void {
    this.kind = kind
    this.draw()
  }

  /** @param training null for none */
  choose(training: number | null): void {
    this.chosen = training
    this.draw()
  }

  private draw(): void {
    const { members, kind, root } = this
    const [width, height] = [root.clientWidth, root.clientHeight]
    if (members === null || width === 0) return
    const { target } = members.facts
    const { curves } = members
    const values = curves.flatMap(({ points }) => points.filter((_, index) => index % 2 === 1))
    const domain = domainOf(kind, target === null ? values : [...values, target])
    const svg = node('svg', { width, height, 'aria-hidden': 'true' })
    root.replaceChildren(svg)
    if (domain === undefined || curves.length === 0) return
    const last = curves.reduce((most, { points }) => Math.max(most, points.at(-2) ?? 0), 1)
    const x = linearScale([0, last], [room.left, width - room.right])
    const y = makeScale(kind, domain.extent, [height - room.bottom, room.top])
    svg.append(...axes(x, y))
    if (target !== null && showable(target, kind)) {
      const level = y.at(target)
      svg.append(node('line', { class: 'target', x1: x.range[0], x2: x.range[1], y1: level, y2: level }))
    }
    // The chosen one is drawn last, above the others.
    const order = curves.toSorted(
      (a, b) => Number(a.training === this.chosen) - Number(b.training === this.chosen),
    )
    svg.append(...order.map((curve) => this.line(curve, members, x, y)))
  }

  private line({ training, points }: MemberCurve, members: Members, x: Scale, y: Scale): SVGElement {
    const classes = [
      colourOf(members.facts, training),
      members.progressOf(training)?.state ?? '',
      ...(training === this.chosen ? ['chosen'] : []),
    ]
    return node('path', { class: classes.join(' '), d: pathOf(points, x, y) })
  }
}

/** @param points x and y by turns */
function pathOf(points: readonly number[], x: Scale, y: Scale): string {
  let path = ''
  for (let k = 0; k < points.length; k += 2) {
    const [left, top] = [x.at(points[k]!), y.at(points[k + 1]!)]
    if (!Number.isNaN(top)) path += `${path === '' ? 'M' : 'L'}${left.toFixed(1)},${top.toFixed(1)}`
  }
  // A point by itself is a dot, by its round ends.
  return points.length === 2 && path !== '' ? `${path}h0.01` : path
}

function axes(x: Scale, y: Scale): SVGElement[] {
  const [left, right] = x.range
  const [bottom, top] = y.range
  const labelled = (scale: Scale, pixels: number): ReturnType<Scale['ticks']> =>
    scale.ticks(Math.max(2, Math.floor(pixels))).filter(({ label }) => label !== '')
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

function node(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(space, name) as SVGElement
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  return made
}

function text(content: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = node('text', attributes)
  made.textContent = content
  return made
}
