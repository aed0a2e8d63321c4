/**
 * Samples in pairs on opposite sides of the mean: row 2k + 1 is mean + σ scale z, row 2k + 2 is mean - σ scale z. Row 0 is the mean
 * itself: step sizes do not become small here, so every sample is worse than what the search has found.
 */
import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import { type Capacity, sameRows } from '../capacity.ts'
import type { DistributionOptions } from '../distribution/options.ts'
import {
  diagonalSteps,
  firstMean,
  independentGenes,
  meanOf,
  type RowNumbers,
  type SamplePlan,
  type StepOf,
  scaleOf,
  unitsOf,
} from '../distribution/sampling.ts'
import { drawFresh } from '../gene-domain.ts'
import type { Population } from '../population.ts'
import type { Problem } from '../problem.ts'
import type { Costs } from '../ranking.ts'
import { compare, ranking } from '../ranking.ts'
import type { Materialise, Search, SharedVectors } from '../strategy.ts'
import type { Vectors } from '../vectors.ts'

/**
 * (P) the first mean. Small steps learn nothing around a network of zeros, so it is a fresh genome, except where the search has a start or
 * bounds to be in the middle of.
 */
function freshMean(problem: Problem, seed: number): Float64Array {
  if (problem.initial !== null || problem.bounds !== null) return firstMean(problem)
  const mean = new Float64Array(problem.length)
  drawFresh(problem, null, mean, new RandomStream({ seed, purpose: purpose.initial }))
  return mean
}

/** Fills in mean and scale before the first `tell`; they start as zeros. */
export function beginPairs(
  { problem, options, seed }: Search<DistributionOptions>,
  shared: SharedVectors,
): void {
  meanOf(shared).set(freshMean(problem, seed))
  scaleOf(shared).set(unitsOf(options, problem))
}

export interface PairOptions extends DistributionOptions {
  /** λ, an even number ≥ 2: the samples of a generation. */
  readonly population: number
}

/** The rows of a generation. */
export function pairCapacity({ population }: PairOptions): Capacity {
  return sameRows(population + 1)
}

export function pairPlan({ population, sigma }: PairOptions, generation: number): SamplePlan {
  return { generation, count: population + 1, threshold: null, sigma }
}

export function pairMaterialiser(
  search: Search<PairOptions>,
  shared: SharedVectors,
  vectors: Vectors,
): Materialise<SamplePlan> {
  return independentGenes(search, shared, vectors, freshMean(search.problem, search.seed), numbersOf)
}

/** The steps of the rows, for `tell`; see `stepsOf`. */
export function pairSteps(
  search: Search<object>,
  shared: SharedVectors,
  plan: SamplePlan,
  population: Population,
): StepOf {
  return diagonalSteps(search, shared, plan, population, numbersOf)
}

function numbersOf(row: number): RowNumbers {
  return { individual: (row - 1) >> 1, side: row === 0 ? 0 : row % 2 === 1 ? 1 : -1 }
}

/** (λ + 1) by row: the centred rank of a sample among the samples; 0 for the mean. */
export function pairUtilities({ cost, violation }: Costs): Float64Array {
  const byRow = new Float64Array(cost.length)
  byRow.set(centredRanks({ cost: cost.subarray(1), violation: violation.subarray(1) }), 1)
  return byRow
}

/** (λ) by row: 0.5 for the best, -0.5 for the worst, evenly by rank; individuals of equal cost share the mean of theirs. */
export function centredRanks(costs: Costs): Float64Array {
  const order = ranking(costs)
  const count = order.length
  const byRow = new Float64Array(count)
  for (let from = 0, to = 0; from < count; from = to) {
    while (to < count && compare(costs, order[from], costs, order[to]) === 0) to++
    const rank = (from + to - 1) / 2
    for (let k = from; k < to; k++) byRow[order[k]] = count === 1 ? 0 : 0.5 - rank / (count - 1)
  }
  return byRow
}
