/**
 * The parts of float64 numbers, and sums and products with their rounding errors (Dekker 1971,
 * https://doi.org/10.1007/BF01397083; Knuth, The Art of Computer Programming 2, section 4.2.2).
 */
const double: Float64Array = new Float64Array(1)
const words: Uint32Array = new Uint32Array(double.buffer)

/** The places of the word with sign and exponent, and of the other one: machines are little-endian, see ../bits.ts. */
const high = 1
const low = 0

/** 2^n for n in -1022 … 1023. */
function power(n: number): number {
  words[high] = (n + 1023) << 20
  words[low] = 0
  return double[0]!
}

/** x 2^n, rounded once, for n in -2000 … 2000. */
export function scaled(x: number, n: number): number {
  if (n > 1023) return x * power(1023) * power(Math.min(n - 1023, 1023))
  if (n >= -1022) return x * power(n)
  // The first factor is exact: 2^-1022 is the last power that is a normal number.
  return x * power(n + 1000) * power(-1000)
}

/** x = m 2^k with m in [√½, √2). x is a finite number above 0. */
export function mantissa(x: number): { readonly m: number; readonly k: number } {
  const denormal = x < 2 ** -1022
  double[0] = denormal ? x * 2 ** 54 : x
  const word = words[high]!
  // 0x6a09e is the start of √2: larger mantissas go to the next power.
  const up = (word & 0xfffff) > 0x6a09e ? 1 : 0
  words[high] = (word & 0xfffff) | ((1023 - up) << 20)
  return { m: double[0]!, k: (word >>> 20) - 1023 + up - (denormal ? 54 : 0) }
}

/** A number as an unevaluated sum; |tail| is at most half a unit in the last place of `head`. */
export interface Pair {
  readonly head: number
  readonly tail: number
}

/** a + b, exactly. */
export function sum(a: number, b: number): Pair {
  const head = a + b
  const part = head - a
  return { head, tail: a - (head - part) + (b - part) }
}

/** a b, exactly, unless a part overflows or is denormal. */
export function product(a: number, b: number): Pair {
  const head = a * b
  const [a1, b1] = [upper(a), upper(b)]
  const [a0, b0] = [a - a1, b - b1]
  return { head, tail: a1 * b1 - head + a1 * b0 + a0 * b1 + a0 * b0 }
}

/** The upper 26 bits of a number. */
function upper(a: number): number {
  const shifted = a * 134_217_729
  return shifted - (shifted - a)
}

/** The sum of two pairs, within a few units of 2^-104. */
export function addPairs(a: Pair, b: Pair): Pair {
  const { head, tail } = sum(a.head, b.head)
  return sum(head, tail + (a.tail + b.tail))
}

/** The product of two pairs, the same. */
export function multiplyPairs(a: Pair, b: Pair): Pair {
  const { head, tail } = product(a.head, b.head)
  return sum(head, tail + (a.head * b.tail + a.tail * b.head))
}
