import { ln2Hi, ln2Lo } from './exp.ts'
import { addPairs, mantissa, multiplyPairs, type Pair, product, sum } from './parts.ts'

/** 2/3, 2/5, … 2/21: the coefficients of 2 artanh(s) - 2 s, divided by s³. */
const terms: readonly number[] = Array.from({ length: 10 }, (_, n) => 2 / (2 * n + 3))

/** The natural logarithm within 1 ulp; NaN below 0, -Infinity at 0. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN
  if (x === Number.POSITIVE_INFINITY) return x
  const { m, k } = mantissa(x)
  // ln m = 2 artanh(s) = u - (u²/2 - s (u²/2 + rest)), where u is exact.
  const u = m - 1
  const s = u / (2 + u)
  const z = s * s
  let rest = 0
  for (let n = terms.length - 1; n >= 0; n--) rest = (rest + terms[n]!) * z
  const half = 0.5 * u * u
  return k * ln2Hi - (half - (s * (half + rest) + k * ln2Lo) - u)
}

/** ln 2 less its first part, as a pair. */
const ln2Rest: Pair = { head: 1.9082149292705877e-10, tail: 1.1612227229362532e-26 }

/** The natural logarithm of a finite x > 0 as a pair, within about 2^-66 of its value. */
export function logPair(x: number): Pair {
  const { m, k } = mantissa(x)
  const s = quotient({ head: m - 1, tail: 0 }, sum(m, 1))
  const z = multiplyPairs(s, s)
  // artanh(s)/s = 1 + z/3 + z² (1/5 + z/7 + …)
  let series = 0
  for (let n = 13; n >= 2; n--) series = series * z.head + 1 / (2 * n + 1)
  const third = quotient(z, { head: 3, tail: 0 })
  const factor = addPairs({ head: 1, tail: 0 }, addPairs(third, { head: series * z.head * z.head, tail: 0 }))
  const { head, tail } = multiplyPairs(s, factor)
  const ofMantissa = { head: 2 * head, tail: 2 * tail }
  const ofPower = addPairs({ head: k * ln2Hi, tail: 0 }, multiplyPairs({ head: k, tail: 0 }, ln2Rest))
  return addPairs(ofPower, ofMantissa)
}

/** a / b, within a few units of 2^-104. */
function quotient(a: Pair, b: Pair): Pair {
  const head = a.head / b.head
  const back = product(head, b.head)
  const rest = a.head - back.head - back.tail + a.tail - head * b.tail
  return sum(head, rest / b.head)
}
