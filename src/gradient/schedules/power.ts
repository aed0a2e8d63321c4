/**
 * x^n for x in [0, 1] and an integer n ≥ 0 or Infinity, by squaring in float64: the same bits on every JavaScript
 * engine.
 */
export function power(x: number, n: number): number {
  if (!Number.isFinite(n)) return x < 1 ? 0 : 1
  let result = 1
  for (let square = x; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result *= square
    square *= square
  }
  return result
}
