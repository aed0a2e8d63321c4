/**
 * Linear interpolation between order statistics (Hyndman & Fan 1996, definition 7).
 * @param values in any order, without NaN
 * @param share in [0, 1]
 * @returns NaN if there are no values
 */
export function quantile(values: ArrayLike<number>, share: number): number {
  return sortedQuantile(Float64Array.from(values).sort(), share)
}

/** The same of values in ascending order. */
export function sortedQuantile(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]!
  return below + (sorted[Math.ceil(place)]! - below) * (place - Math.floor(place))
}
