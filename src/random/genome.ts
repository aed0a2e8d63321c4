/**
 * The number format of a genome: float32 for networks, one of the two for all other genomes. Float32 cannot get closer
 * than about 1e-8 to the optimum of an ill-conditioned function.
 */
export type GenomeType = 'float32' | 'float64'

/** (P) genes; also (N, P), the genomes of a population one after another. */
export type Genome = Float32Array | Float64Array

/** Bytes of one gene. */
export const geneBytes: Readonly<Record<GenomeType, number>> = { float32: 4, float64: 8 }

/** `length` genes, all 0. */
export function newGenome(type: GenomeType, length: number): Genome {
  return type === 'float32' ? new Float32Array(length) : new Float64Array(length)
}

/** A view of `length` genes in a buffer, starting at byte `at`. */
export function viewGenes(type: GenomeType, buffer: ArrayBufferLike, at: number, length: number): Genome {
  return type === 'float32' ? new Float32Array(buffer, at, length) : new Float64Array(buffer, at, length)
}
