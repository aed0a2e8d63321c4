import { scaled } from './parts.ts'

/** ln 2 in two parts: the first has 32 significant bits, so that a multiple of it by up to 2^11 is exact. */
export const ln2Hi: number = 0.6931471803691238
export const ln2Lo: number = 1.9082149292705877e-10

/** Beyond these, the result is Infinity or 0. */
const largest = 709.782712893384
const smallest = -745.1332191019412

/** 1/k!, from k = 2. */
const terms: readonly number[] = reciprocalFactorials(2, 14)

function reciprocalFactorials(from: number, to: number): number[] {
  let factorial = 1
  const all: number[] = []
  for (let k = 1; k <= to; k++) {
    factorial *= k
    if (k >= from) all.push(1 / factorial)
  }
  return all
}

/** e^x within 1 ulp. */
export function exp(x: number): number {
  return expOfSum(x, 0)
}

/** e^(x + tail) within 1 ulp, for a tail of at most 1 ulp of x. */
export function expOfSum(x: number, tail: number): number {
  if (Number.isNaN(x)) return x
  if (x > largest) return Number.POSITIVE_INFINITY
  if (x < smallest) return 0
  const n = Math.floor(x * Math.LOG2E + 0.5)
  // r + rest = x + tail - n ln 2, in [-ln 2/2, ln 2/2].
  const head = x - n * ln2Hi
  const away = n * ln2Lo - tail
  const r = head - away
  const rest = head - r - away
  let series = 0
  for (let k = terms.length - 1; k >= 0; k--) series = series * r + terms[k]!
  return scaled(1 + (r + (rest + series * r * r)), n)
}
