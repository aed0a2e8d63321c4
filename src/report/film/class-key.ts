import type { SampleLook } from '../colouring.ts'
import { hex } from '../colours.ts'
import { distinctNames } from '../distinct-names.ts'
import { fitText, textWidth } from '../font.ts'
import { INK, SOFT_INK } from '../palette.ts'
import { element, text } from '../svg.ts'

/** A class by name, and what it looks like. */
interface KeyEntry {
  readonly label: string
  readonly look: SampleLook
}

/** A line of a page that a key may take, pixels. */
interface KeyLine {
  readonly left: number
  readonly right: number
  /** The base line of its text. */
  readonly base: number
}

interface ClassKey {
  readonly svg: string
  readonly line: 'above' | 'below'
}

const SIZE = 12
/** A dot with the space around it, and the place of its name behind it. */
const DOT = 25
const NAME = 9
/** How finely names are cut, pixels. */
const cutStep = 2
/** Names that are cut shorter say nothing beside the plot, and below it where nothing else is left. */
const shortest = 44
const shortestBelow = 14

/**
 * The key of some classes: beside the plot's own words if that leaves enough of each name, else on a line of its own below, else
 * only how many there are.
 * @param above ends at its right edge
 * @param below begins at its left edge
 */
export function classKey(entries: readonly KeyEntry[], above: KeyLine, below: KeyLine): ClassKey {
  const keyWith = (names: readonly string[]): ReturnType<typeof keyOf> =>
    keyOf(
      entries.map((entry, k) => ({ ...entry, label: names[k]! })),
      above,
      below,
    )
  const names = entries.map(({ label }) => label)
  return keyWith(distinctNames(names, (all) => keyWith(all).names))
}

function keyOf(
  entries: readonly KeyEntry[],
  above: KeyLine,
  below: KeyLine,
): ClassKey & { readonly names: readonly string[] } {
  const widths = entries.map(({ label }) => textWidth(label, SIZE))
  const longest = Math.max(0, ...widths)
  const room = ({ left, right }: KeyLine): number => levelOf(widths, right - left - DOT * entries.length)
  const [here, there] = [room(above), room(below)]
  if (here >= Math.min(longest, shortest)) {
    const names = entries.map(({ label }) => fitText(label, SIZE, here))
    const taken = names.reduce((sum, name) => sum + DOT + textWidth(name, SIZE), 0)
    return { svg: row(entries, names, above.right - taken + DOT - NAME, above.base), line: 'above', names }
  }
  if (there >= Math.min(longest, shortestBelow)) {
    const names = entries.map(({ label }) => fitText(label, SIZE, there))
    return { svg: row(entries, names, below.left + NAME, below.base), line: 'below', names }
  }
  const place = { x: above.right, y: above.base, 'font-size': SIZE, 'text-anchor': 'end', fill: SOFT_INK }
  return { svg: text(`${entries.length} classes`, place), line: 'above', names: [] }
}

/** @param x where the first name begins */
function row(entries: readonly KeyEntry[], names: readonly string[], x: number, y: number): string {
  let at = x
  return entries
    .map(({ look }, k) => {
      const name = names[k]!
      const ring = { cx: at - NAME, cy: y - 4, r: 4, fill: hex(look.fill), stroke: INK, 'stroke-width': 0.8 }
      const part = element('circle', ring) + text(name, { x: at, y, 'font-size': SIZE, fill: SOFT_INK })
      at += textWidth(name, SIZE) + DOT
      return part
    })
    .join('')
}

/** The width to which the longest of several are cut so that all fit, in whole steps below the longest. */
function levelOf(widths: readonly number[], room: number): number {
  const ascending = widths.toSorted((a, b) => a - b)
  const longest = ascending.at(-1) ?? 0
  let left = room
  for (const [index, width] of ascending.entries()) {
    const share = left / (ascending.length - index)
    if (width > share) return longest - cutStep * Math.ceil((longest - share) / cutStep)
    left -= width
  }
  return longest
}
