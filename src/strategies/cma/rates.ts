import { log } from '../../math/float64/index.ts'

/** The weights and rates of Hansen, "The CMA Evolution Strategy: A Tutorial" (2016), https://arxiv.org/abs/1604.00772, table 1. */
export interface Rates {
  /** (λ) by rank: first the μ positive ones, which sum to 1, then the others. */
  readonly weights: Float64Array
  /** μ, the number of positive weights. */
  readonly parents: number
  /** μ_eff */
  readonly effective: number
  readonly cSigma: number
  readonly dSigma: number
  readonly cPath: number
  readonly c1: number
  readonly cMu: number
  /** E‖N(0, I)‖, approximately. */
  readonly expectedLength: number
}

/**
 * @param lambda λ ≥ 2
 * @param n the number of genes
 * @param active whether bad individuals have negative weights; otherwise those are 0
 */
export function ratesOf(lambda: number, n: number, active: boolean): Rates {
  const raw = Float64Array.from({ length: lambda }, (_, i) => log((lambda + 1) / 2) - log(i + 1))
  const parents = lambda >> 1
  const positive = raw.subarray(0, parents)
  const effective = effectiveOf(positive)
  const cSigma = (effective + 2) / (n + effective + 5)
  const dSigma = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + cSigma
  const cPath = (4 + effective / n) / (n + 4 + (2 * effective) / n)
  const c1 = 2 / ((n + 1.3) * (n + 1.3) + effective)
  const cMu = Math.min(1 - c1, (2 * (0.25 + effective + 1 / effective - 2)) / ((n + 2) * (n + 2) + effective))
  const negative = active ? negativeSum(raw.subarray(parents), { effective, c1, cMu, n }) : 0
  const [up, down] = [positive, raw.subarray(parents)].map((part) =>
    part.reduce((sum, weight) => sum + Math.abs(weight), 0),
  )
  const weights = raw.map((weight, i) =>
    i < parents ? weight / up! : down === 0 || negative === 0 ? 0 : (-negative * Math.abs(weight)) / down!,
  )
  const expectedLength = Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n))
  return { weights, parents, effective, cSigma, dSigma, cPath, c1, cMu, expectedLength }
}

/** (Σ w)² / Σ w² */
function effectiveOf(weights: Float64Array): number {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return (sum * sum) / weights.reduce((total, weight) => total + weight * weight, 0)
}

/** What the negative weights sum to, without their sign: as much as keeps the covariance positive definite. */
function negativeSum(
  raw: Float64Array,
  { effective, c1, cMu, n }: { effective: number; c1: number; cMu: number; n: number },
): number {
  const others = effectiveOf(raw)
  return Math.min(1 + c1 / cMu, 1 + (2 * others) / (effective + 2), (1 - c1 - cMu) / (n * cMu))
}
