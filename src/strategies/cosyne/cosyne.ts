/**
 * CoSyNE: Gomez, Schmidhuber and Miikkulainen, "Accelerated Neural Evolution through Cooperatively Coevolved Synapses", JMLR 9 (2008),
 * https://jmlr.org/papers/v9/gomez08a.html. Each gene has a subpopulation of its own, and an individual takes one weight from each.
 */
import type { Genome } from '../../random/genome.ts'
import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import { sameRows } from '../capacity.ts'
import { firstMean } from '../distribution/sampling.ts'
import { drawFresh, geneDomainOf, settle } from '../gene-domain.ts'
import { ranking } from '../ranking.ts'
import type { GenerationPlan, Materialise, Search, SharedVectors, Strategy } from '../strategy.ts'
import { breed } from './breed.ts'
import { bred, type CosyneOptions, cosyneDefaults } from './options.ts'
import { disruption, permute } from './permute.ts'

export interface CosyneState {
  /** The generation of the next plan, from 0. */
  generation: number
}

/** The shared vector (m, P): row k holds the k-th weight of each subpopulation, which are the genome of row k. */
const weightsName = 'weights'

export const cosyne: Strategy<CosyneOptions, CosyneState, GenerationPlan> = {
  kind: 'cosyne',
  defaults: () => cosyneDefaults,
  capacity: ({ population }) => sameRows(population),
  shared({ problem: { type, length }, options: { population } }) {
    return [{ name: weightsName, type, length: population * length }]
  },
  init: () => ({ generation: 0 }),
  plan: ({ options }, { generation }) => ({ generation, count: options.population, threshold: null }),
  materialiser,
  tell(search, state, shared, { generation }, population, costs) {
    const { problem, options, seed } = search
    const weights = shared[weightsName]
    const order = ranking(costs)
    order.forEach((row, rank) => {
      weights.set(population.row(row), rank * problem.length)
    })
    // Offspring are of the next generation, and so are their draws.
    breed(search, generation + 1, weights)
    const chances =
      options.permutation === 'full'
        ? new Float64Array(order.length).fill(1)
        : disruption(costs, order, problem.length)
    // Offspring stay whole until they have been scored, as in the authors' code.
    chances.fill(0, order.length - bred(options))
    permute(weights, chances, new RandomStream({ seed, purpose: purpose.permutation, generation }))
    state.generation++
  },
  figures: () => ({}),
}

function materialiser(
  { problem, options, seed }: Search<CosyneOptions>,
  shared: SharedVectors,
): Materialise<GenerationPlan> {
  const { length, initial } = problem
  const { range } = options
  const domain = geneDomainOf(problem)
  const centre = firstMean(problem)
  const draws = new Float32Array(length)
  const weights: Genome = shared[weightsName]
  return ({ generation }, individual, out) => {
    if (generation > 0) {
      out.set(weights.subarray(individual * length, (individual + 1) * length))
      return
    }
    if (individual === 0 && initial !== null) {
      out.set(initial)
      return
    }
    const stream = new RandomStream({ seed, purpose: purpose.initial, individual })
    if (range === 'prior') drawFresh(problem, domain, out, stream)
    else {
      stream.fillUniform(draws)
      for (let p = 0; p < length; p++) out[p] = centre[p] + (2 * draws[p] - 1) * range
    }
    if (domain !== null)
      settle(out, domain, new RandomStream({ seed, purpose: purpose.rounding, individual }))
  }
}
