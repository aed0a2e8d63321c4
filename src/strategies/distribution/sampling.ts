import { type Genome, newGenome } from '../../random/genome.ts'
import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import { type GeneDomain, geneDomainOf, settle } from '../gene-domain.ts'
import type { Population } from '../population.ts'
import { priorScale } from '../prior.ts'
import type { Problem } from '../problem.ts'
import {
  type GenerationPlan,
  isForeign,
  type Materialise,
  type Search,
  type SharedVector,
  type SharedVectors,
} from '../strategy.ts'
import type { Vectors } from '../vectors.ts'
import { clip, euclidean, type LengthOf } from './foreign.ts'
import type { DistributionOptions } from './options.ts'

/** A generation of samples. */
export interface SamplePlan extends GenerationPlan {
  /** σ */
  readonly sigma: number
}

/** The mean (P) in float64, and the standard deviations of the genes for σ = 1 (P) in the genome's type. */
export const meanName = 'mean'
const scaleName = 'scale'

export function diagonalShared({ problem }: Search<object>): readonly SharedVector[] {
  const { type, length } = problem
  return [
    { name: meanName, type: 'float64', length },
    { name: scaleName, type, length },
  ]
}

export function meanOf(shared: SharedVectors): Float64Array {
  return shared[meanName] as Float64Array
}

export function scaleOf(shared: SharedVectors): Genome {
  return shared[scaleName]
}

/** (P) the first mean: where the search starts, or the centre of the prior. */
export function firstMean({ initial, length, prior }: Problem): Float64Array {
  if (initial !== null) return initial.slice()
  const mean = new Float64Array(length)
  for (const { start, end, centre = 0 } of prior) mean.fill(centre, start, end)
  return mean
}

/** (P) the unit of each gene's step size. */
export function unitsOf({ scale }: DistributionOptions, problem: Problem): Genome {
  return scale === 'prior' ? priorScale(problem) : newGenome(problem.type, problem.length).fill(1)
}

/** Fills in mean and scale before the first `tell`; they start as zeros. */
export function begin({ problem, options }: Search<DistributionOptions>, shared: SharedVectors): void {
  meanOf(shared).set(firstMean(problem))
  scaleOf(shared).set(unitsOf(options, problem))
}

/** The numbers that a row is made of: those of an individual of its own, the negative ones of another, or none. */
export interface RowNumbers {
  readonly individual: number
  readonly side: 1 | -1 | 0
}

/**
 * Makes samples of a normal distribution with independent genes: mean + σ scale z. If the search starts at a genome, the first row
 * of all is exactly that one.
 */
export function diagonalMaterialiser(
  search: Search<DistributionOptions>,
  shared: SharedVectors,
  vectors: Vectors,
): Materialise<SamplePlan> {
  return independentGenes(search, shared, vectors, firstMean(search.problem), (individual) => ({
    individual,
    side: 1,
  }))
}

/**
 * The same for any first mean (P), and any numbers.
 * @param numbersOf what a row is made of
 */
export function independentGenes(
  search: Search<DistributionOptions>,
  shared: SharedVectors,
  vectors: Vectors,
  begun: Float64Array,
  numbersOf: (row: number) => RowNumbers,
): Materialise<SamplePlan> {
  const { problem, options, seed } = search
  const domain = geneDomainOf(problem)
  const first = { mean: begun, scale: unitsOf(options, problem) }
  return (plan, row, out) => {
    const { generation, sigma } = plan
    const { mean, scale } = generation === 0 ? first : { mean: meanOf(shared), scale: scaleOf(shared) }
    out.set(mean)
    if (isStart(problem, plan, row)) return
    const { individual, side } = numbersOf(row)
    if (side !== 0) vectors.addNormals(out, side * sigma, scale, sampleStream(seed, generation, individual))
    if (domain !== null) settleSample(out, domain, seed, generation, row)
  }
}

/** Whether a row is the genome that the search starts at. */
export function isStart({ initial }: Problem, { generation }: SamplePlan, row: number): boolean {
  return generation === 0 && row === 0 && initial !== null
}

export function sampleStream(seed: number, generation: number, individual: number): RandomStream {
  return new RandomStream({ seed, purpose: purpose.sample, generation, individual })
}

export function settleSample(
  out: Genome,
  domain: GeneDomain,
  seed: number,
  generation: number,
  individual: number,
): void {
  settle(out, domain, new RandomStream({ seed, purpose: purpose.rounding, generation, individual }))
}

/** Writes the step (x - mean) / σ of a row to `step` (P). */
export type StepOf = (row: number, step: Float64Array) => void

/** Writes a row's step, and its genome before it is brought into its domain. */
export type Redraw = (row: number, step: Float64Array, genome: Genome) => void

/**
 * The steps from the mean that rows were made by, for `tell`. With bounds or whole numbers, they are drawn again, so that what keeps genes
 * in their domain does not narrow the distribution. A gene that learning has changed counts as it is, and so does a row that comes from
 * elsewhere, but no further than a sample may lie. The mean must still be the one that rows were made with.
 * @param lengthOf the length of a step where samples are standard normal
 */
export function stepsOf(
  { problem, seed }: Search<object>,
  shared: SharedVectors,
  plan: SamplePlan,
  population: Population,
  redraw: Redraw,
  lengthOf: LengthOf,
): StepOf {
  const mean = meanOf(shared)
  const { sigma, generation } = plan
  const domain = geneDomainOf(problem)
  const read: StepOf = (row, step) => {
    difference(population.row(row), mean, 1 / sigma, step)
    if (isForeign(plan, row)) clip(step, lengthOf)
  }
  if (domain === null) return read
  const made = newGenome(problem.type, problem.length)
  return (row, step) => {
    if (isForeign(plan, row)) {
      read(row, step)
      return
    }
    if (isStart(problem, plan, row)) {
      step.fill(0)
      made.set(mean)
    } else {
      redraw(row, step, made)
      settleSample(made, domain, seed, generation, row)
    }
    const genome = population.row(row)
    for (let p = 0; p < step.length; p++) if (genome[p] !== made[p]) step[p] = (genome[p] - mean[p]) / sigma
  }
}

/** (x - mean) factor, each (P) */
function difference(x: Genome, mean: Float64Array, factor: number, out: Float64Array): void {
  for (let p = 0; p < out.length; p++) out[p] = (x[p] - mean[p]) * factor
}

/**
 * The same of samples with independent genes.
 * @param numbersOf what a row is made of; default: numbers of its own
 */
export function diagonalSteps(
  search: Search<object>,
  shared: SharedVectors,
  plan: SamplePlan,
  population: Population,
  numbersOf: (row: number) => RowNumbers = (individual) => ({ individual, side: 1 }),
): StepOf {
  const [mean, scale] = [meanOf(shared), scaleOf(shared)]
  const { sigma, generation } = plan
  const draws = new Float32Array(search.problem.length)
  const redraw: Redraw = (row, step, genome) => {
    const { individual, side } = numbersOf(row)
    sampleStream(search.seed, generation, individual).fillNormal(draws)
    for (let p = 0; p < step.length; p++) {
      step[p] = side * scale[p] * draws[p]
      genome[p] = mean[p] + side * sigma * scale[p] * draws[p]
    }
  }
  return stepsOf(search, shared, plan, population, redraw, (step) =>
    euclidean(step.map((value, p) => value / scale[p])),
  )
}
