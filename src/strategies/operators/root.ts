import { expNearZero } from '../../math/exp64.ts'
import { logNearOne } from '../../math/log64.ts'

/**
 * x^y for y in (0, 1] and x in [0, 1], a multiple of 2^-23 (twice a uniform draw is one); relative error below 1e-9.
 * It uses only + - × ÷ in float64: the same bits on every JavaScript engine, and several times faster than float32's
 * exp and log.
 */
export function root(x: number, y: number): number {
  const integer = x * 8388608
  if (integer < 1) return 0
  const exponent = 31 - Math.clz32(integer)
  const mantissa = integer / (1 << exponent)
  const high = mantissa > Math.SQRT2
  const logarithm = (exponent - 23 + (high ? 1 : 0)) * Math.LN2 + logNearOne(high ? mantissa / 2 : mantissa)
  const power = y * logarithm
  const halvings = Math.round(-power / Math.LN2)
  return expNearZero(power + halvings * Math.LN2) / (1 << halvings)
}
