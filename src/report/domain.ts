import { drawable, type Extent, positive } from './scale.ts'
import { nice } from './ticks.ts'

/** The part of an axis that a panel shows, and how many of the values lie outside it. */
export interface Domain {
  readonly extent: Extent
  readonly leftOut: number
}

/** Values this many spans beyond the bulk are let run out of a linear frame, which they would flatten. */
const FAR = 20
/** The bulk lies between this quantile and its mirror. */
const BULK = 0.95

/**
 * A round domain for a linear axis; undefined if no value can be drawn. It holds all `values`, unless a few stand so
 * far out (a first generation that explodes, a penalty of -1e9) that nothing else could be seen; `wishes`, such as a
 * band's edges, widen it by no more than half. Zero is taken in where it is near.
 */
export function linearDomain(values: readonly number[], wishes: readonly number[] = []): Domain | undefined {
  const sorted = Float64Array.from(values.filter(drawable)).sort()
  if (sorted.length === 0) return undefined
  const edge = Math.floor((sorted.length - 1) * (1 - BULK))
  const bulk: Extent = [sorted[edge]!, sorted[sorted.length - 1 - edge]!]
  const far = FAR * (bulk[1] - bulk[0])
  const near = far > 0 ? sorted.filter((value) => value >= bulk[0] - far && value <= bulk[1] + far) : sorted
  let [low, high] = widened([near[0]!, near[near.length - 1]!], wishes.filter(drawable))

  if (low >= 0 && low < high / 2) low = 0
  if (high <= 0 && high > low / 2) high = 0
  const extent = nice(...opened(low, high), 6)
  return { extent, leftOut: values.filter((value) => drawable(value) && outside(value, extent)).length }
}

/** A domain for a log axis with a little air; undefined if no value is positive. Counts what is not. */
export function logDomain(values: readonly number[], wishes: readonly number[] = []): Domain | undefined {
  const shown = values.filter(positive).map(Math.log10)
  if (shown.length === 0) return undefined
  const [low, high] = widened(range(shown), wishes.filter(positive).map(Math.log10))
  const air = high - low > 1e-3 ? 0.03 * (high - low) : 0.3
  const extent: Extent = [10 ** (low - air), 10 ** (high + air)]
  return { extent, leftOut: values.filter((value) => drawable(value) && !positive(value)).length }
}

function range(values: readonly number[]): Extent {
  return values.reduce<Extent>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  )
}

/** The extent stretched towards the wishes by no more than half of itself at either end. */
function widened([low, high]: Extent, wishes: readonly number[]): Extent {
  const reach = (high - low) / 2
  const [lowest, highest] = range(wishes)
  return [Math.max(Math.min(lowest, low), low - reach), Math.min(Math.max(highest, high), high + reach)]
}

/** Gives all-equal values a span to stand in. */
function opened(low: number, high: number): Extent {
  const size = Math.max(Math.abs(low), Math.abs(high))
  if (high - low > Math.max(size * 1e-9, 1e-280)) return [low, high]
  const air = size < 1e-280 ? 1 : size / 10
  return [low - air, high + air]
}

function outside(value: number, [low, high]: Extent): boolean {
  return value < low || value > high
}
