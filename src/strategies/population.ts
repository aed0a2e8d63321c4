/** N genomes of P genes in one row-major slab, which may lie in shared memory. */
export class Population {
  /** N, the number of rows. */
  readonly capacity: number
  /** P, the number of genes a row. */
  readonly length: number
  /** (N, P) */
  readonly genomes: Float32Array

  constructor(capacity: number, length: number, genomes: Float32Array = new Float32Array(capacity * length)) {
    this.capacity = capacity
    this.length = length
    this.genomes = genomes
  }

  /** (P) a view of row `index`, not a copy. */
  row(index: number): Float32Array {
    return this.genomes.subarray(index * this.length, (index + 1) * this.length)
  }
}
