const f = Math.fround

const s0: number = f(-1.6666654611e-1)
const s1: number = f(8.3321608736e-3)
const s2: number = f(-1.9515295891e-4)

const c0: number = f(4.166664568298827e-2)
const c1: number = f(-1.388731625493765e-3)
const c2: number = f(2.443315711809948e-5)

/** sin a for |a| ≤ π/4 in float32, within 1 ulp (Cephes, sinf: Moshier 1984-1992). */
export function sinQuarter(a: number): number {
  const z = f(a * a)
  let p = f(f(s2 * z) + s1)
  p = f(f(p * z) + s0)
  return f(f(f(p * z) * a) + a)
}

/** cos a for |a| ≤ π/4 in float32, within 1 ulp (Cephes, cosf: Moshier 1984-1992). */
export function cosQuarter(a: number): number {
  const z = f(a * a)
  let p = f(f(c2 * z) + c1)
  p = f(f(p * z) + c0)
  return f(f(f(f(p * z) * z) - f(z * 0.5)) + 1)
}
