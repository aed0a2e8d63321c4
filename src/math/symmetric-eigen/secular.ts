/**
 * The roots of the secular equation 1/ρ + Σ zⱼ² / (dⱼ - λ) = 0, one right of each pole dⱼ. Between two poles, ψ sums the terms of the left one and those
 * before, φ the others. Each is replaced by a constant and a single pole with its value and slope, which leaves a quadratic equation: the middle
 * way of Li, "Solving Secular Equations Stably and Efficiently" (1993, LAPACK working note 89, https://www.netlib.org/lapack/lawnspdf/lawn89.pdf).
 * A bracket holds the root; where a step would leave it, it is halved.
 */

/** diag(d) + ρ z zᵀ */
export interface RankOneUpdate {
  /** d (k) ascending, all different */
  readonly poles: Float64Array
  /** (k) none is 0; of length 1 */
  readonly z: Float64Array
  /** ρ > 0 */
  readonly rho: number
}

/** ψ and φ, and their slopes. */
interface Sums {
  left: number
  leftSlope: number
  right: number
  rightSlope: number
}

/** The most steps for a root; three to five are usual. */
const mostSteps = 100

/** A root is as good as it can be where rounding explains what is left of the equation. */
const rounding = 4 * Number.EPSILON

/**
 * Finds the root right of pole `i`.
 * @param gaps (k) is given dⱼ - λ: as differences from the nearer pole, so that small ones are precise too
 * @returns λ
 */
export function secularRoot(update: RankOneUpdate, i: number, gaps: Float64Array): number {
  const { poles, z, rho } = update
  const last = poles.length - 1
  if (last === 0) {
    gaps[0] = -rho
    return poles[0]! + rho
  }
  const isLast = i === last
  const left = isLast ? last - 1 : i
  const sums: Sums = { left: 0, leftSlope: 0, right: 0, rightSlope: 0 }
  const distance = poles[left + 1]! - poles[left]!
  const reach = (isLast ? rho : distance) / 2

  let origin = i
  measure(poles, origin, gaps)
  evaluate(gaps, z, left, reach, sums)
  const middle = 1 / rho + sums.left + sums.right
  const [a, b] = [z[left]! * z[left]!, z[left + 1]! * z[left + 1]!]
  /** What the other terms sum to in the middle. */
  const others = middle - a / (gaps[left]! - reach) - b / (gaps[left + 1]! - reach)
  let [from, to] = [0, reach]
  let tau: number
  if (isLast) {
    if (middle < 0) [from, to] = [reach, 2 * reach]
    tau = largeRoot(others, a + b - others * distance, -b * distance)
  } else if (middle < 0) {
    origin = i + 1
    measure(poles, origin, gaps)
    ;[from, to] = [-reach, 0]
    tau = smallRoot(others, a + b - others * distance, -b * distance)
  } else tau = smallRoot(others, a + b + others * distance, a * distance)
  if (!(tau > from && tau < to)) tau = (from + to) / 2

  const solve = isLast ? largeRoot : smallRoot
  for (let step = 0; step < mostSteps; step++) {
    evaluate(gaps, z, left, tau, sums)
    const value = 1 / rho + sums.left + sums.right
    if (!(Math.abs(value) > rounding * (1 / rho - sums.left + Math.abs(sums.right)))) break
    if (value < 0) from = tau
    else to = tau
    const [before, after] = [gaps[left]! - tau, gaps[left + 1]! - tau]
    const constant = value - before * sums.leftSlope - after * sums.rightSlope
    const slope = sums.leftSlope + sums.rightSlope
    let next =
      tau + solve(constant, (before + after) * value - before * after * slope, before * after * value)
    if (!(next > from && next < to)) next = (from + to) / 2
    if (Math.abs(next - tau) <= Number.EPSILON * Math.abs(tau)) break
    tau = next
  }
  for (let j = 0; j <= last; j++) gaps[j]! -= tau
  return poles[origin]! + tau
}

/** The distances of all poles from one. */
function measure(poles: Float64Array, origin: number, gaps: Float64Array): void {
  for (let j = 0; j < poles.length; j++) gaps[j] = poles[j]! - poles[origin]!
}

/** ψ, the terms up to `left`, and φ, each summed towards the root: the largest terms come last. */
function evaluate(gaps: Float64Array, z: Float64Array, left: number, tau: number, sums: Sums): void {
  let [sum, slope] = [0, 0]
  for (let j = 0; j <= left; j++) {
    const ratio = z[j]! / (gaps[j]! - tau)
    sum += z[j]! * ratio
    slope += ratio * ratio
  }
  sums.left = sum
  sums.leftSlope = slope
  sum = 0
  slope = 0
  for (let j = gaps.length - 1; j > left; j--) {
    const ratio = z[j]! / (gaps[j]! - tau)
    sum += z[j]! * ratio
    slope += ratio * ratio
  }
  sums.right = sum
  sums.rightSlope = slope
}

/** The root of c x² - a x + b = 0 with the minus sign, without cancellation. */
function smallRoot(c: number, a: number, b: number): number {
  const root = Math.sqrt(Math.abs(a * a - 4 * b * c))
  return a > 0 ? (2 * b) / (a + root) : (a - root) / (2 * c)
}

/** The root with the plus sign. */
function largeRoot(c: number, a: number, b: number): number {
  const root = Math.sqrt(Math.abs(a * a - 4 * b * c))
  return a < 0 ? (2 * b) / (a - root) : (a + root) / (2 * c)
}
