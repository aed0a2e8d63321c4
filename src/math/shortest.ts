/** The most significant digits that a float64 needs. */
const mostDigits = 17

/**
 * The number with the fewest significant digits that still means the same, for a reader of text.
 * @param value finite
 * @param same whether a number means the same as the value; true for the value itself
 */
export function shortest(value: number, same: (candidate: number) => boolean): number {
  for (let digits = 1; digits < mostDigits; digits++) {
    const candidate = Number(value.toPrecision(digits))
    if (same(candidate)) return candidate
  }
  return value
}

/** The number with the fewest significant digits that rounds to this float32. */
export function shortestFloat32(value: number): number {
  return shortest(value, (candidate) => Math.fround(candidate) === value)
}
