import type { DescentOptions } from '../../gradient/options.ts'
import { purpose } from '../../random/purpose.ts'
import { sample } from '../../random/shuffle.ts'
import { RandomStream } from '../../random/stream.ts'

/**
 * Learning within a lifetime: individuals take gradient steps before the strategy is told their costs (memetic
 * algorithms, Moscato 1989; learning and evolution, Hinton & Nowlan 1987, Whitley et al. 1994).
 */
export interface LearningOptions {
  /** Learning is due every this many generations, ≥ 1; first in the generation with this number. */
  readonly every: number
  /** In (0, 1]: the share of the individuals that learn; at least one learns. */
  readonly fraction: number
  /** Gradient steps per learning individual, ≥ 1. */
  readonly steps: number
  /** lamarckian: learning changes the genome and the fitness; baldwinian: it changes only the fitness. */
  readonly mode: 'lamarckian' | 'baldwinian'
  /** Which individuals learn: the best of the generation, or random ones. */
  readonly select: 'best' | 'random'
  readonly descent: DescentOptions
}

/** True if individuals learn in this generation, counted from 0. */
export function learns({ every }: LearningOptions, generation: number): boolean {
  return (generation + 1) % every === 0
}

/** How many of `count` individuals learn. */
export function learners({ fraction }: LearningOptions, count: number): number {
  return Math.min(count, Math.max(1, Math.round(fraction * count)))
}

/**
 * The rows that learn: those with the lowest cost, or random rows. A row that could not be scored does not learn.
 * @param cost (N) not finite for a failure
 */
export function choose(
  options: LearningOptions,
  cost: Float64Array,
  seed: number,
  generation: number,
): Uint32Array {
  const count = learners(options, cost.length)
  const scored = (row: number): boolean => Number.isFinite(cost[row])
  if (options.select === 'random') {
    const stream = new RandomStream({ seed, purpose: purpose.learning, generation })
    return sample(cost.length, count, stream).sort().filter(scored)
  }
  const rows = Uint32Array.from(cost.keys()).filter(scored)
  return rows.sort((a, b) => cost[a]! - cost[b]! || a - b).slice(0, count)
}
