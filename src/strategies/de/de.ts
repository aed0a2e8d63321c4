/**
 * L-SHADE: Tanabe and Fukunaga, "Improving the Search Performance of SHADE Using Linear Population Size Reduction" (2014),
 * https://doi.org/10.1109/CEC.2014.6900380, with the archive of version 1.0.1 of their code, which shrinks with the population.
 */
import type { Strategy } from '../strategy.ts'
import { freshMemory } from './memory.ts'
import { type DeOptions, deCapacity, deDefaults } from './options.ts'
import { planFounders, planTrials } from './plan.ts'
import type { DePlan, DeState } from './state.ts'
import { found, succeed } from './survive.ts'
import { deMaterialiser, deShared } from './trial.ts'

export const de: Strategy<DeOptions, DeState, DePlan> = {
  kind: 'de',
  defaults: ({ length }) => deDefaults(length),
  capacity: deCapacity,
  shared: deShared,
  init: ({ problem, options }) => ({
    generation: 0,
    evaluations: 0,
    cost: new Float64Array(0),
    violation: new Float64Array(0),
    archived: 0,
    memory: freshMemory(options.memory),
    resampled: problem.resampled,
  }),
  plan: (search, state) => (state.generation === 0 ? planFounders(search) : planTrials(search, state)),
  materialiser: deMaterialiser,
  tell(search, state, shared, plan, population, costs) {
    state.evaluations += plan.count
    if (plan.generation === 0) found(state, shared, population, costs)
    else succeed(search, state, shared, plan, population, costs)
    if (costs.resampled === true) state.resampled = true
    state.generation++
  },
  figures: ({ cost, memory }) => ({ population: cost.length, f: mean(memory.f), cr: mean(memory.cr) }),
}

/** ⊥ counts as 0. */
function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + Math.max(0, value), 0) / values.length
}
