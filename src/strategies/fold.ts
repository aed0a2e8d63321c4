/**
 * Reflects a number that lies outside [lower, upper] at the bound it crossed, as often as needed, in float64. The result
 * is never outside by rounding. What cannot be reflected is moved to the nearest bound: an infinity, and any number
 * if the bounds are equal. NaN becomes the number inside that is nearest to 0.
 * @param lower finite, at most `upper`
 * @param upper finite
 */
export function fold(x: number, lower: number, upper: number): number {
  if (x >= lower && x <= upper) return x
  // At the crossed bound itself, so that a gene keeps its precision close to a bound of 0.
  const once = x < lower ? lower + (lower - x) : upper - (x - upper)
  return once >= lower && once <= upper ? once : foldOften(x, lower, upper)
}

function foldOften(x: number, lower: number, upper: number): number {
  const width = upper - lower
  const distance = Math.abs(x - lower)
  if (Number.isNaN(x)) return clamp(0, lower, upper)
  if (width === 0 || distance === Infinity) return clamp(x, lower, upper)
  const rest = distance % (2 * width)
  return clamp(lower + (rest <= width ? rest : 2 * width - rest), lower, upper)
}

function clamp(x: number, lower: number, upper: number): number {
  return Math.min(Math.max(x, lower), upper)
}
