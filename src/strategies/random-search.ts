/** Random search: every individual is fresh. A baseline: what does not beat it has not searched. */
import { purpose } from '../random/purpose.ts'
import { RandomStream } from '../random/stream.ts'
import { sameRows } from './capacity.ts'
import { drawFresh, geneDomainOf, settle } from './gene-domain.ts'
import type { GenerationPlan, Strategy } from './strategy.ts'

export interface RandomSearchOptions {
  /** N ≥ 1: the individuals of a generation. */
  readonly population: number
}

export interface RandomSearchState {
  /** The generation of the next plan, from 0. */
  generation: number
}

export const randomSearch: Strategy<RandomSearchOptions, RandomSearchState, GenerationPlan> = {
  kind: 'random',
  defaults: () => ({ population: 50 }),
  capacity: ({ population }) => sameRows(population),
  shared: () => [],
  init: () => ({ generation: 0 }),
  plan: ({ options }, { generation }) => ({ generation, count: options.population, threshold: null }),
  materialiser({ problem, seed }) {
    const domain = geneDomainOf(problem)
    const { initial } = problem
    return ({ generation }, individual, out) => {
      if (generation === 0 && individual === 0 && initial !== null) {
        out.set(initial)
        return
      }
      const id = { seed, generation, individual }
      drawFresh(problem, domain, out, new RandomStream({ ...id, purpose: purpose.initial }))
      if (domain !== null) settle(out, domain, new RandomStream({ ...id, purpose: purpose.rounding }))
    }
  },
  tell(_search, state) {
    state.generation++
  },
  figures: () => ({}),
}
