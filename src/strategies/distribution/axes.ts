/** Samples of a normal distribution whose genes depend on each other: mean + σ Σ zₖ axisₖ. */
import { addWeightedRows } from '../../math/matrix/products.ts'
import type { Genome } from '../../random/genome.ts'
import { geneDomainOf } from '../gene-domain.ts'
import type { Population } from '../population.ts'
import type { Materialise, Search, SharedVector, SharedVectors } from '../strategy.ts'
import { euclidean } from './foreign.ts'
import type { DistributionOptions } from './options.ts'
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
} from './sampling.ts'

/** (P, P): row k is the step that the k-th standard normal number makes for σ = 1. */
const axesName = 'axes'

export function axesShared({ problem: { length } }: Search<object>): readonly SharedVector[] {
  return [
    { name: meanName, type: 'float64', length },
    { name: axesName, type: 'float64', length: length * length },
  ]
}

export function axesOf(shared: SharedVectors): Float64Array {
  return shared[axesName] as Float64Array
}

/** Makes the rows of a plan. Before the first `tell` the axes are those of the genes, as long as their units. */
export function axesMaterialiser(
  search: Search<DistributionOptions>,
  shared: SharedVectors,
): Materialise<SamplePlan> {
  const { problem, options, seed } = search
  const { length } = problem
  const domain = geneDomainOf(problem)
  const units = unitsOf(options, problem)
  const first = firstMean(problem)
  const draws = new Float32Array(length)
  const step = new Float64Array(length)
  return (plan, row, out) => {
    const { generation, sigma } = plan
    const mean = generation === 0 ? first : meanOf(shared)
    if (isStart(problem, plan, row)) {
      out.set(mean)
      return
    }
    sampleStream(seed, generation, row).fillNormal(draws)
    drawStep(plan, draws, units, axesOf(shared), step)
    for (let p = 0; p < length; p++) out[p] = mean[p] + sigma * step[p]
    if (domain !== null) settleSample(out, domain, seed, generation, row)
  }
}

/**
 * The steps of the rows, for `tell`; see `stepsOf`.
 * @param whiten turns a step in units of the genes into the standard normal numbers that make it
 */
export function axesSteps(
  search: Search<object>,
  shared: SharedVectors,
  plan: SamplePlan,
  population: Population,
  units: Genome,
  whiten: (step: Float64Array) => Float64Array,
): StepOf {
  const [mean, axes] = [meanOf(shared), axesOf(shared)]
  const draws = new Float32Array(search.problem.length)
  const redraw: Redraw = (row, step, genome) => {
    sampleStream(search.seed, plan.generation, row).fillNormal(draws)
    drawStep(plan, draws, units, axes, step)
    for (let p = 0; p < step.length; p++) genome[p] = mean[p] + plan.sigma * step[p]
  }
  return stepsOf(search, shared, plan, population, redraw, (step) =>
    euclidean(whiten(step.map((value, p) => value / units[p]))),
  )
}

function drawStep(
  { generation }: SamplePlan,
  draws: Float32Array,
  units: Genome,
  axes: Float64Array,
  step: Float64Array,
): void {
  const n = step.length
  if (generation === 0) {
    for (let p = 0; p < n; p++) step[p] = units[p] * draws[p]
    return
  }
  step.fill(0)
  addWeightedRows(step, axes, draws)
}
