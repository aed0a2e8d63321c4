import { extent } from 'd3-array'
import { drawable, positive } from './drawable.ts'
import type { Extent, ScaleKind } from './scale.ts'
import { hasRoom, roundedEnds } from './ticks.ts'

/** The part of an axis that a panel shows, and how many of the values lie outside it. */
export interface Domain {
  readonly extent: Extent
  readonly leftOut: number
}

/** Values this many spans beyond the bulk are left out of a linear frame, which they would flatten. */
const farSpans = 20
/** The bulk lies between this quantile and its mirror. */
const bulkQuantile = 0.95
/** Ticks that the ends of a linear domain are rounded for. */
const tickCount = 6

/** A domain for a kind of axis; undefined if it can show no value. */
export function domainOf(
  kind: ScaleKind,
  values: ArrayLike<number>,
  wishes: ArrayLike<number> = [],
): Domain | undefined {
  return kind === 'log' ? logDomain(values, wishes) : linearDomain(values, wishes)
}

/**
 * A round domain for a linear axis; undefined if no value can be drawn. It holds all `values`, unless a few are so far
 * out (a first generation that explodes, a penalty of -1e9) that nothing else could be seen; `wishes`, such as a band's
 * edges, widen it by no more than half. It includes zero where zero is near.
 */
export function linearDomain(values: ArrayLike<number>, wishes: ArrayLike<number> = []): Domain | undefined {
  const sorted = only(drawable, values).sort()
  if (sorted.length === 0) return undefined
  const edge = Math.floor((sorted.length - 1) * (1 - bulkQuantile))
  const bulk: Extent = [sorted[edge]!, sorted[sorted.length - 1 - edge]!]
  const far = farSpans * (bulk[1] - bulk[0])
  const near = far > 0 ? sorted.filter((value) => value >= bulk[0] - far && value <= bulk[1] + far) : sorted
  let [low, high] = widened([near[0]!, near[near.length - 1]!], only(drawable, wishes))

  if (low >= 0 && low < high / 2) low = 0
  if (high <= 0 && high > low / 2) high = 0
  const shown: Extent = roundedEnds(...opened(low, high), tickCount)
  const outside = (value: number): boolean => value < shown[0] || value > shown[1]
  return { extent: shown, leftOut: sorted.filter(outside).length }
}

/** A domain for a log axis with a small margin; undefined if no value is positive. Values that are not are left out. */
export function logDomain(values: ArrayLike<number>, wishes: ArrayLike<number> = []): Domain | undefined {
  const shown = only(positive, values)
  const [least, most] = extent(shown.map(Math.log10))
  if (least === undefined || most === undefined) return undefined
  const [low, high] = widened([least, most], only(positive, wishes).map(Math.log10))
  const margin = high - low > 1e-3 ? 0.03 * (high - low) : 0.3
  const leftOut = only(drawable, values).length - shown.length
  return { extent: [10 ** (low - margin), 10 ** (high + margin)], leftOut }
}

/** The kind of axis that shows values best: log if all are positive and the largest is over three times the smallest. */
export function suitedScale(values: ArrayLike<number>): ScaleKind {
  const [least, most] = extent(only(drawable, values))
  return least !== undefined && positive(least) && most > 3 * least ? 'log' : 'linear'
}

/** A copy of the values that pass. */
function only(passes: (value: number) => boolean, values: ArrayLike<number>): Float64Array {
  return new Float64Array(values).filter(passes)
}

/** The extent stretched towards the wishes, by no more than half of itself at either end. */
function widened([low, high]: Extent, wishes: Float64Array): Extent {
  const reach = (high - low) / 2
  const [lowest = low, highest = high] = extent(wishes)
  return [Math.max(Math.min(lowest, low), low - reach), Math.min(Math.max(highest, high), high + reach)]
}

/** Gives values that are all equal, or as good as equal, a span around them. */
function opened(low: number, high: number): Extent {
  if (hasRoom(low, high)) return [low, high]
  const size = Math.max(Math.abs(low), Math.abs(high))
  // Figures that stay at zero, such as failures, are hardly ever below it.
  if (size < 1e-280) return [low < 0 ? -1 : 0, 1]
  const margin = size / 10
  return [low - margin, high + margin]
}
