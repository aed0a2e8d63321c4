/** What the size of the parameters costs: l1 Σ|θ| + l2/2 Σθ², each ≥ 0. */
export interface Penalty {
  readonly l1: number
  readonly l2: number
}

/**
 * Adds the derivative of the penalty to `gradient` (P), in place: l1 sign θ + l2 θ, where sign 0 is 0. All parameters
 * count, biases too, as with PyTorch's `weight_decay`. The optimiser then sees the sum (coupled); `adamw` has a
 * decay of its own that its moments do not see, and is not given an `l2` here.
 * @param parameters (P)
 */
export function regularise(gradient: Float32Array, parameters: Float32Array, { l1, l2 }: Penalty): void {
  if (l1 === 0 && l2 === 0) return
  for (let i = 0; i < gradient.length; i++) {
    const theta = parameters[i]
    gradient[i] += l2 * theta + (theta > 0 ? l1 : theta < 0 ? -l1 : 0)
  }
}
