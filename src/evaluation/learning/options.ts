import type { DescentOptions } from '../../gradient/options.ts'
import { purpose } from '../../random/purpose.ts'
import { sample } from '../../random/shuffle.ts'
import { RandomStream } from '../../random/stream.ts'

/**
 * Learning within a lifetime: individuals take gradient steps before they are told to the strategy (memetic
 * algorithms, Moscato 1989; learning and evolution, Hinton & Nowlan 1987, Whitley et al. 1994).
 */
export interface LearningOptions {
  /** Every so many generations, ≥ 1; the first such one is the generation of that number. */
  readonly every: number
  /** In (0, 1]: the share of the individuals that learn, at least one. */
  readonly fraction: number
  /** Gradient steps each of them takes, ≥ 1. */
  readonly steps: number
  /** lamarckian: what was learnt goes into the genome; baldwinian: it counts for the fitness alone. */
  readonly mode: 'lamarckian' | 'baldwinian'
  /** Who learns: the best of the generation, or any. */
  readonly select: 'best' | 'random'
  readonly descent: DescentOptions
}

/** Whether the individuals of a generation, counted from 0, learn. */
export function learns({ every }: LearningOptions, generation: number): boolean {
  return (generation + 1) % every === 0
}

/** How many of `count` individuals learn. */
export function learners({ fraction }: LearningOptions, count: number): number {
  return Math.min(count, Math.max(1, Math.round(fraction * count)))
}

/**
 * Which rows learn: those of the lowest cost, or rows drawn at random. A row that could not be scored does not learn.
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
