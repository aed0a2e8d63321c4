/**
 * Standard normals from random words: Box and Muller (1958), https://doi.org/10.1214/aoms/1177706645, in float32 with
 * the elementary functions of ../math. |z| ≤ 6.6605.
 */
import { logNormal } from '../math/log.ts'
import { cosQuarter, sinQuarter } from '../math/quarter.ts'

const f = Math.fround

/** One turn divided by 2^32, in radians. */
const angleUnit: number = f(1.4629180792671596e-9)

/** Two normals from the words `radial` and `angular`, to out[at] and out[at + 1]. */
export function normalPair(radial: number, angular: number, out: Float32Array, at: number): void {
  // The high 31 bits: SIMD turns signed integers into floats several times faster than unsigned ones.
  const u = f(f(f(radial >>> 1) * 2 ** -31) + 2 ** -32)
  const r = f(Math.sqrt(f(-2 * logNormal(u))))
  // The nearest quarter turn, exactly; the remainder is an angle in [-π/4, π/4].
  const quarter = (angular + 0x20000000) >>> 30
  const rest = f(f((angular - (quarter << 30)) | 0) * angleUnit)
  const c = cosQuarter(rest)
  const s = sinQuarter(rest)
  const x = (quarter & 1) === 0 ? c : s
  const y = (quarter & 1) === 0 ? s : c
  out[at] = f(r * (((quarter + 1) & 2) === 0 ? x : -x))
  out[at + 1] = f(r * ((quarter & 2) === 0 ? y : -y))
}
