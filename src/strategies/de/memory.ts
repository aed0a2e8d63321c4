import type { RandomStream } from '../../random/stream.ts'
import type { SuccessMemory } from './state.ts'

/** ⊥ in M_CR: crossover takes one gene of the mutant, and keeps doing so. */
const terminal = -1

/** The spread of F and CR around their memory. */
const spread = 0.1

/** A memory of `pairs` pairs before any success. */
export function freshMemory(pairs: number): SuccessMemory {
  return { f: new Float64Array(pairs).fill(0.5), cr: new Float64Array(pairs).fill(0.5), next: 0 }
}

/** Draws F and CR of a trial around a pair of the memory (equations 1 and 2). */
export function drawPair(
  memory: SuccessMemory,
  stream: RandomStream,
): { readonly f: number; readonly cr: number } {
  const pair = stream.integer(memory.f.length)
  const centre = memory.cr[pair]
  const cr = centre === terminal ? 0 : Math.min(1, Math.max(0, centre + spread * stream.normal()))
  let f = 0
  while (!(f > 0)) f = memory.f[pair] + spread * cauchy(stream)
  return { f: Math.min(1, f), cr }
}

/** A standard Cauchy draw, as the quotient of two normals. NaN and infinities are possible, and rare. */
function cauchy(stream: RandomStream): number {
  const dividend = stream.normal()
  return dividend / stream.normal()
}

/** The trials of a generation that are better than their parents. */
export interface Successes {
  readonly f: readonly number[]
  readonly cr: readonly number[]
  /** By how much lower their costs are; NaN where costs do not say it. */
  readonly gains: readonly number[]
}

/** Lets the successes of a generation change a pair of the memory (algorithm 1 of the paper). */
export function remember(memory: SuccessMemory, { f, cr, gains }: Successes): void {
  if (f.length === 0) return
  const weights = weightsOf(gains)
  const { next } = memory
  const some = cr.some((value) => value > 0)
  memory.cr[next] = memory.cr[next] === terminal || !some ? terminal : lehmerMean(cr, weights)
  memory.f[next] = lehmerMean(f, weights)
  memory.next = (next + 1) % memory.f.length
}

/**
 * Weights in proportion to the gains. A parent that failed or broke constraints has no cost to compare with: such a success
 * counts as the mean of the others.
 */
function weightsOf(gains: readonly number[]): readonly number[] {
  const known = gains.filter((gain) => !Number.isNaN(gain))
  // Divided by the largest, since the sum of large gains may be infinite.
  const most = known.reduce((largest, gain) => Math.max(largest, gain), 0)
  if (most === 0) return gains.map(() => 1)
  const mean = known.reduce((sum, gain) => sum + gain / most, 0) / known.length
  return gains.map((gain) => (Number.isNaN(gain) ? mean : gain / most))
}

/** Σ w s² / Σ w s (equation 7). */
function lehmerMean(values: readonly number[], weights: readonly number[]): number {
  let [squares, sum] = [0, 0]
  values.forEach((value, i) => {
    const part = weights[i]! * value
    squares += part * value
    sum += part
  })
  return sum === 0 ? 0 : squares / sum
}
