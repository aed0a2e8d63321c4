import type { Genome } from '../../../random/genome.ts'
import type { RandomStream } from '../../../random/stream.ts'
import type { CrossoverRate } from './crossover.ts'

export interface OnePointOptions extends CrossoverRate {
  readonly kind: 'one-point'
}

export interface TwoPointOptions extends CrossoverRate {
  readonly kind: 'two-point'
}

export interface KPointOptions extends CrossoverRate {
  readonly kind: 'k-point'
  /** ≥ 1: the number of cuts; at most P - 1 are made. */
  readonly points: number
}

/** The head of the first parent and the tail of the second (Holland 1975). */
export function onePoint(
  first: Genome,
  second: Genome,
  child: Genome,
  _options: OnePointOptions,
  stream: RandomStream,
): void {
  cut(first, second, child, 1, stream)
}

/** The first parent with one segment of the second (De Jong 1975). */
export function twoPoint(
  first: Genome,
  second: Genome,
  child: Genome,
  _options: TwoPointOptions,
  stream: RandomStream,
): void {
  cut(first, second, child, 2, stream)
}

/** Alternating segments of the first and the second parent (De Jong & Spears 1992). */
export function kPoint(
  first: Genome,
  second: Genome,
  child: Genome,
  options: KPointOptions,
  stream: RandomStream,
): void {
  cut(first, second, child, options.points, stream)
}

function cut(first: Genome, second: Genome, child: Genome, points: number, stream: RandomStream): void {
  const ends = [...cutsOf(child.length, points, stream), child.length]
  let start = 0
  ends.forEach((end, turn) => {
    child.set((turn % 2 === 0 ? first : second).subarray(start, end), start)
    start = end
  })
}

/** Distinct cut positions in 1 … length - 1, in ascending order. */
function cutsOf(length: number, points: number, stream: RandomStream): number[] {
  const cuts = new Set<number>()
  const count = Math.min(points, length - 1)
  while (cuts.size < count) cuts.add(1 + stream.integer(length - 1))
  return [...cuts].sort((a, b) => a - b)
}
