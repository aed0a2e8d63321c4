/**
 * The genetic algorithm (Holland 1975; De Jong 1975) over real vectors, and the (μ + λ) evolution strategy
 * (Rechenberg 1973; Schwefel 1981). The two differ in which individuals survive.
 */

import { stepOf } from '../operators/mutation/index.ts'
import { stepRule } from '../operators/step/index.ts'
import type { Strategy } from '../strategy.ts'
import { gaMaterialiser, parentsName } from './offspring.ts'
import { children, founders, type GaOptions, gaDefaults, parentCount, survivors } from './options.ts'
import { planFounders, planOffspring } from './plan.ts'
import type { GaPlan, GaState } from './state.ts'
import { succeed, successOf } from './survive.ts'

export const ga: Strategy<GaOptions, GaState, GaPlan> = {
  kind: 'ga',
  defaults: () => gaDefaults,
  capacity(options) {
    const [first, later] = [founders(options), survivors(options) + children(options)]
    return { first, rows: Math.max(first, later), later }
  },
  shared({ problem, options }) {
    const length = (parentCount(options) + survivors(options)) * problem.length
    return [{ name: parentsName, type: problem.type, length }]
  },
  init({ problem, options }) {
    const none = new Float64Array(0)
    return {
      generation: 0,
      sigma: stepOf(options.mutation)?.sigma ?? 0,
      parents: { cost: none, violation: none, sigma: none },
      resampled: problem.resampled,
    }
  },
  plan: (search, state) =>
    state.generation === 0 ? planFounders(search, state) : planOffspring(search, state),
  materialiser: gaMaterialiser,
  tell(search, state, shared, plan, population, costs) {
    const success = successOf(state, plan, costs)
    state.parents = succeed(search, state, shared, plan, population, costs)
    if (costs.resampled === true) state.resampled = true
    const rule = stepOf(search.options.mutation)
    if (rule !== null && success !== null) {
      state.sigma = stepRule(rule.step).shared(state.sigma, success, state.parents.sigma, rule.step)
    }
    state.generation++
  },
  figures: ({ sigma }) => (sigma === 0 ? {} : { sigma }),
}
