import { expOfSum } from './exp.ts'
import { logPair } from './log.ts'
import { product } from './parts.ts'

/** x^y within 1 ulp; in special cases the same as `**`. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN
  const isWhole = Math.floor(y) === y
  const isOdd = isWhole && Math.abs(y) < 2 ** 53 && y % 2 !== 0
  const sign = isOdd && (x < 0 || Object.is(x, -0)) ? -1 : 1
  const size = Math.abs(x)
  if (size === 1 && Math.abs(y) === Number.POSITIVE_INFINITY) return Number.NaN
  if (size === 0 || size === Number.POSITIVE_INFINITY) {
    const grows = (size === 0) === y < 0
    return sign * (grows ? Number.POSITIVE_INFINITY : 0)
  }
  if (x < 0 && !isWhole) return Number.isFinite(y) ? Number.NaN : limit(size, y)
  if (!Number.isFinite(y)) return limit(size, y)
  if (size === 1) return sign
  const logarithm = logPair(size)
  const rough = y * logarithm.head
  // Also keeps the exact product from overflowing.
  if (rough > 710) return sign * Number.POSITIVE_INFINITY
  if (rough < -746) return sign * 0
  // A power so close to 0 of e is 1 and the exponent.
  if (Math.abs(rough) < 2 ** -60) return sign * (1 + rough)
  const { head, tail } = product(y, logarithm.head)
  return sign * expOfSum(head, tail + y * logarithm.tail)
}

/** size^±∞ */
function limit(size: number, y: number): number {
  return size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0
}
