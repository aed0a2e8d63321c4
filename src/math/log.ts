import { bits, fromBits } from './bits.ts'

const f = Math.fround

const ln2Hi: number = f(0.693359375)
const ln2Lo: number = f(-2.1219444e-4)
/** The bits of √½, the lower end of the mantissa's range [√½, √2). */
const sqrtHalfBits: number = 0x3f3504f3

const c0: number = f(3.3333331174e-1)
const c1: number = f(-2.4999993993e-1)
const c2: number = f(2.0000714765e-1)
const c3: number = f(-1.6668057665e-1)
const c4: number = f(1.4249322787e-1)
const c5: number = f(-1.2420140846e-1)
const c6: number = f(1.167699874e-1)
const c7: number = f(-1.151461031e-1)
const c8: number = f(7.0376836292e-2)

/** ln(1 + t) + e ln 2 for 1 + t in [√½, √2) (Cephes, logf: Moshier 1984-1992). */
function logReduced(t: number, e: number): number {
  const z = f(t * t)
  let p = f(f(c8 * t) + c7)
  p = f(f(p * t) + c6)
  p = f(f(p * t) + c5)
  p = f(f(p * t) + c4)
  p = f(f(p * t) + c3)
  p = f(f(p * t) + c2)
  p = f(f(p * t) + c1)
  p = f(f(p * t) + c0)
  let y = f(f(p * t) * z)
  y = f(y + f(e * ln2Lo))
  y = f(y - f(z * 0.5))
  return f(f(t + y) + f(e * ln2Hi))
}

/** ln x for positive, finite and normal x: the same bits as `log`, but faster. */
export function logNormal(x: number): number {
  const i = (bits(x) - sqrtHalfBits) | 0
  return logReduced(f(fromBits((i & 0x007fffff) + sqrtHalfBits) - 1), i >> 23)
}

/** ln x in float32, within 1 ulp, denormal x included. -Infinity for ±0, NaN for x < 0 and NaN. */
export function log(x: number): number {
  const denormal = x < 2 ** -126
  const i = (bits(denormal ? f(x * 8388608) : x) - sqrtHalfBits) | 0
  const e = f((i >> 23) - (denormal ? 23 : 0))
  const y = logReduced(f(fromBits((i & 0x007fffff) + sqrtHalfBits) - 1), e)
  if (x === 0) return -Infinity
  if (x === Infinity) return Infinity
  return x >= 0 ? y : Number.NaN
}
