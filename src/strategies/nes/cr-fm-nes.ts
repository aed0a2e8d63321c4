/**
 * Cost-reduction fast moving natural evolution strategy: Nomura and Ono, "Fast Moving Natural Evolution Strategy for
 * High-Dimensional Problems" (2022), https://arxiv.org/abs/2201.11422. The covariance is σ² D (I + v vᵀ) D, with a diagonal D and one
 * direction v, so that everything takes linear time (VD-CMA: Akimoto, Auger and Hansen 2014).
 */

import { exp, log } from '../../math/float64/index.ts'
import { sameRows } from '../capacity.ts'
import { type DistributionOptions, distributionDefaults, lambdaOf } from '../distribution/options.ts'
import { firstMean, meanOf, type SamplePlan, unitsOf } from '../distribution/sampling.ts'
import { limitedSigma, stepLimits } from '../distribution/step-limits.ts'
import { ranking } from '../ranking.ts'
import type { Strategy } from '../strategy.ts'
import { fastRates } from './fast-rates.ts'
import { limited, shorten } from './utilities.ts'
import { directionOf, NaturalGradient, type Stretch, unstretched } from './vd-gradient.ts'
import {
  diagonalOf,
  firstDirection,
  sharedDirection,
  vdMaterialiser,
  vdShared,
  vdSteps,
} from './vd-sampling.ts'

export type CrFmNesOptions = DistributionOptions

export interface CrFmNesState {
  /** The generation of the next plan, from 0. */
  generation: number
  /** σ */
  sigma: number
  /** D (P), in units of the genes' scale. */
  diagonal: Float64Array
  /** v (P) */
  direction: Float64Array
  /** p_σ (P) and p_c (P), in units of the genes' scale. */
  sigmaPath: Float64Array
  path: Float64Array
}

function populationOf(options: CrFmNesOptions, length: number): number {
  const lambda = lambdaOf(options, length)
  return options.population === 'auto' ? lambda + (lambda % 2) : lambda
}

