import type { Genome } from '../random/genome.ts'

/** N genomes of P genes in one row-major slab. The slab may be in shared memory. */
export class Population {
  /** P, the number of genes per row. */
  readonly length: number
  /** (N, P) */
  readonly genomes: Genome

  constructor(length: number, genomes: Genome) {
    this.length = length
    this.genomes = genomes
  }

  /** (P) row `index`: a view, valid until the next call. */
  row(index: number): Genome {
    return this.genomes.subarray(index * this.length, (index + 1) * this.length)
  }
}
