/**
 * Functions on which optimisers have been compared for decades: Hansen et al., "Real-Parameter Black-Box Optimization Benchmarking"
 * (2009), https://inria.hal.science/inria-00362633, except where a line names another source. All are 0 at their optimum.
 */
import { cos, exp, pow, sin } from '../../math/float64/index.ts'

export type BenchmarkName =
  | 'sphere'
  | 'ellipsoid'
  | 'cigar'
  | 'tablet'
  | 'rosenbrock'
  | 'rastrigin'
  | 'ackley'
  | 'griewank'
  | 'schwefel'
  | 'schwefel-sums'
  | 'different-powers'

/** A function of n ≥ 1 numbers. */
export interface BenchmarkFunction {
  /** The cost of a point, ≥ 0. */
  readonly cost: (x: Float64Array) => number
  /** Every coordinate of the optimum. */
  readonly optimum: number
  /** It is usually searched between ± this. */
  readonly range: number
}

/** Σ cᵢ xᵢ², where cᵢ follows from i/(n - 1), the share of the way from the first to the last. */
function quadratic(coefficient: (share: number) => number): (x: Float64Array) => number {
  let coefficients = new Float64Array(0)
  return (x) => {
    const n = x.length
    if (coefficients.length !== n) {
      coefficients = Float64Array.from({ length: n }, (_, i) => coefficient(n === 1 ? 0 : i / (n - 1)))
    }
    let sum = 0
    for (let i = 0; i < n; i++) sum += coefficients[i]! * x[i]! * x[i]!
    return sum
  }
}

const around = (cost: (x: Float64Array) => number): BenchmarkFunction => ({ cost, optimum: 0, range: 5 })

/** De Jong (1975), generalised: Σ 100 (xᵢ² - xᵢ₊₁)² + (xᵢ - 1)² */
function rosenbrock(x: Float64Array): number {
  let sum = 0
  for (let i = 0; i < x.length - 1; i++) {
    const curve = x[i]! * x[i]! - x[i + 1]!
    const away = x[i]! - 1
    sum += 100 * curve * curve + away * away
  }
  return x.length === 1 ? (x[0]! - 1) * (x[0]! - 1) : sum
}

/** Rastrigin (1974): 10 n + Σ xᵢ² - 10 cos 2π xᵢ */
function rastrigin(x: Float64Array): number {
  let sum = 0
  for (const value of x) sum += value * value + 10 * (1 - cos(2 * Math.PI * value))
  return sum
}

/** Ackley (1987): 20 (1 - e^(-0.2 √(Σ xᵢ²/n))) + e - e^(Σ cos(2π xᵢ)/n) */
function ackley(x: Float64Array): number {
  let [squares, waves] = [0, 0]
  for (const value of x) {
    squares += value * value
    waves += cos(2 * Math.PI * value)
  }
  const n = x.length
  return 20 * (1 - exp(-0.2 * Math.sqrt(squares / n))) + (exp(1) - exp(waves / n))
}

/** Griewank (1981): 1 + Σ xᵢ²/4000 - Π cos(xᵢ/√i) */
function griewank(x: Float64Array): number {
  let [sum, product] = [0, 1]
  for (let i = 0; i < x.length; i++) {
    sum += (x[i]! * x[i]!) / 4000
    product *= cos(x[i]! / Math.sqrt(i + 1))
  }
  return 1 + sum - product
}

/** Where x sin √x is largest below 500, and how large. */
const schwefelBest = 420.968746359982
const schwefelDepth = 418.98288727243374

/** Schwefel (1981): Σ 418.98… - xᵢ sin √|xᵢ|, with a square wall outside ±500. */
function schwefel(x: Float64Array): number {
  let sum = 0
  for (const value of x) {
    const size = Math.abs(value)
    const outside = Math.max(0, size - 500)
    const inside = Math.min(Math.max(value, -500), 500)
    sum += schwefelDepth - inside * sin(Math.sqrt(Math.abs(inside))) + outside * outside
  }
  return Math.max(0, sum)
}

/** Schwefel (1981), problem 1.2: Σ (Σ_{j ≤ i} xⱼ)² */
function schwefelSums(x: Float64Array): number {
  let [sum, partial] = [0, 0]
  for (const value of x) {
    partial += value
    sum += partial * partial
  }
  return sum
}

/** √ Σ |xᵢ|^(2 + 4 i/(n - 1)) */
function differentPowers(x: Float64Array): number {
  let sum = 0
  for (let i = 0; i < x.length; i++) {
    const share = x.length === 1 ? 0 : i / (x.length - 1)
    sum += pow(Math.abs(x[i]!), 2 + 4 * share)
  }
  return Math.sqrt(sum)
}

export const benchmarkFunctions: { readonly [Name in BenchmarkName]: BenchmarkFunction } = {
  sphere: around(quadratic(() => 1)),
  ellipsoid: around(quadratic((share) => pow(1e6, share))),
  cigar: around(quadratic((share) => (share === 0 ? 1 : 1e6))),
  tablet: around(quadratic((share) => (share === 0 ? 1e6 : 1))),
  rosenbrock: { cost: rosenbrock, optimum: 1, range: 5 },
  rastrigin: around(rastrigin),
  ackley: { cost: ackley, optimum: 0, range: 32 },
  griewank: { cost: griewank, optimum: 0, range: 600 },
  schwefel: { cost: schwefel, optimum: schwefelBest, range: 500 },
  'schwefel-sums': around(schwefelSums),
  'different-powers': around(differentPowers),
}
