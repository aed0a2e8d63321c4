import { exp } from './exp.ts'
import { logNormal } from './log.ts'

const f = Math.fround

/**
 * ln(1 + e^x) in float32, within 2 ulp, as max(x, 0) + ln(1 + t) with t = e^-|x|. The rounding
 * error of 1 + t is added back to the logarithm, so that the small values left of zero keep every digit.
 */
export function softplus(x: number): number {
  const t = exp(-Math.abs(x))
  const u = f(1 + t)
  const log1p = f(logNormal(u) - f(f(f(u - 1) - t) / u))
  return f(Math.max(x, 0) + log1p)
}
