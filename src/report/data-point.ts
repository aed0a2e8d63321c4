/** A value at a place, both in data units. NaN or an infinity breaks a line. */
export interface DataPoint {
  readonly x: number
  readonly y: number
}
