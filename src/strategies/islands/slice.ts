import type { Genome } from '../../random/genome.ts'
import { Population } from '../population.ts'
import type { Costs } from '../ranking.ts'

/** The rows of one island in the population of all. */
export class IslandPopulation extends Population {
  private readonly whole: Population
  private readonly from: number

  /** @param from the row of `whole` that is row 0 of the island */
  constructor(whole: Population, from: number) {
    super(whole.length, whole.genomes)
    this.whole = whole
    this.from = from
  }

  override row(index: number): Genome {
    return this.whole.row(this.from + index)
  }
}

/** The costs of `count` rows from `from` on. */
export function islandCosts({ cost, violation, resampled }: Costs, from: number, count: number): Costs {
  const own = { cost: cost.subarray(from, from + count), violation: violation.subarray(from, from + count) }
  return resampled === undefined ? own : { ...own, resampled }
}
