/** Finite, and far enough from overflow that a span or a power of ten stays finite too. */
export function drawable(value: number): boolean {
  return Math.abs(value) <= 1e300
}

/** What a log scale can show. */
export function positive(value: number): boolean {
  return value >= 1e-300 && value <= 1e300
}
