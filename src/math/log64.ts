/** ln m for m in [√½, √2] in float64, as 2 artanh((m - 1) / (m + 1)); relative error below 1e-9. Uses only + - × ÷. */
export function logNearOne(m: number): number {
  const t = (m - 1) / (m + 1)
  const s = t * t
  return 2 * t * (1 + s * (1 / 3 + s * (1 / 5 + s * (1 / 7 + s * (1 / 9 + s / 11)))))
}
