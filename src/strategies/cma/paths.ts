import { exp } from '../../math/float64/index.ts'
import type { Rates } from './rates.ts'

/** The state that plain and separable CMA-ES share. Vectors have one entry per gene. */
export interface PathState {
  /** The generation of the next plan, from 0. */
  generation: number
  /** σ */
  sigma: number
  /** p_σ, in the coordinates in which samples are standard normal. */
  sigmaPath: Float64Array
  /** p_c, in units of the genes. */
  path: Float64Array
}

export function noPaths(sigma: number, length: number): PathState {
  return { generation: 0, sigma, sigmaPath: new Float64Array(length), path: new Float64Array(length) }
}

/**
 * Moves both paths on (Hansen 2016, equations 43 and 45).
 * @param mean (P) the weighted mean of the best steps
 * @param whitened (P) the same where samples are standard normal
 * @returns h_σ: false while σ grows so fast that the path of the covariance waits
 */
export function movePaths(
  state: PathState,
  mean: Float64Array,
  whitened: Float64Array,
  { effective, cSigma, cPath, expectedLength }: Rates,
): boolean {
  const { sigmaPath, path, generation } = state
  const n = path.length
  const gain = Math.sqrt(cSigma * (2 - cSigma) * effective)
  let squares = 0
  for (let p = 0; p < n; p++) {
    sigmaPath[p] = (1 - cSigma) * sigmaPath[p] + gain * whitened[p]
    squares += sigmaPath[p] * sigmaPath[p]
  }
  let forgotten = 1
  for (let k = 0; k < 2 * (generation + 1) && forgotten > 1e-20; k++) forgotten *= 1 - cSigma
  const steady = Math.sqrt(squares) / Math.sqrt(1 - forgotten)
  const moves = steady < (1.4 + 2 / (n + 1)) * expectedLength
  const pathGain = moves ? Math.sqrt(cPath * (2 - cPath) * effective) : 0
  for (let p = 0; p < n; p++) path[p] = (1 - cPath) * path[p] + pathGain * mean[p]
  return moves
}

/** σ after a generation (equation 44). */
export function nextSigma(
  { sigma, sigmaPath }: PathState,
  { cSigma, dSigma, expectedLength }: Rates,
): number {
  const length = Math.sqrt(sigmaPath.reduce((sum, value) => sum + value * value, 0))
  return sigma * exp(Math.min(1, (cSigma / dSigma) * (length / expectedLength - 1)))
}
