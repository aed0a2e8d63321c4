import { bits, copySign, fromBits, lowWord } from './bits.ts'

const f = Math.fround

const inversePi: number = 0.3183098861837907
/** π in two parts of float64: the first has 33 significant bits, so that its multiples up to 2^20 are exact. */
const piHi: number = 3.1415926534682512
const piLo: number = 1.2154201013012384e-10
/** 1.5 × 2^52: adding it rounds to the nearest integer, ties to even, and leaves its parity in the lowest bit. */
const magic: number = 6755399441055744
const halfPi: number = f(1.57079637)

/**
 * Minimax fit of (sin a - a)/a³ in z = a² over [0, π/2], computed for this project by Lawson's iteration. Relative
 * error of sin below 6.2e-9.
 */
const c0: number = f(-0.166666597)
const c1: number = f(0.00833306927)
const c2: number = f(-0.000198097769)
const c3: number = f(0.00000260609568)

/** sin r, negated if `parity` is odd. The result lies in [-1, 1]. */
function sinReduced(r: number, parity: number): number {
  const a = Math.min(Math.abs(r), halfPi)
  const z = f(a * a)
  let p = f(f(c3 * z) + c2)
  p = f(f(p * z) + c1)
  p = f(f(p * z) + c0)
  const y = f(a + f(f(a * z) * p))
  return fromBits(bits(copySign(y, r)) ^ (parity << 31))
}

/**
 * sin x in float32, within 2 ulp for |x| ≤ 2^20; -0 kept. x is reduced by whole multiples of π in
 * float64. Beyond that it loses accuracy but stays in [-1, 1]. NaN for ±Infinity and NaN.
 */
export function sin(x: number): number {
  const shifted = x * inversePi + magic
  const n = shifted - magic
  return sinReduced(f(x - n * piHi - n * piLo), lowWord(shifted))
}

/** cos x in float32, as sin(x + π/2): the same error and range, near its zeros too. */
export function cos(x: number): number {
  const shifted = x * inversePi + 0.5 + magic
  const h = shifted - magic - 0.5
  return sinReduced(f(x - h * piHi - h * piLo), lowWord(shifted))
}
