import type { Problem } from '../problem.ts'

/**
 * (P) the largest standard deviation of each gene: half the distance of its bounds, Infinity if it lacks one; null if no gene has two. Beyond
 * it, samples are reflected to all of the range alike, so nothing would call a step size back that has grown too large.
 */
export function stepLimits({ bounds, length }: Problem): Float64Array | null {
  if (bounds === null) return null
  const limits = Float64Array.from({ length }, (_, p) => bounds.upper[p] / 2 - bounds.lower[p] / 2)
  return limits.some(Number.isFinite) ? limits : null
}

/**
 * σ, or less if a gene would exceed its limit.
 * @param deviation the standard deviation of a gene for σ = 1
 */
export function limitedSigma(
  sigma: number,
  limits: Float64Array | null,
  deviation: (gene: number) => number,
): number {
  if (limits === null) return sigma
  let within = sigma
  for (let p = 0; p < limits.length; p++) {
    if (within * deviation(p) > limits[p]) within = limits[p] / deviation(p)
  }
  return within
}
