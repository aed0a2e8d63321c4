// A search by one strategy, with no network and next to no fitness, whose generations are timed: by the time of the processor, which
// says more on a machine that does other things too.
import { vectors } from '../dist/src/kernels/reference/vectors.js'
import { allocateShared } from '../dist/src/memory/shared.js'
import { bind } from '../dist/src/strategies/bind.js'
import { strategies } from '../dist/src/strategies/index.js'
import { Population } from '../dist/src/strategies/population.js'
import { vectorGenome } from '../dist/src/strategies/vector-genome.js'

/** The strategies that search by themselves. `islands` takes what its islands take. */
export const kinds = Object.keys(strategies).filter((kind) => kind !== 'islands')

/**
 * @param kind a strategy
 * @param length P
 * @param count N
 * @returns a function that runs a generation on this core and gives the milliseconds of plan and tell, and of making all N individuals;
 *   null if the strategy refuses so many genes
 */
export function searchOf(kind, length, count) {
  const strategy = strategies[kind]
  const problem = { ...vectorGenome({ length, initial: 1 }), resampled: false }
  const options = { ...strategy.defaults(problem), population: count, initial: 1 }
  const rows = rowsOf(strategy, options, length)
  if (rows === null) return null
  const search = { problem, options, seed: 1 }
  const shared = allocateShared(strategy.shared(search))
  const bound = bind(strategy, search, shared)
  const make = strategy.materialiser(search, shared, vectors)
  const population = new Population(length, new Float64Array(rows * length))
  return () => {
    const begin = processorMs()
    const plan = bound.plan()
    const planned = processorMs()
    for (let row = 0; row < plan.count; row++) make(plan, row, population.row(row))
    const made = processorMs()
    const cost = Float64Array.from({ length: plan.count }, (_, row) => population.row(row)[0] ** 2)
    const violation = new Float64Array(plan.count)
    const scored = processorMs()
    bound.tell(population, { cost, violation })
    return {
      tellMs: planned - begin + processorMs() - scored,
      makeMs: made - planned,
      count: plan.count,
    }
  }
}

function rowsOf(strategy, options, length) {
  try {
    return strategy.capacity(options, length).rows
  } catch {
    return null
  }
}

/** The time that this process has had on processors. */
function processorMs() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
