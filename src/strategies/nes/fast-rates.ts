import { exp, log } from '../../math/float64/index.ts'

/** The constants and rates of CR-FM-NES; Nomura and Ono (2022), section 3 and appendix. λ is the population, n the genes. */
export interface FastRates {
  /** (λ) by rank: max(0, ln(λ/2 + 1) - ln k). */
  readonly raw: Float64Array
  /** (λ) the same, scaled to sum to 1, less 1/λ. */
  readonly byRank: Float64Array
  readonly effective: number
  readonly cSigma: number
  readonly cPath: number
  /** E‖N(0, I)‖, approximately. */
  readonly expectedLength: number
  /** How much an individual counts that lies far out, while the mean moves: e^(this ‖z‖). */
  readonly distance: number
  /** While σ stagnates, and while it converges. */
  readonly stagnating: number
  readonly converging: number
  readonly c1: number
  readonly shape: number
}

/** @param feasible how many individuals have not failed */
export function fastRates(lambda: number, n: number, feasible: number): FastRates {
  const raw = Float64Array.from({ length: lambda }, (_, rank) =>
    Math.max(0, log(lambda / 2 + 1) - log(rank + 1)),
  )
  const total = raw.reduce((sum, value) => sum + value, 0)
  const byRank = raw.map((value) => value / total - 1 / lambda)
  const effective = 1 / raw.reduce((sum, value) => sum + (value / total) * (value / total), 0)
  const share = feasible / lambda
  return {
    raw,
    byRank,
    effective,
    cSigma: (effective + 2) / (n + effective + 5),
    cPath: (4 + effective / n) / (n + 4 + (2 * effective) / n),
    expectedLength: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
    distance: reach(n) * Math.min(1, Math.sqrt(lambda / n)) * Math.sqrt(share),
    stagnating: tanh((0.024 * feasible + 0.7 * n + 20) / (n + 12)),
    converging: 2 * tanh((0.025 * feasible + 0.75 * n + 10) / (n + 4)),
    // Below six genes the formula would be negative.
    c1: Math.max(0, ((2 / ((n + 1.3) * (n + 1.3) + effective)) * (n - 5)) / 6) * share,
    shape: tanh((Math.min(0.02 * feasible, 3 * log(n)) + 5) / (0.23 * n + 25)),
  }
}

/** The a with (1 + a²) e^(a²/2) / 0.24 = 10 + n, by Newton's method on its logarithm: the power itself overflows on the way. */
function reach(n: number): number {
  const wanted = log(0.24 * (10 + n))
  let a = Math.sqrt(2 * wanted)
  for (let step = 0; step < 100; step++) {
    const square = a * a
    const value = log(1 + square) + square / 2 - wanted
    const next = a - value / (a + (2 * a) / (1 + square))
    if (Math.abs(next - a) < 1e-14) return next
    a = next
  }
  return a
}

function tanh(x: number): number {
  if (x > 20) return 1
  const power = exp(2 * x)
  return (power - 1) / (power + 1)
}
