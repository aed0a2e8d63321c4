import type { PopulationArea } from '../memory/population.ts'
import { type Genome, newGenome } from '../random/genome.ts'
import { Population } from '../strategies/population.ts'

/** Writes the genome of a row. */
type Remake = (row: number, out: Genome) => void

/**
 * A population of which a part is in memory. A row that is not is made again; such rows are few, those that become parents for
 * the most part.
 */
export class SlicedPopulation extends Population {
  private readonly area: PopulationArea
  private remade: Genome | null = null
  /** The rows whose genomes are in memory. */
  private from = 0
  private to: number
  private remake: Remake | null = null

  constructor(area: PopulationArea) {
    super(area.length, area.genomes)
    this.area = area
    this.to = area.resident
  }

  /**
   * Says what is in memory from now on.
   * @param remake makes any row of the generation
   */
  hold(from: number, to: number, remake: Remake): void {
    this.from = from
    this.to = to
    this.remake = remake
  }

  override row(index: number): Genome {
    if (index >= this.from && index < this.to) return this.area.genome(index)
    const { genomes, length } = this
    this.remade ??= newGenome(genomes instanceof Float32Array ? 'float32' : 'float64', length)
    if (this.remake === null) throw new RangeError(`row ${index}: expected one in memory`)
    this.remake(index, this.remade)
    return this.remade
  }
}
