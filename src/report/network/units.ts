import { inputWidth, type Topology } from '../../model/topology.ts'
import { distinctNames } from '../distinct-names.ts'
import { fitText, textWidth } from '../font.ts'
import { formatCount } from '../number.ts'
import { element, text } from '../svg.ts'
import type { NetworkColours } from './colours.ts'
import type { UnitColumn } from './layout.ts'

/** Pixels. */
export const labelSize = 12.5
const longestLabel = 190

/** Above a column: how many units the level has, and their activation. */
export function columnHead(
  { count, x }: UnitColumn,
  level: number,
  topology: Topology,
  { ink, softInk }: NetworkColours,
): string {
  const words =
    level === 0 ? (inputWidth(topology) === 1 ? 'input' : 'inputs') : activationOf(topology, level)
  const middle = { x, 'text-anchor': 'middle' } as const
  return (
    text(formatCount(count), { ...middle, y: -30, 'font-size': 14, 'font-weight': 600, fill: ink }) +
    text(words, { ...middle, y: -14, 'font-size': labelSize, fill: softInk })
  )
}

function activationOf({ layers }: Topology, level: number): string {
  const { activation, recurrent } = layers[level - 1]!
  return recurrent ? `${activation.kind}, recurrent` : activation.kind
}

/** @param biases (O) of the column; undefined or empty for units that have none */
export function circles(
  { units, x, radius }: UnitColumn,
  biases: Float32Array | undefined,
  most: number,
  { paper, outline, positive, negative }: NetworkColours,
): string {
  return units
    .map(({ index, y }) => {
      const circle = { cx: x, cy: y, r: radius }
      const base = element('circle', { ...circle, fill: paper, stroke: outline, 'stroke-width': 1.25 })
      const bias = biases?.[index] ?? 0
      const share = most > 0 ? Math.min(1, Math.abs(bias) / most) : 0
      if (!(share > 0)) return base
      const fill = bias < 0 ? negative : positive
      return base + element('circle', { ...circle, fill, 'fill-opacity': share * 0.85, stroke: fill })
    })
    .join('')
}

/** How many units of a level are not drawn, as text. */
export function omittedLabel({ gap }: Pick<UnitColumn, 'gap'>): string {
  return gap === undefined ? '' : `${formatCount(gap.left)} more`
}

/** Three dots and the number of units that are not drawn. */
export function ellipsis(
  { gap, x, radius }: UnitColumn,
  side: 'left' | 'middle' | 'right',
  { softInk, paper }: NetworkColours,
): string {
  if (gap === undefined) return ''
  const words = omittedLabel({ gap })
  const dots = (middle: number): string =>
    [-5, 0, 5].map((dy) => element('circle', { cx: x, cy: middle + dy, r: 1.4, fill: softInk })).join('')
  const label = { y: gap.y + 4, 'font-size': labelSize, fill: softInk }
  if (side === 'left') return dots(gap.y) + text(words, { ...label, x: x - radius - 8, 'text-anchor': 'end' })
  if (side === 'right') return dots(gap.y) + text(words, { ...label, x: x + radius + 8 })
  const width = textWidth(words, labelSize) + 8
  const halo = { x: x - width / 2, y: gap.y - 9, width, height: 18, rx: 4, fill: paper, 'fill-opacity': 0.85 }
  const middle = text(words, { ...label, x, 'text-anchor': 'middle' })
  return dots(gap.y - 19) + dots(gap.y + 19) + element('rect', halo) + middle
}

/** The names of the units that are drawn, cut to fit; none unless every unit has one. */
export function shownNames(names: readonly string[], { count, units }: UnitColumn): string[] {
  if (names.length !== count) return []
  const cut = (all: readonly string[]): string[] => all.map((name) => fitText(name, labelSize, longestLabel))
  const own = units.map(({ index }) => names[index]!)
  return cut(distinctNames(own, cut))
}

export function widestLabel(names: readonly string[]): number {
  return Math.max(0, ...names.map((name) => textWidth(name, labelSize)))
}

export function unitLabels(
  { units, x, radius }: UnitColumn,
  names: readonly string[],
  side: 'left' | 'right',
  { ink }: NetworkColours,
): string {
  return names
    .map((name, i) =>
      text(name, {
        x: side === 'left' ? x - radius - 8 : x + radius + 8,
        y: units[i]!.y + 4.5,
        'text-anchor': side === 'left' ? 'end' : 'start',
        'font-size': labelSize,
        fill: ink,
      }),
    )
    .join('')
}
