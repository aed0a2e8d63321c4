import { formatCount } from './number.ts'
import { type Extent, linearScale, type Scale } from './scale.ts'

/** The least share of an axis for a phase: less is not legible. */
const leastShare = 0.3
/** Between two phases, pixels. */
const gap = 12

/**
 * A linear axis of evaluations on which every phase is legible. Where a phase would take less than {@link leastShare} of the
 * axis, which is what a short fine-tuning does, the axis is broken: each phase has a scale of its own, and a gap before it.
 *
 * @param starts where each phase after the first begins, ascending; those outside the extent are ignored
 */
export function phaseScale(starts: readonly number[], extent: Extent, range: Extent): Scale {
  const places = [extent[0], ...starts.filter((start) => start > extent[0] && start < extent[1]), extent[1]]
  const spans = places.slice(1).map((place, i) => place - places[i]!)
  const natural = spans.map((span) => span / (extent[1] - extent[0]))
  if (spans.length < 2 || spans.every((_, i) => natural[i]! >= leastShare)) return linearScale(extent, range)
  const room = range[1] - range[0] - gap * (spans.length - 1)
  let left = range[0]
  const parts = legible(natural).map((share, i) => {
    const part = linearScale([places[i]!, places[i + 1]!], [left, left + share * room])
    left = part.range[1] + gap
    return part
  })
  return {
    kind: 'linear',
    domain: extent,
    range,
    stretches: parts.map((part) => part.range),
    at: (value) => (parts.find(({ domain }) => value <= domain[1]) ?? parts.at(-1)!).at(value),
    ticks: (count) =>
      parts.flatMap((part, i) => {
        const share = (part.range[1] - part.range[0]) / room
        const ticks = part.ticks(Math.max(2, Math.round(count * share) + 1))
        if (i === 0) return ticks
        // The place of a break belongs to the part that ends there. One tick alone gives no scale.
        const own = ticks.filter(({ value }) => value > part.domain[0])
        const end = part.domain[1]
        return own.length > 1 ? own : [...own, { value: end, label: formatCount(end) }]
      }),
  }
}

/** The shares, with small ones raised to what is legible at the cost of the others. */
function legible(shares: readonly number[]): number[] {
  const least = Math.min(leastShare, 1 / shares.length)
  const raised = shares.map((share) => share < least)
  const others = shares.reduce((sum, share, i) => (raised[i]! ? sum : sum + share), 0)
  const room = 1 - least * raised.filter(Boolean).length
  return shares.map((share, i) => (raised[i]! ? least : (share / others) * room))
}
