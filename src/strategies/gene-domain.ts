import type { Genome } from '../random/genome.ts'
import type { RandomStream } from '../random/stream.ts'
import { fold } from './fold.ts'
import { drawGenes } from './prior.ts'
import type { GenomeSpec } from './problem.ts'

/** The values that the genes of a genome may have. */
export interface GeneDomain {
  /** (P) finite: of a whole-number gene the lowest whole number; the largest numbers of float64 for no bound */
  readonly lower: Float64Array
  /** (P) finite */
  readonly upper: Float64Array
  /** (P) 1 for a whole-number gene; null if there is none */
  readonly integer: Uint8Array | null
  /** (P) 1 for a whole-number gene with two bounds */
  readonly counted: Uint8Array
  /** The genes of these whose prior is uniform, in order. */
  readonly uniform: readonly number[]
}

/** The domain of a genome; null if its genes may be any number. */
export function geneDomainOf({ length, bounds, integer, prior }: GenomeSpec): GeneDomain | null {
  if (bounds === null && integer === null) return null
  const most = Number.MAX_VALUE
  const lower = new Float64Array(length).fill(-most)
  const upper = new Float64Array(length).fill(most)
  const counted = new Uint8Array(length)
  for (let p = 0; bounds !== null && p < length; p++) {
    const whole = integer?.[p] === 1
    lower[p] = Math.max(whole ? Math.ceil(bounds.lower[p]) : bounds.lower[p], -most)
    upper[p] = Math.min(whole ? Math.floor(bounds.upper[p]) : bounds.upper[p], most)
    counted[p] = whole && Number.isFinite(bounds.lower[p]) && Number.isFinite(bounds.upper[p]) ? 1 : 0
  }
  const uniform: number[] = []
  for (const { kind, start, end } of prior)
    for (let p = start; p < end; p++) if (kind === 'uniform' && counted[p] === 1) uniform.push(p)
  return { lower, upper, integer, counted, uniform }
}

/**
 * Moves the genes of `genome` (P) into their domain: folds those outside their bounds, then rounds each whole-number
 * gene up with the probability of its fraction.
 * @param rounding the stream that rounding draws from, gene after gene
 */
export function settle(genome: Genome, { lower, upper, integer }: GeneDomain, rounding: RandomStream): void {
  for (let p = 0; p < genome.length; p++) {
    const inside = fold(genome[p], lower[p], upper[p])
    genome[p] = integer?.[p] === 1 ? round(inside, rounding) : inside
  }
}

/** Between two whole numbers that are bounds, neither of them is crossed. Never -0. */
function round(x: number, rounding: RandomStream): number {
  const below = Math.floor(x)
  const fraction = x - below
  return below + (fraction > 0 && rounding.float64() < fraction ? 1 : 0)
}

/**
 * Draws a fresh genome (P) from the prior. A whole-number gene with a uniform prior and two bounds takes each whole number
 * inside them with the same probability. Other genes may still have to be settled.
 */
export function drawFresh(
  spec: GenomeSpec,
  domain: GeneDomain | null,
  genome: Genome,
  stream: RandomStream,
): void {
  drawGenes(spec, genome, stream)
  if (domain !== null) for (const p of domain.uniform) genome[p] = drawWhole(domain, p, stream)
}

/** A uniform whole number between the bounds of gene `p`, which is counted. */
export function drawWhole({ lower, upper }: GeneDomain, p: number, stream: RandomStream): number {
  const [first, last] = [lower[p], upper[p]]
  const count = last - first + 1
  if (count <= 2 ** 32) return first + stream.integer(count)
  // A mean of the bounds, which cannot overflow.
  const share = stream.float64()
  const drawn = Math.floor(first * (1 - share) + last * share + share)
  return Math.min(Math.max(drawn, first), last)
}
