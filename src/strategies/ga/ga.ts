/**
 * The genetic algorithm (Holland 1975; De Jong 1975) over real vectors, and the (μ + λ) evolution strategy
 * (Rechenberg 1973; Schwefel 1981), which differs from it in who survives.
 */

import { stepOf } from '../operators/mutation/index.ts'
import { stepRule } from '../operators/step/index.ts'
import type { Population } from '../population.ts'
import type { Search, Strategy } from '../strategy.ts'
import { breed, found } from './breed.ts'
import { children, type GaOptions, gaDefaults, survivors } from './options.ts'
import type { GaState } from './state.ts'
import { succeed, successOf } from './survive.ts'

export type { GaOptions } from './options.ts'
export type { GaState } from './state.ts'

/** The size of the first generation. */
function founders({ population, initial }: GaOptions): number {
  return population * initial
}

function capacity(options: GaOptions): number {
  return Math.max(founders(options), survivors(options) + children(options))
}

function init({ options }: Search<GaOptions>): GaState {
  const none = { genomes: new Float32Array(0), cost: new Float64Array(0), sigma: new Float64Array(0) }
  return {
    generation: 0,
    sigma: stepOf(options.mutation)?.sigma ?? 0,
    breeders: none,
    brood: { survivors: 0, parent: new Uint32Array(0), sigma: new Float64Array(0) },
  }
}

function ask(search: Search<GaOptions>, state: GaState, population: Population): number {
  if (state.generation > 0) {
    state.brood = breed(search, state, population)
    return state.brood.survivors + state.brood.sigma.length
  }
  const count = founders(search.options)
  found(search, population, count)
  state.brood = {
    survivors: 0,
    parent: new Uint32Array(0),
    sigma: new Float64Array(count).fill(state.sigma),
  }
  return count
}

function tell(search: Search<GaOptions>, state: GaState, population: Population, cost: Float64Array): void {
  const success = successOf(state, cost)
  state.breeders = succeed(search, state, population, cost)
  const rule = stepOf(search.options.mutation)
  if (rule !== null && success !== null) {
    state.sigma = stepRule(rule.step).shared(state.sigma, success, state.breeders.sigma, rule.step)
  }
  state.generation++
}

function figures({ sigma }: GaState): Readonly<Record<string, number>> {
  return sigma === 0 ? {} : { sigma }
}

export const ga: Strategy<GaOptions, GaState> = {
  name: 'ga',
  defaults: gaDefaults,
  capacity,
  init,
  ask,
  tell,
  figures,
}
