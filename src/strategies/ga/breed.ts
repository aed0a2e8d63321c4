import { drawPrior } from '../../random/prior.ts'
import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import { cross, crossoverRate } from '../operators/crossover/index.ts'
import { mutate, stepOf, stepUnits } from '../operators/mutation/index.ts'
import { expectedLoci } from '../operators/mutation/loci.ts'
import { select } from '../operators/selection/index.ts'
import { stepRule } from '../operators/step/index.ts'
import { createWorkspace } from '../operators/workspace.ts'
import type { Population } from '../population.ts'
import type { Search } from '../strategy.ts'
import { children, type GaOptions, survivors } from './options.ts'
import type { Brood, GaState } from './state.ts'

/** Fills the first `count` rows with fresh genomes. */
export function found(search: Search<GaOptions>, population: Population, count: number): void {
  for (let individual = 0; individual < count; individual++) {
    const id = { seed: search.seed, purpose: purpose.initial, generation: 0, individual }
    drawPrior(search.problem.prior, population.row(individual), new RandomStream(id))
  }
}

/** Fills the first rows: the breeders that need scoring again, the children, and the immigrants. */
export function breed(search: Search<GaOptions>, state: GaState, population: Population): Brood {
  const { problem, options, seed } = search
  const { generation, breeders } = state
  const again = problem.resampled ? Math.min(survivors(options), breeders.cost.length) : 0
  population.genomes.set(breeders.genomes.subarray(0, again * problem.length))

  const count = children(options)
  const bred = count - Math.min(options.immigrants, count)
  const picks = new Uint32Array(2 * bred)
  select(
    breeders.cost,
    picks,
    options.selection,
    new RandomStream({ seed, purpose: purpose.selection, generation }),
  )

  const parent = new Uint32Array(bred)
  const sigma = new Float64Array(count).fill(state.sigma)
  const mother = mating(search, state)
  for (let k = 0; k < bred; k++) {
    parent[k] = picks[2 * k]
    sigma[k] = mother(parent[k], picks[2 * k + 1], population.row(again + k), k)
  }
  for (let individual = bred; individual < count; individual++) {
    const stream = new RandomStream({ seed, purpose: purpose.immigrant, generation, individual })
    drawPrior(problem.prior, population.row(again + individual), stream)
  }
  return { survivors: again, parent, sigma }
}

/** Writes the child of two breeders, and returns the step size it was made with. */
type Mate = (first: number, second: number, child: Float32Array, individual: number) => number

function mating(
  { problem, options, seed }: Search<GaOptions>,
  { generation, sigma, breeders }: GaState,
): Mate {
  const workspace = createWorkspace(problem)
  const units = stepUnits(options.mutation, problem)
  const rate = crossoverRate(options.crossover)
  const rule = stepOf(options.mutation)
  const loci = expectedLoci(options.mutation, workspace)
  const row = (index: number) =>
    breeders.genomes.subarray(index * problem.length, (index + 1) * problem.length)

  return (first, second, child, individual) => {
    const id = { seed, generation, individual }
    const mixing = new RandomStream({ ...id, purpose: purpose.crossover })
    const crossed = mixing.boolean(rate)
    if (crossed) cross(row(first), row(second), child, options.crossover, mixing, workspace)
    else child.set(row(first))

    const inherited = crossed
      ? Math.sqrt(breeders.sigma[first] * breeders.sigma[second])
      : breeders.sigma[first]
    const varying = new RandomStream({ ...id, purpose: purpose.mutation })
    const own = rule === null ? 0 : stepRule(rule.step).own(sigma, inherited, loci, rule.step, varying)
    mutate(child, own, units, options.mutation, varying, workspace)
    return own
  }
}
