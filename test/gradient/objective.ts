/** Functions with known derivatives, to run optimisers on. */
export interface Objective {
  readonly start: readonly number[]
  /** Writes the gradient (P) at `x` (P), in float64 and rounded by what it is written to. */
  gradient(x: ArrayLike<number>, into: Float32Array | Float64Array): void
}

/** Σ (i + 1) (x_i - 1)² / 2: a bowl with its minimum at 1, steeper in every later direction. */
export const quadratic: Objective = {
  start: [3, -2, 0.5, 1, -4],
  gradient(x, into) {
    for (let i = 0; i < x.length; i++) into[i] = (i + 1) * (x[i] - 1)
  },
}

/** (1 - x)² + 100 (y - x²)² (Rosenbrock 1960). */
export const rosenbrock: Objective = {
  start: [-1.2, 1],
  gradient(point, into) {
    const [x, y] = [point[0], point[1]]
    into[0] = -2 * (1 - x) - 400 * x * (y - x * x)
    into[1] = 200 * (y - x * x)
  },
}
