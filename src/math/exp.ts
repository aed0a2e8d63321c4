import { copySign, power } from './bits.ts'

const f = Math.fround

const log2e: number = f(Math.LOG2E)
/** ln 2 in two parts: the first has 15 significant bits, so that a whole multiple of it is exact. */
const ln2Hi: number = f(0.693145752)
const ln2Lo: number = f(1.42860677e-6)
/** 1.5 × 2^23: adding it rounds to the nearest integer, ties to even. */
const magic: number = 12582912

const c0: number = f(5.0000001201e-1)
const c1: number = f(1.6666665459e-1)
const c2: number = f(4.1665795894e-2)
const c3: number = f(8.3334519073e-3)
const c4: number = f(1.3981999507e-3)
const c5: number = f(1.98756915e-4)

/** x/ln 2 rounded to an integer. |x| < 2^21. */
function octaves(x: number): number {
  return f(f(f(x * log2e) + magic) - magic)
}

/** x - n ln 2, in [-ln 2/2, ln 2/2]. */
function reduced(x: number, n: number): number {
  return f(f(x - f(n * ln2Hi)) - f(n * ln2Lo))
}

/** e^r - 1 for |r| ≤ ln 2/2 (Cephes, expf: Moshier 1984-1992). */
function expm1Reduced(r: number): number {
  let p = f(f(c5 * r) + c4)
  p = f(f(p * r) + c3)
  p = f(f(p * r) + c2)
  p = f(f(p * r) + c1)
  p = f(f(p * r) + c0)
  return f(f(p * f(r * r)) + r)
}

function clamped(x: number): number {
  return Math.min(Math.max(x, -104), 89)
}

/**
 * e^x in float32, within 1 ulp. Overflows to Infinity above 88.72284, becomes denormal and then 0
 * below -87.33655, NaN for NaN. Scaled by two powers of two, so that each of them is a normal number.
 */
export function exp(x: number): number {
  const y = clamped(x)
  const n = octaves(y)
  const p = f(expm1Reduced(reduced(y, n)) + 1)
  const half = n >> 1
  return f(f(p * power(half)) * power(n - half))
}

/** e^x for |x| ≤ 87 and for NaN: the same bits as `exp`, but faster. */
export function expNormal(x: number): number {
  const n = octaves(x)
  return f(f(expm1Reduced(reduced(x, n)) + 1) * power(n))
}

/** e^x - 1 in float32, within 2 ulp, small x and -0 included. Computed as 2^n (e^r - 1) + (2^n - 1). */
export function expm1(x: number): number {
  const y = clamped(x)
  const n = octaves(y)
  const p = expm1Reduced(reduced(y, n))
  const half = n >> 1
  const scale = power(half)
  const rest = n - half
  const sum = f(f(p * scale) + f(scale - power(-rest)))
  return copySign(f(sum * power(rest)), x)
}
