/**
 * The natural gradient of a normal distribution with the covariance D (I + v vᵀ) D, in linear time: Akimoto, Auger and Hansen,
 * "Comparison-Based Natural Gradient Optimization in High Dimension" (2014), https://doi.org/10.1145/2576768.2598258, section 3.
 */

/** What follows from v. */
export interface Stretch {
  /** v / ‖v‖ (P) */
  readonly unit: Float64Array
  readonly length: number
  /** ‖v‖² */
  readonly squared: number
  /** √(1 + ‖v‖²): how much samples are stretched along v. */
  readonly stretch: number
}

export function directionOf(v: Float64Array): Stretch {
  const squared = inner(v, v)
  // Of a v of zeros any direction is as good as another; it has none to divide by.
  const length = squared > 0 ? Math.sqrt(squared) : 1
  return { unit: v.map((value) => value / length), length, squared, stretch: Math.sqrt(1 + squared) }
}

/** z ← (I + v vᵀ)^½ z */
export function stretched(z: Float64Array, { unit, stretch }: Stretch): void {
  const along = (stretch - 1) * inner(unit, z)
  for (let p = 0; p < z.length; p++) z[p] += along * unit[p]
}

/** The inverse of that. */
export function unstretched(y: Float64Array, { unit, stretch }: Stretch): void {
  const along = (1 / stretch - 1) * inner(unit, y)
  for (let p = 0; p < y.length; p++) y[p] += along * unit[p]
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let p = 0; p < a.length; p++) sum += a[p] * b[p]
  return sum
}

/** Sums the natural gradients of weighted steps, with respect to v and to ln D. */
export class NaturalGradient {
  /** (P) of v, times ‖v‖ */
  readonly ofDirection: Float64Array
  /** (P) of D, relative */
  readonly ofDiagonal: Float64Array
  private readonly direction: Stretch
  private readonly alpha: number
  private readonly b: number
  /** (P) v̄ᵢ², and 1 over the diagonal of H */
  private readonly squares: Float64Array
  private readonly inverse: Float64Array
  private readonly correction: number
  private readonly t: Float64Array
  private readonly s: Float64Array

  constructor(direction: Stretch) {
    const { unit, squared } = direction
    const n = unit.length
    this.direction = direction
    this.ofDirection = new Float64Array(n)
    this.ofDiagonal = new Float64Array(n)
    this.t = new Float64Array(n)
    this.s = new Float64Array(n)
    this.squares = unit.map((value) => value * value)
    const gamma = 1 + squared
    const largest = this.squares.reduce((most, value) => Math.max(most, value), Number.MIN_VALUE)
    const fourth = squared * squared
    this.alpha = Math.min(1, Math.sqrt(fourth + (2 * gamma - Math.sqrt(gamma)) / largest) / (2 + squared))
    const alpha2 = this.alpha * this.alpha
    this.b = (-(1 - alpha2) * fourth) / gamma + 2 * alpha2
    this.inverse = this.squares.map((square) => 1 / (2 - (this.b + 2 * alpha2) * square))
    const spread = this.squares.reduce((sum, square, p) => sum + square * square * this.inverse[p], 0)
    this.correction = this.b / (1 + this.b * spread)
  }

  /**
   * Adds the gradient of a step.
   * @param y (P) the step in units of σ D
   */
  add(y: Float64Array, ofDirection: number, ofDiagonal: number): void {
    const { direction, squares, inverse, alpha, correction, t, s } = this
    const [sumOfDirection, sumOfDiagonal] = [this.ofDirection, this.ofDiagonal]
    const { unit, squared } = direction
    const n = y.length
    const gamma = 1 + squared
    const [flat, tilt, more] = [squared / gamma, alpha / gamma, 2 + squared]
    const along = inner(unit, y)
    let tAlong = 0
    for (let p = 0; p < n; p++) {
      t[p] = y[p] * along - (unit[p] * (along * along + gamma)) / 2
      tAlong += unit[p] * t[p]
    }
    let mixed = 0
    for (let p = 0; p < n; p++) {
      const first = y[p] * y[p] - flat * y[p] * unit[p] * along - 1
      const value = first - tilt * (more * t[p] * unit[p] - squared * squares[p] * tAlong)
      s[p] = value
      mixed += inverse[p] * squares[p] * value
    }
    let sAlong = 0
    for (let p = 0; p < n; p++) {
      const value = s[p] * inverse[p] - correction * inverse[p] * squares[p] * mixed
      s[p] = value
      sAlong += squares[p] * value
    }
    for (let p = 0; p < n; p++) {
      const move = t[p] - alpha * (more * s[p] * unit[p] - unit[p] * sAlong)
      sumOfDirection[p] += ofDirection * move
      sumOfDiagonal[p] += ofDiagonal * s[p]
    }
  }
}
