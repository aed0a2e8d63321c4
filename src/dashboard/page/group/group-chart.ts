import { domainOf } from '../../../report/domain.ts'
import { linearScale, makeScale, type Scale, type ScaleKind, showable } from '../../../report/scale.ts'
import type { MemberCurve } from '../../group/messages.ts'
import { ChartLegend } from '../chart-legend.ts'
import { type Reading, spoken } from '../chart-reading.ts'
import { ChartSlider } from '../chart-slider.ts'
import { element } from '../element.ts'
import { colourOf } from './colours.ts'
import { nearestPlace, placesOf } from './curve-value.ts'
import { groupEntries, groupReading, latestValues, type MemberValue, valuesAt } from './group-reading.ts'
import { axes, node, pathOf, roomOf } from './group-svg.ts'
import type { Members } from './members.ts'

/** CSS pixels around the frame, but for the labels at its left. */
const room = { right: 16, top: 10, bottom: 48 }

/** The champions of all trainings over evaluations, one of them in bold. The pointer and arrow keys read them. */
export class GroupChart {
  private readonly root: HTMLElement = element('chart')
  private readonly legend: ChartLegend = new ChartLegend(element('chart-legend'))
  private readonly slider: ChartSlider
  private readonly members: Members
  private kind: ScaleKind = 'linear'
  private chosen: number | null = null
  private scales: { readonly x: Scale; readonly y: Scale } | null = null
  /** Where curves can be read, and the place that is read; null for the latest state. */
  private places: readonly number[] = []
  private place: number | null = null
  /** The training that the pointer is nearest to. */
  private nearest: number | null = null
  /** What the legend is made for. */
  private listed: number | null = null
  private cursor: SVGElement | null = null

  constructor(members: Members) {
    this.members = members
    this.legend.build(groupEntries(members, null))
    this.slider = new ChartSlider(this.root, {
      count: () => this.places.length,
      place: () => this.place ?? this.places.length - 1,
      go: (place) => this.read(place),
      leave: () => this.read(null),
      spoken: (place) => spoken(this.readingAt(place), groupEntries(members, this.one)),
    })
    this.root.addEventListener('pointermove', ({ clientX, clientY }) => this.point(clientX, clientY))
    this.root.addEventListener('pointerleave', () => {
      this.nearest = null
      this.read(null)
    })
    new ResizeObserver(() => this.draw()).observe(this.root)
  }

  show(): void {
    this.places = placesOf(this.members.curves)
    this.draw()
    this.slider.update()
  }

  setScale(kind: ScaleKind): void {
    this.kind = kind
    this.draw()
  }

  /** @param training null for none */
  choose(training: number | null): void {
    this.chosen = training !== null && training in this.members.facts.trainings ? training : null
    this.draw()
  }

  /** The training that the legend names: the chosen one, or else the one at the pointer. */
  private get one(): number | null {
    return this.chosen ?? this.nearest
  }

  private draw(): void {
    const { members, kind, root } = this
    const [width, height] = [root.clientWidth, root.clientHeight]
    if (width === 0) return
    const { target } = members.facts
    const { curves } = members
    const values = curves.flatMap(({ points }) => points.filter((_, index) => index % 2 === 1))
    const domain = domainOf(kind, target === null ? values : [...values, target])
    const svg = node('svg', { width, height, 'aria-hidden': 'true' })
    root.replaceChildren(svg)
    this.scales = null
    if (domain !== undefined && curves.length > 0) {
      const last = curves.reduce((most, { points }) => Math.max(most, points.at(-2) ?? 0), 1)
      const y = makeScale(kind, domain.extent, [height - room.bottom, room.top])
      const x = linearScale([0, last], [roomOf(y), width - room.right])
      this.scales = { x, y }
      svg.append(...axes(x, y))
      if (target !== null && showable(target, kind)) {
        const level = y.at(target)
        svg.append(node('line', { class: 'target', x1: x.range[0], x2: x.range[1], y1: level, y2: level }))
      }
      // The chosen one is drawn last, above the others.
      const order = curves.toSorted(
        (a, b) => Number(a.training === this.chosen) - Number(b.training === this.chosen),
      )
      svg.append(...order.map((curve) => this.line(curve, x, y)))
    }
    this.cursor = svg.appendChild(node('g', {}))
    this.read(this.place)
  }

  private line({ training, points }: MemberCurve, x: Scale, y: Scale): SVGElement {
    const classes = [
      colourOf(this.members.facts, training),
      this.members.progressOf(training)?.state ?? '',
      ...(training === this.chosen ? ['chosen'] : []),
    ]
    return node('path', { class: classes.join(' '), d: pathOf(points, x, y) })
  }

  /** Reads the place under the pointer, and finds the training that is nearest to it there. */
  private point(clientX: number, clientY: number): void {
    const { scales, places } = this
    if (scales === null || places.length === 0) return
    const { left, top } = this.root.getBoundingClientRect()
    const [[from, to], [first, last]] = [scales.x.domain, scales.x.range]
    const x = from + ((clientX - left - first) / (last - first)) * (to - from)
    const place = nearestPlace(places, x)
    const away = ({ value }: MemberValue): number => Math.abs(scales.y.at(value) - (clientY - top))
    const values = valuesAt(this.members, places[place]!).filter((one) => !Number.isNaN(away(one)))
    this.nearest = values.toSorted((a, b) => away(a) - away(b))[0]?.training ?? null
    this.read(place)
  }

  private readingAt(place: number | null): Reading {
    const { members, one } = this
    const x = place === null ? null : (this.places[place] ?? null)
    return groupReading(members, x === null ? latestValues(members) : valuesAt(members, x), one, x)
  }

  /** Shows the values at a place, with a line there; without one the latest. */
  private read(place: number | null): void {
    const { members, one, scales } = this
    this.place = place === null || place >= this.places.length ? null : place
    if (one !== this.listed) this.legend.build(groupEntries(members, one))
    this.listed = one
    this.legend.show(this.readingAt(this.place))
    const x = this.place === null ? undefined : this.places[this.place]
    this.cursor?.replaceChildren()
    if (x === undefined || scales === null) return
    const [left, [bottom, top]] = [scales.x.at(x), scales.y.range]
    this.cursor?.append(node('line', { class: 'cursor', x1: left, x2: left, y1: bottom, y2: top }))
    const at = valuesAt(members, x).find(({ training }) => training === one)
    if (at === undefined || one === null || Number.isNaN(scales.y.at(at.value))) return
    const dot = { class: `mark ${colourOf(members.facts, one)}`, cx: left, cy: scales.y.at(at.value), r: 4.5 }
    this.cursor?.append(node('circle', dot))
  }
}
