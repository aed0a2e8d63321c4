import type { Genome } from '../random/genome.ts'

/** How many genes diversity is computed from: enough for an estimate, few enough to be fast. */
const sampledGenes = 256

/** Rows that are read side by side: as many streams as the processor fetches ahead. */
const blockRows = 16

/**
 * The diversity of a population: the standard deviation of a gene over the population, averaged over up to 256 genes
 * that are spread evenly over the genome. Sums of squares in float64 are precise enough.
 */
export class Diversity {
  /** P */
  private readonly length: number
  private readonly genes: number
  private readonly sums: Float64Array
  private readonly squares: Float64Array
  private count = 0

  /** @param length P */
  constructor(length: number) {
    this.length = length
    this.genes = Math.min(length, sampledGenes)
    this.sums = new Float64Array(this.genes)
    this.squares = new Float64Array(this.genes)
  }

  /** Takes the next `count` rows of a population, which are the first of a slab. */
  add(slab: Genome, count: number): void {
    const { length, genes, sums, squares } = this
    this.count += count
    for (let from = 0; from < count; from += blockRows) {
      const end = Math.min(from + blockRows, count) * length
      for (let k = 0; k < genes; k++) {
        let sum = sums[k]!
        let square = squares[k]!
        for (let at = from * length + Math.floor((k * length) / genes); at < end; at += length) {
          const gene = slab[at]!
          sum += gene
          square += gene * gene
        }
        sums[k] = sum
        squares[k] = square
      }
    }
  }

  /** Of all rows so far. */
  get value(): number {
    const { genes, sums, squares, count } = this
    let sum = 0
    for (let k = 0; k < genes; k++) {
      const mean = sums[k]! / count
      sum += Math.sqrt(Math.max(0, squares[k]! / count - mean * mean))
    }
    return sum / genes
  }
}
