/** e^r for |r| ≤ ln 2 / 2 in float64, by its series; relative error below 1e-10. Uses only + - × ÷. */
export function expNearZero(r: number): number {
  let sum = 1
  for (let k = 9; k > 0; k--) sum = 1 + (r * sum) / k
  return sum
}
