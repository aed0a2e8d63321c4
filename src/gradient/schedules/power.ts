/** x^n for an integer n ≥ 0, by squaring in float64: the same bits on every engine. */
export function power(x: number, n: number): number {
  let result = 1
  for (let square = x; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result *= square
    square *= square
  }
  return result
}
