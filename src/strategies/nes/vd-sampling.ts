/** Samples of mean + σ D (I + v vᵀ)^½ z, in pairs on opposite sides of the mean. */
import type { Genome } from '../../random/genome.ts'
import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import { euclidean } from '../distribution/foreign.ts'
import type { DistributionOptions } from '../distribution/options.ts'
import {
  firstMean,
  isStart,
  meanName,
  meanOf,
  type Redraw,
  type SamplePlan,
  type StepOf,
  sampleStream,
  settleSample,
  stepsOf,
  unitsOf,
} from '../distribution/sampling.ts'
import { geneDomainOf } from '../gene-domain.ts'
import type { Population } from '../population.ts'
import type { Materialise, Search, SharedVector, SharedVectors } from '../strategy.ts'
import { directionOf, stretched, unstretched } from './vd-gradient.ts'

/** D times the genes' units, and v; each (P). */
const diagonalName = 'diagonal'
const directionName = 'direction'

export function vdShared({ problem: { length } }: Search<object>): readonly SharedVector[] {
  return [meanName, diagonalName, directionName].map((name) => ({ name, type: 'float64', length }))
}

export function diagonalOf(shared: SharedVectors): Float64Array {
  return shared[diagonalName] as Float64Array
}

export function sharedDirection(shared: SharedVectors): Float64Array {
  return shared[directionName] as Float64Array
}

/** A half of a generation lies on the other side of the mean from the other half. */
const sideOf = (row: number): number => (row % 2 === 0 ? 1 : -1)

/** The first v: normal numbers of variance 1/P. */
export function firstDirection({ problem, seed }: Search<object>): Float64Array {
  const draws = new Float32Array(problem.length)
  new RandomStream({ seed, purpose: purpose.shape }).fillNormal(draws)
  return Float64Array.from(draws, (draw) => draw / Math.sqrt(problem.length))
}

export function vdMaterialiser(
  search: Search<DistributionOptions>,
  shared: SharedVectors,
): Materialise<SamplePlan> {
  const { problem, options, seed } = search
  const domain = geneDomainOf(problem)
  const sample = sampler(search, shared, firstMean(problem), unitsOf(options, problem))
  const step = new Float64Array(problem.length)
  return (plan, row, out) => {
    sample(plan, row, step, out)
    if (domain !== null && !isStart(problem, plan, row)) settleSample(out, domain, seed, plan.generation, row)
  }
}

type Sample = (plan: SamplePlan, row: number, step: Float64Array, out: Genome) => void

/** Draws a row: its step in units of σ, and the genome before it is brought into its domain. */
function sampler(search: Search<object>, shared: SharedVectors, first: Float64Array, units: Genome): Sample {
  const { problem, seed } = search
  const n = problem.length
  const draws = new Float32Array(n)
  const begun = firstDirection(search)
  return (plan, row, step, out) => {
    const { generation, sigma } = plan
    const mean = generation === 0 ? first : meanOf(shared)
    if (isStart(problem, plan, row)) {
      step.fill(0)
      out.set(mean)
      return
    }
    const direction = generation === 0 ? begun : sharedDirection(shared)
    const scale = generation === 0 ? units : diagonalOf(shared)
    sampleStream(seed, generation, row >> 1).fillNormal(draws)
    const side = sideOf(row)
    for (let p = 0; p < n; p++) step[p] = side * draws[p]
    stretched(step, directionOf(direction))
    for (let p = 0; p < n; p++) {
      step[p] *= scale[p]
      out[p] = mean[p] + sigma * step[p]
    }
  }
}

/** The steps of the rows, for `tell`; see `stepsOf`. */
export function vdSteps(
  search: Search<object>,
  shared: SharedVectors,
  plan: SamplePlan,
  population: Population,
  units: Genome,
): StepOf {
  const sample = sampler(search, shared, meanOf(shared), units)
  const [diagonal, direction] = [diagonalOf(shared), directionOf(sharedDirection(shared))]
  const redraw: Redraw = (row, step, genome) => sample(plan, row, step, genome)
  return stepsOf(search, shared, plan, population, redraw, (step) => {
    const z = step.map((value, p) => value / diagonal[p])
    unstretched(z, direction)
    return euclidean(z)
  })
}