export const crFmNes: Strategy<CrFmNesOptions, CrFmNesState, SamplePlan> = {
  kind: 'cr-fm-nes',
  defaults: () => distributionDefaults,
  capacity: (options, length) => sameRows(populationOf(options, length)),
  shared: vdShared,
  init(search) {
    const { length } = search.problem
    return {
      generation: 0,
      sigma: search.options.sigma,
      diagonal: new Float64Array(length).fill(1),
      direction: firstDirection(search),
      sigmaPath: new Float64Array(length),
      path: new Float64Array(length),
    }
  },
  plan: ({ problem, options }, { generation, sigma }) => ({
    generation,
    count: populationOf(options, problem.length),
    threshold: null,
    sigma,
  }),
  materialiser: vdMaterialiser,
  tell(search, state, shared, plan, population, costs) {
    const { problem, options } = search
    const n = problem.length
    const mean = meanOf(shared)
    const units = unitsOf(options, problem)
    if (plan.generation === 0) {
      mean.set(firstMean(problem))
      diagonalOf(shared).set(units)
      sharedDirection(shared).set(state.direction)
    }
    state.generation++
    const feasible = costs.cost.reduce((count, cost) => count + (cost < Number.POSITIVE_INFINITY ? 1 : 0), 0)
    if (feasible === 0) return

    const rates = fastRates(plan.count, n, feasible)
    const order = ranking(costs)
    const direction = directionOf(state.direction)
    const stepOf = vdSteps(search, shared, plan, population, units)
    const { diagonal } = state
    const y = new Float64Array(n)
    /** Writes the step of a rank to y, in units of D, and to z before it was stretched. */
    const z = new Float64Array(n)
    const read = (rank: number): void => {
      stepOf(order[rank], y)
      for (let p = 0; p < n; p++) y[p] /= units[p] * diagonal[p]
      z.set(y)
      unstretched(z, direction)
      shorten(z, y)
    }

    const lengths = new Float64Array(plan.count)
    const drift = new Float64Array(n)
    for (let rank = 0; rank < plan.count; rank++) {
      read(rank)
      const weight = rates.byRank[rank]
      let squares = 0
      for (let p = 0; p < n; p++) {
        drift[p] += weight * z[p]
        squares += z[p] * z[p]
      }
      lengths[rank] = Math.sqrt(squares)
    }
    const { sigmaPath, path, sigma } = state
    const gain = Math.sqrt(rates.cSigma * (2 - rates.cSigma) * rates.effective)
    let travelled = 0
    for (let p = 0; p < n; p++) {
      sigmaPath[p] = (1 - rates.cSigma) * sigmaPath[p] + gain * drift[p]
      travelled += sigmaPath[p] * sigmaPath[p]
    }
    travelled = Math.sqrt(travelled) / rates.expectedLength
    const moving = travelled >= 1
    const weights = moving ? weightsByDistance(rates, lengths) : rates.byRank
    const sigmaRate = moving ? 1 : travelled >= 0.1 ? rates.stagnating : rates.converging

    const gradient = new NaturalGradient(direction)
    const move = new Float64Array(n)
    let spread = 0
    for (let rank = 0; rank < plan.count; rank++) {
      read(rank)
      const weight = weights[rank]
      for (let p = 0; p < n; p++) {
        move[p] += weight * diagonal[p] * y[p]
        spread += weight * (z[p] * z[p] - 1)
      }
      gradient.add(y, rates.shape * weight, rates.shape * weight)
    }
    const pathGain = Math.sqrt(rates.cPath * (2 - rates.cPath) * rates.effective)
    for (let p = 0; p < n; p++) {
      path[p] = (1 - rates.cPath) * path[p] + pathGain * move[p]
      mean[p] += sigma * units[p] * move[p]
      y[p] = path[p] / diagonal[p]
    }
    gradient.add(y, rates.c1, rates.c1)
    follow(state, gradient, direction)
    state.sigma = sigma * exp(limited((sigmaRate / 2) * (spread / n)))
    const scale = diagonalOf(shared)
    for (let p = 0; p < n; p++) scale[p] = units[p] * diagonal[p]
    const v = state.direction
    state.sigma = limitedSigma(state.sigma, stepLimits(problem), (p) => scale[p] * Math.sqrt(1 + v[p] * v[p]))
    sharedDirection(shared).set(state.direction)
  },
  figures: ({ sigma }) => ({ sigma }),
}

/** While the mean moves, those that lie far out count more (section 3.2). */
function weightsByDistance(
  { raw, distance }: ReturnType<typeof fastRates>,
  lengths: Float64Array,
): Float64Array {
  const far = raw.map((value, rank) => value * exp(distance * lengths[rank]))
  const total = far.reduce((sum, value) => sum + value, 0)
  return far.map((value) => value / total - 1 / far.length)
}

/** Moves v and D along the gradient, and keeps the determinant of D (I + v vᵀ)^½ at 1. */
function follow(state: CrFmNesState, gradient: NaturalGradient, { length }: Stretch): void {
  const { diagonal, direction } = state
  const n = diagonal.length
  let [squared, logarithms] = [0, 0]
  for (let p = 0; p < n; p++) {
    const turned = direction[p] + gradient.ofDirection[p] / length
    // So that v stays a number; see `limited`.
    direction[p] = Math.min(Math.max(turned, -longest), longest)
    diagonal[p] *= Math.max(1 + limited(gradient.ofDiagonal[p]), least)
    squared += direction[p] * direction[p]
    logarithms += log(diagonal[p])
  }
  const root = exp(logarithms / n + log(1 + squared) / (2 * n))
  for (let p = 0; p < n; p++) diagonal[p] /= root
}

/** The most of an entry of v, and the least factor of an entry of D. */
const longest = 1e6
const least = 0.1
