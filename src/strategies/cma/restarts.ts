/**
 * Restarts of CMA-ES: IPOP doubles the population (Auger and Hansen 2005, https://doi.org/10.1109/CEC.2005.1554902); BIPOP takes turns with
 * runs of small populations and small steps (Hansen 2009, https://doi.org/10.1145/1570256.1570333).
 */
import { pow } from '../../math/float64/index.ts'
import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import { type DistributionOptions, lambdaOf } from '../distribution/options.ts'
import { drawFresh, geneDomainOf, settle } from '../gene-domain.ts'
import type { Problem } from '../problem.ts'
import { type CostHistory, noHistory } from './termination.ts'

export interface RestartOptions extends DistributionOptions {
  readonly restarts: 'none' | 'ipop' | 'bipop'
  /** ≥ 0: how often the population may double; fewer times if a generation would have more than 2²⁴ genes. */
  readonly doublings: number
}

/** The runs of a search so far. */
export interface RestartState {
  /** Restarts so far. */
  count: number
  /** The generation in which this run began. */
  begun: number
  /** λ and σ₀ of this run. */
  lambda: number
  sigma: number
  /** How often the large population has doubled. */
  doubled: number
  regime: 'small' | 'large'
  /** The individuals that each regime has scored, and those of this run among them. */
  small: number
  large: number
  used: number
  /** The individuals that the last large run has scored. */
  lastLarge: number
  /** The individuals after which this run ends in any case; Infinity for no limit. */
  most: number
  history: CostHistory
}

/** The most genes of a generation. */
const mostGenes = 2 ** 24

/** λ after so many doublings. */
export function doubled(lambda: number, times: number): number {
  let size = lambda
  for (let k = 0; k < times; k++) size *= 2
  return size
}

/** How often the population may double, for genomes of `length` genes. */
export function mostDoublings(options: RestartOptions, length: number): number {
  if (options.restarts === 'none') return 0
  const lambda = lambdaOf(options, length)
  let doublings = 0
  while (doublings < options.doublings && doubled(lambda, doublings + 1) * length <= mostGenes) doublings++
  return doublings
}

export function firstRun(options: RestartOptions, length: number): RestartState {
  return {
    ...{ count: 0, begun: 0, lambda: lambdaOf(options, length), sigma: options.sigma, doubled: 0 },
    // The first run counts as a small one, so that a large one follows.
    ...{ regime: 'small', small: 0, large: 0, used: 0, lastLarge: 0 },
    ...{ most: Infinity, history: noHistory },
  }
}

/** Counts the individuals of a generation. */
export function spend(runs: RestartState, count: number): void {
  runs[runs.regime] += count
  runs.used += count
}

/**
 * Begins the next run: a large one with twice the population of the last large one, as often as it may double, or for BIPOP a small one while
 * those have spent less.
 */
export function beginNext(
  runs: RestartState,
  {
    options,
    problem,
    seed,
  }: { readonly options: RestartOptions; readonly problem: Problem; readonly seed: number },
  generation: number,
): void {
  const lambda = lambdaOf(options, problem.length)
  const stream = new RandomStream({ seed, purpose: purpose.restart, generation: runs.count })
  const [size, step] = [stream.float64(), stream.float64()]
  if (runs.regime === 'large') runs.lastLarge = runs.used
  const large = doubled(lambda, runs.doubled)
  runs.count++
  runs.begun = generation
  runs.used = 0
  runs.history = noHistory
  if (options.restarts === 'bipop' && runs.small < runs.large) {
    runs.lambda = Math.max(2, Math.floor(lambda * pow(large / lambda / 2, size * size)))
    runs.sigma = options.sigma * pow(10, -2 * step)
    runs.most = runs.lastLarge / 2
    runs.regime = 'small'
    return
  }
  runs.doubled = Math.min(runs.doubled + 1, mostDoublings(options, problem.length))
  runs.lambda = doubled(lambda, runs.doubled)
  runs.sigma = options.sigma
  runs.most = Infinity
  runs.regime = 'large'
}

/** (P) the mean at which the run after so many restarts begins: a fresh genome within its bounds. */
export function freshMean(problem: Problem, seed: number, count: number): Float64Array {
  const mean = new Float64Array(problem.length)
  const domain = geneDomainOf(problem)
  const id = { seed, purpose: purpose.restart, generation: count }
  drawFresh(problem, domain, mean, new RandomStream({ ...id, individual: 1 }))
  if (domain === null) return mean
  settle(mean, domain, new RandomStream({ ...id, individual: 2 }))
  return mean
}
