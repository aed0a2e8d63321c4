import { vectors } from '../../../src/kernels/reference/vectors.ts'
import { allocateShared } from '../../../src/memory/shared.ts'
import { bind } from '../../../src/strategies/bind.ts'
import { ga } from '../../../src/strategies/ga/ga.ts'
import { parentsName } from '../../../src/strategies/ga/offspring.ts'
import { type GaOptions, parentCount } from '../../../src/strategies/ga/options.ts'
import type { GaPlan } from '../../../src/strategies/ga/state.ts'
import { Population } from '../../../src/strategies/population.ts'
import { checkedGenome, type Problem } from '../../../src/strategies/problem.ts'
import { vectorGenome } from '../../../src/strategies/vector-genome.ts'
import type { VectorOptions } from '../../../src/strategies/vector-options.ts'

export type Cost = (genome: readonly number[]) => number

export function vector(options: VectorOptions, resampled = false): Problem {
  return { ...checkedGenome(vectorGenome(options)), resampled }
}

/** What one generation made, cost and left as parents. */
export interface Generation {
  readonly plan: GaPlan
  readonly rows: number[][]
  readonly cost: Float64Array
  readonly parents: number[][]
}

/** Runs `ga` on a vector, with the defaults for it and other options. */
export function evolve(
  problem: Problem,
  given: Partial<GaOptions>,
  generations: number,
  costOf: Cost,
  seed = 7,
): Generation[] {
  const options = { ...ga.defaults(problem), ...given }
  const search = { problem, options, seed }
  const shared = allocateShared(ga.shared(search))
  const bound = bind(ga, search, shared)
  const make = ga.materialiser(search, shared, vectors)
  const { length } = problem
  const population = new Population(length, new Float64Array(ga.capacity(options, length).rows * length))
  return Array.from({ length: generations }, (): Generation => {
    const plan = bound.plan() as GaPlan
    const rows = Array.from({ length: plan.count }, (_, row) => {
      make(plan, row, population.row(row))
      return [...population.row(row)]
    })
    const cost = Float64Array.from(rows, costOf)
    bound.tell(population, { cost, violation: new Float64Array(cost.length) })
    const genes = [...shared[parentsName].subarray(0, parentCount(options) * length)]
    const parents = Array.from({ length: genes.length / length }, (_, at) =>
      genes.slice(at * length, (at + 1) * length),
    )
    return { plan, rows, cost, parents }
  })
}
