import { fitText, textWidth } from './font.ts'
import { formatCount } from './number.ts'
import { SOFT_INK } from './palette.ts'
import { element, text } from './svg.ts'

export interface LegendItem {
  readonly label: string
  readonly colour: string
  readonly swatch: 'line' | 'bold' | 'band' | 'dash'
  /** The dashes of a bold line; undefined for a whole one. */
  readonly dash?: string | undefined
}

const SIZE = 12.5
const SWATCH = 18
const GAP = 15
const ROW = 19
const LONGEST = 260
const MOST_ITEMS = 60

export interface Legend {
  readonly svg: string
  /** Pixels. */
  readonly height: number
}

/** Swatches with labels, in rows between `left` and `right` from `top` down. */
export function legend(items: readonly LegendItem[], left: number, right: number, top: number): Legend {
  let x = left
  let row = 0
  const parts = shownOf(items).map((item) => {
    const label = fitText(item.label, SIZE, LONGEST)
    const width = SWATCH + 6 + textWidth(label, SIZE)
    if (x > left && x + width > right) {
      x = left
      row += 1
    }
    const middle = top + row * ROW + ROW / 2
    const part =
      swatch(item, x, middle) +
      text(label, { x: x + SWATCH + 6, y: middle + 4, 'font-size': SIZE, fill: SOFT_INK })
    x += width + GAP
    return part
  })
  return { svg: parts.join(''), height: items.length === 0 ? 0 : (row + 1) * ROW }
}

/** The items; of very many the first, and how many there are besides. */
function shownOf(items: readonly LegendItem[]): readonly LegendItem[] {
  const left = items.length - MOST_ITEMS
  if (left <= 0) return items
  const rest: LegendItem = { label: `and ${formatCount(left)} more`, colour: 'none', swatch: 'line' }
  return [...items.slice(0, MOST_ITEMS), rest]
}

function swatch({ swatch, colour, dash }: LegendItem, x: number, y: number): string {
  if (swatch === 'band') {
    return element('rect', {
      x,
      y: y - 5,
      width: SWATCH,
      height: 10,
      rx: 2,
      fill: colour,
      'fill-opacity': 0.25,
    })
  }
  const dashes = swatch === 'dash' ? '5 4' : dash
  return element('path', {
    d: `M${x + 1},${y}h${SWATCH - 2}`,
    stroke: colour,
    'stroke-width': swatch === 'bold' ? 2.5 : 1.75,
    'stroke-linecap': dashes === undefined ? 'round' : undefined,
    'stroke-dasharray': dashes,
  })
}
