/**
 * Genomes that come from elsewhere into a generation of samples: Hansen, "Injecting External Solutions Into CMA-ES" (2011),
 * https://arxiv.org/abs/1110.4181.
 */

/** The length of a step (P) where samples are standard normal: the Mahalanobis distance of its end from the mean, for σ = 1. */
export type LengthOf = (step: Float64Array) => number

/** ‖z‖ */
export function euclidean(z: Float64Array): number {
  return Math.sqrt(z.reduce((sum, value) => sum + value * value, 0))
}

/**
 * Shortens a step to what a sample may reach, √P + 2P / (P + 2) (section 3): the strategy learns the direction, and no single genome
 * makes its distribution explode. A step too long for a number counts as none.
 */
export function clip(step: Float64Array, length: LengthOf): void {
  const n = step.length
  const most = Math.sqrt(n) + (2 * n) / (n + 2)
  const found = length(step)
  if (found <= most) return
  const share = most / found
  for (let p = 0; p < n; p++) step[p] = share > 0 ? step[p] * share : 0
}
