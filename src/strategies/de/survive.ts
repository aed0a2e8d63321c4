import type { Genome } from '../../random/genome.ts'
import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import type { Population } from '../population.ts'
import { type Costs, compare, ranking } from '../ranking.ts'
import { isForeign, type Search, type SharedVectors } from '../strategy.ts'
import { remember } from './memory.ts'
import { archiveSize, type DeOptions, sizeAfter } from './options.ts'
import type { DePlan, DeState } from './state.ts'
import { archiveOf, parentsOf } from './trial.ts'

/** Makes the first generation the population. */
export function found(state: DeState, shared: SharedVectors, population: Population, costs: Costs): void {
  const parents = parentsOf(shared)
  state.cost = costs.cost.slice()
  state.violation = costs.violation.slice()
  for (let i = 0; i < state.cost.length; i++) parents.set(population.row(i), i * population.length)
}

/**
 * Each trial that is not worse than its parent takes its place, and so does a genome that comes from elsewhere, though that is no success of F
 * and CR. A parent that is replaced by a better one goes to the archive, there in the
 * place of a random one if it is full.
 */
export function succeed(
  search: Search<DeOptions>,
  state: DeState,
  shared: SharedVectors,
  plan: DePlan,
  population: Population,
  costs: Costs,
): void {
  const { length } = search.problem
  const [parents, archive] = [parentsOf(shared), archiveOf(shared)]
  const { again, generation } = plan
  const n = plan.f.length
  if (again > 0) {
    // Learning may have changed a parent that was scored again.
    for (let i = 0; i < n; i++) parents.set(population.row(i), i * length)
    state.cost = costs.cost.slice(0, n)
    state.violation = costs.violation.slice(0, n)
  }
  const most = archiveSize(search.options, n)
  const stream = new RandomStream({ seed: search.seed, purpose: purpose.archive, generation })
  const [f, cr, gains]: [number[], number[], number[]] = [[], [], []]
  for (let i = 0; i < n; i++) {
    const row = again + i
    const order = compare(costs, row, state, i)
    // Among equals, a population without bounds would spread until its numbers overflow.
    if (order > 0 || (order === 0 && search.problem.bounds === null)) continue
    if (order < 0) {
      if (!isForeign(plan, row)) {
        f.push(plan.f[i])
        cr.push(plan.cr[i])
        gains.push(gainOf(costs, row, state, i))
      }
      if (most > 0) {
        const place = state.archived < most ? state.archived++ : stream.integer(most)
        archive.set(parents.subarray(i * length, (i + 1) * length), place * length)
      }
    }
    parents.set(population.row(row), i * length)
    state.cost[i] = costs.cost[row]
    state.violation[i] = costs.violation[row]
  }
  remember(state.memory, { f, cr, gains })
  shrink(search, state, shared, stream)
}

/** By how much lower the cost of a trial is, halved; NaN if another reason makes it the better one. */
function gainOf(costs: Costs, row: number, parents: Costs, i: number): number {
  if (costs.violation[row] !== parents.violation[i] || parents.cost[i] === Infinity) return Number.NaN
  // Halves before the difference, which may be infinite.
  return parents.cost[i] / 2 - costs.cost[row] / 2
}

/** Takes the worst from the population and random ones from the archive, until both have the size of the next generation. */
function shrink(
  { problem, options }: Search<DeOptions>,
  state: DeState,
  shared: SharedVectors,
  stream: RandomStream,
): void {
  const { length } = problem
  const [parents, archive] = [parentsOf(shared), archiveOf(shared)]
  const n = state.cost.length
  const size = Math.min(n, sizeAfter(options, length, state.evaluations))
  if (size < n) {
    const kept = ranking(state).subarray(0, size)
    const stays = new Uint8Array(n)
    for (const i of kept) stays[i] = 1
    let from = size
    for (let i = 0; i < size; i++) {
      if (stays[i] === 1) continue
      while (stays[from] === 0) from++
      move(parents, length, from, i)
      state.cost[i] = state.cost[from]
      state.violation[i] = state.violation[from]
      from++
    }
    state.cost = state.cost.slice(0, size)
    state.violation = state.violation.slice(0, size)
  }
  const most = archiveSize(options, size)
  while (state.archived > most) {
    const place = stream.integer(state.archived)
    move(archive, length, --state.archived, place)
  }
}

function move(genomes: Genome, length: number, from: number, to: number): void {
  genomes.copyWithin(to * length, from * length, (from + 1) * length)
}
