/** Of how many bits the genes of a genome are: networks have float32, genomes without a network float64. */
export type GenomeType = 'float32' | 'float64'

/** (P) the genes of one individual, or of several one after another. */
export type Genome = Float32Array | Float64Array

/** Bytes of a gene of a type. */
export const geneBytes: Readonly<Record<GenomeType, number>> = { float32: 4, float64: 8 }
