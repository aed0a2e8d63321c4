import { hasBiases, isRecurrent, type Topology } from '../../model/topology.ts'
import { textWidth } from '../font.ts'
import { element, text } from '../svg.ts'
import type { NetworkColours } from './colours.ts'
import { labelSize } from './units.ts'

/**
 * The meaning of colours, widths and fills, in as many rows as fit the width.
 * @param topology recurrent layers have arcs, and biases fill the units
 */
export function networkLegend(
  width: number,
  { positive, negative, softInk, outline, paper }: NetworkColours,
  topology: Topology,
): { svg: string; height: number } {
  const stroke = (colour: string): string =>
    element('path', { d: 'M0,-4h20', stroke: colour, 'stroke-width': 3, 'stroke-linecap': 'round' })
  const arc = element('path', { d: 'M4,4Q24,-4 4,-12', fill: 'none', stroke: softInk, 'stroke-width': 2 })
  const unit =
    element('circle', { cx: 10, cy: -4, r: 6, fill: paper, stroke: outline }) +
    element('circle', { cx: 10, cy: -4, r: 6, fill: positive, 'fill-opacity': 0.5, stroke: positive })
  const items: readonly (readonly [string, string])[] = [
    [stroke(positive), 'positive weight'],
    [stroke(negative), 'negative weight'],
    ...(isRecurrent(topology) ? [[arc, 'weight of an output in the step before'] as const] : []),
    ...(hasBiases(topology) ? [[unit, 'bias, in the same colours'] as const] : []),
    ['', 'width: size relative to the largest in its layer'],
  ]
  let x = 0
  let row = 0
  const parts = items.map(([swatch, words]) => {
    const indent = swatch === '' ? 0 : 28
    const taken = indent + textWidth(words, labelSize)
    if (x > 0 && x + taken > width) {
      x = 0
      row += 1
    }
    const label = text(words, { x: indent, 'font-size': labelSize, fill: softInk })
    const part = element('g', { transform: `translate(${x},${12 + row * 20})` }, swatch, label)
    x += taken + 20
    return part
  })
  return { svg: parts.join(''), height: (row + 1) * 20 }
}
