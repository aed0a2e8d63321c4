/**
 * The evolution strategy of Salimans, Ho, Chen, Sidor and Sutskever, "Evolution Strategies as a Scalable Alternative to
 * Reinforcement Learning" (2017), https://arxiv.org/abs/1703.03864: an estimate of the gradient from mirrored samples and centred
 * ranks, and Adam on the mean. σ stays the same.
 */
import { firstMomentOf } from '../distribution/moments.ts'
import { distributionDefaults } from '../distribution/options.ts'
import { diagonalShared, meanOf, type SamplePlan, unitsOf } from '../distribution/sampling.ts'
import type { Strategy } from '../strategy.ts'
import {
  beginPairs,
  type PairOptions,
  pairCapacity,
  pairMaterialiser,
  pairPlan,
  pairSteps,
  pairUtilities,
} from './pairs.ts'

export interface OpenAiEsOptions extends PairOptions {
  /** η > 0 of Adam, in units of the genes' scale. */
  readonly learningRate: number
  /** ≥ 0: the gradient is less this times the mean. */
  readonly weightDecay: number
}

export interface OpenAiEsState {
  /** The generation of the next plan, from 0. */
  generation: number
  /** (P) the moving means of the gradient and of its square. */
  first: Float64Array
  second: Float64Array
  /** β₁ and β₂ to the power of the steps taken. */
  beta1Power: number
  beta2Power: number
}

const beta1 = 0.9
const beta2 = 0.999
const epsilon = 1e-8

export const openAiEs: Strategy<OpenAiEsOptions, OpenAiEsState, SamplePlan> = {
  kind: 'openai-es',
  defaults: () => ({
    ...distributionDefaults,
    population: 64,
    sigma: 0.1,
    learningRate: 0.05,
    weightDecay: 0,
  }),
  capacity: pairCapacity,
  shared: diagonalShared,
  init: ({ problem: { length } }) => ({
    generation: 0,
    first: new Float64Array(length),
    second: new Float64Array(length),
    beta1Power: 1,
    beta2Power: 1,
  }),
  plan: ({ options }, { generation }) => pairPlan(options, generation),
  materialiser: pairMaterialiser,
  tell(search, state, shared, plan, population, costs) {
    const { problem, options } = search
    const { length } = problem
    const units = unitsOf(options, problem)
    const mean = meanOf(shared)
    if (plan.generation === 0) beginPairs(search, shared)
    state.generation++
    if (costs.cost.every((cost) => cost === Number.POSITIVE_INFINITY)) return

    const stepOf = pairSteps(search, shared, plan, population)
    const gradient = firstMomentOf(stepOf, pairUtilities(costs).entries(), length)
    const { first, second } = state
    state.beta1Power *= beta1
    state.beta2Power *= beta2
    for (let p = 0; p < length; p++) {
      const decay = options.weightDecay * mean[p]
      const slope = (gradient[p] / (options.population * plan.sigma) - decay) / units[p]
      first[p] = beta1 * first[p] + (1 - beta1) * slope
      second[p] = beta2 * second[p] + (1 - beta2) * slope * slope
      const root = Math.sqrt(second[p] / (1 - state.beta2Power))
      const move = first[p] / (1 - state.beta1Power) / (root + epsilon)
      mean[p] += options.learningRate * units[p] * move
    }
  },
  figures: () => ({}),
}
