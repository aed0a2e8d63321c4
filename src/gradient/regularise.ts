/** The penalty on the size of the parameters: l1 Σ|θ| + l2/2 Σθ², with l1 and l2 ≥ 0. */
export interface Penalty {
  readonly l1: number
  readonly l2: number
}

/**
 * Adds the derivative of the penalty to `gradient` (P), in place: l1 sign θ + l2 θ, with sign 0 = 0. All parameters
 * count, including biases, as with PyTorch's `weight_decay`. The optimiser gets the sum (coupled). `adamw` has its own
 * decay outside its moments and takes no `l2` here.
 * @param parameters (P)
 */
export function regularise(gradient: Float32Array, parameters: Float32Array, { l1, l2 }: Penalty): void {
  if (l1 === 0 && l2 === 0) return
  for (let i = 0; i < gradient.length; i++) {
    const theta = parameters[i]
    gradient[i] += l2 * theta + (theta > 0 ? l1 : theta < 0 ? -l1 : 0)
  }
}
