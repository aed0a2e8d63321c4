import { resolveComputation } from '../../kernels/computation.ts'
import { engines } from '../../kernels/index.ts'
import { Arena } from '../../memory/arena.ts'
import { planArena } from '../../memory/plan.ts'
import { allocateShared } from '../../memory/shared.ts'
import type { BoundStrategy } from '../../strategies/bind.ts'
import {
  bindStrategy,
  capacityOf,
  materialiserOf,
  type StrategySpec,
  sharedOf,
} from '../../strategies/index.ts'
import { Population } from '../../strategies/population.ts'
import type { GenerationPlan, Materialise } from '../../strategies/strategy.ts'
import type { SearchConfig } from '../search.ts'

/** A strategy, and what makes its genomes in process. */
export interface BuiltSearch {
  readonly strategy: BoundStrategy
  readonly population: Population
  readonly materialise: Materialise<GenerationPlan>
}

/**
 * Allocates memory for a search without a task.
 * @throws InputError for options that do not describe a genome, or a population that does not fit in memory
 */
export function buildSearch(search: SearchConfig): BuiltSearch {
  const { strategy: options, seed, topology, length } = search
  const { rows } = capacityOf(options, length)
  const samples = { train: 0, validation: 0, test: 0, batch: 0 }
  // Planned before anything of the size of a genome is allocated.
  const plan =
    topology === null
      ? planArena({ topology, type: 'float64', length, rows, slots: 1 })
      : planArena({ topology, rows, slots: 1, samples })
  const problem = { ...search.genome(), resampled: false }
  const spec: StrategySpec = { problem, options, seed }
  const arena = Arena.allocate(plan)
  const shared = allocateShared(sharedOf(spec))
  const vectors = engines[resolveComputation().engine].vectors(arena, 0)
  return {
    strategy: bindStrategy(spec, shared),
    population: new Population(length, arena.population.genomes),
    materialise: materialiserOf(spec, shared, vectors),
  }
}
