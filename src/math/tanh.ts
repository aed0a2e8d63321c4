import { copySign } from './bits.ts'
import { expNormal } from './exp.ts'

const f = Math.fround

const c0: number = f(-3.33332819422e-1)
const c1: number = f(1.33314422036e-1)
const c2: number = f(-5.37397155531e-2)
const c3: number = f(2.06390887954e-2)
const c4: number = f(-5.70498872745e-3)

/**
 * tanh x in float32, within 2 ulp, -0 kept, ±1 beyond |x| = 9.011: a polynomial for |x| < 0.625, else
 * 1 - 2/(e^2|x| + 1) (Cephes, tanhf: Moshier 1984-1992).
 */
export function tanh(x: number): number {
  const a = Math.abs(x)
  if (a < 0.625) {
    const z = f(a * a)
    let p = f(f(c4 * z) + c3)
    p = f(f(p * z) + c2)
    p = f(f(p * z) + c1)
    p = f(f(p * z) + c0)
    return copySign(f(f(f(p * z) * a) + a), x)
  }
  const e = expNormal(Math.min(f(a + a), 40))
  return copySign(f(1 - f(2 / f(e + 1))), x)
}
