/**
 * PGPE with ClipUp: Sehnke et al., "Parameter-exploring policy gradients" (2010), https://doi.org/10.1016/j.neunet.2009.12.004, with
 * mirrored samples and centred ranks; Toklu, Liskowski and Srivastava, "ClipUp: A Simple and Powerful Optimizer for
 * Distribution-based Policy Evolution" (2020), https://arxiv.org/abs/2008.02387.
 */
import { momentsOf } from '../distribution/moments.ts'
import { distributionDefaults } from '../distribution/options.ts'
import { diagonalShared, meanOf, type SamplePlan, scaleOf, unitsOf } from '../distribution/sampling.ts'
import { stepLimits } from '../distribution/step-limits.ts'
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

export interface PgpeOptions extends PairOptions {
  /** The longest move of the mean in a generation, in units of the genes' scale; `auto`: σ₀ √P / 15. */
  readonly maxSpeed: number | 'auto'
  /** > 0: how fast the step sizes follow their gradient; none changes by more than a fifth in a generation. */
  readonly sigmaRate: number
}

export interface PgpeState {
  /** The generation of the next plan, from 0. */
  generation: number
  /** (P) σ of each gene, in units of its scale. */
  sigmas: Float64Array
  /** (P) the velocity of the mean, in units of the genes' scale. */
  velocity: Float64Array
}

const momentum = 0.9
/** The most that a step size changes in a generation, as a share of it. */
const mostChange = 0.2

export const pgpe: Strategy<PgpeOptions, PgpeState, SamplePlan> = {
  kind: 'pgpe',
  defaults: () => ({ ...distributionDefaults, population: 64, sigma: 0.1, maxSpeed: 'auto', sigmaRate: 0.1 }),
  capacity: pairCapacity,
  shared: diagonalShared,
  init: ({ problem: { length }, options }) => ({
    generation: 0,
    sigmas: new Float64Array(length).fill(options.sigma),
    velocity: new Float64Array(length),
  }),
  plan: ({ options }, { generation }) => pairPlan(options, generation),
  materialiser: pairMaterialiser,
  tell(search, state, shared, plan, population, costs) {
    const { problem, options } = search
    const { length } = problem
    const units = unitsOf(options, problem)
    const [mean, scale] = [meanOf(shared), scaleOf(shared)]
    if (plan.generation === 0) beginPairs(search, shared)
    state.generation++
    if (costs.cost.every((cost) => cost === Number.POSITIVE_INFINITY)) return

    const { sigmas, velocity } = state
    const stepOf = pairSteps(search, shared, plan, population)
    const byRow = pairUtilities(costs)
    const { first, second } = momentsOf(stepOf, byRow.entries(), length)
    const slopes = new Float64Array(length)
    // Utilities sum to 0, so that σ² in the gradient of σ falls out.
    const spreads = new Float64Array(length)
    for (let p = 0; p < length; p++) {
      const share = plan.sigma / units[p]
      slopes[p] = (share * first[p]) / options.population
      spreads[p] = (share * share * second[p]) / (options.population * sigmas[p])
    }
    clipUp(velocity, slopes, speedOf(options, length))
    const limits = stepLimits(problem)
    for (let p = 0; p < length; p++) {
      mean[p] += units[p] * velocity[p]
      const change = options.sigmaRate * spreads[p]
      const most = mostChange * sigmas[p]
      sigmas[p] += Math.min(Math.max(change, -most), most)
      if (limits !== null) sigmas[p] = Math.min(sigmas[p], limits[p] / units[p])
      scale[p] = (sigmas[p] * units[p]) / options.sigma
    }
  },
  figures: ({ sigmas }) => ({
    sigma: Math.sqrt(sigmas.reduce((sum, sigma) => sum + sigma * sigma, 0) / sigmas.length),
  }),
}

function speedOf({ maxSpeed, sigma }: PgpeOptions, length: number): number {
  return maxSpeed === 'auto' ? (sigma * Math.sqrt(length)) / 15 : maxSpeed
}

/** A step of half the largest speed along the gradient, with momentum, and no longer than the largest speed. */
function clipUp(velocity: Float64Array, gradient: Float64Array, maxSpeed: number): void {
  const slope = lengthOf(gradient)
  const share = slope > 0 ? maxSpeed / 2 / slope : 0
  for (let p = 0; p < velocity.length; p++) velocity[p] = momentum * velocity[p] + share * gradient[p]
  const speed = lengthOf(velocity)
  if (speed <= maxSpeed) return
  for (let p = 0; p < velocity.length; p++) velocity[p] *= maxSpeed / speed
}

function lengthOf(v: Float64Array): number {
  return Math.sqrt(v.reduce((sum, value) => sum + value * value, 0))
}
