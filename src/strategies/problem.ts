import type { GenomeType } from '../random/genome.ts'
import type { PriorSegment } from '../random/prior.ts'

/** What a strategy knows of the thing it optimises: a vector of P genes, never a network. */
export interface Problem {
  /** P, the number of genes. */
  readonly length: number
  /** float32 for networks, float64 for vectors that are no network's. */
  readonly type: GenomeType
  /** (P) the block each gene belongs to, 0 … blocks-1. Block-wise crossover moves a block whole. */
  readonly blockOf: Uint32Array
  /** The number of blocks. */
  readonly blocks: number
  /** How a fresh genome is drawn: segments in order of `start`, together covering 0 … P. */
  readonly prior: readonly PriorSegment[]
  /** True if the same genome costs something else in another generation, so that survivors need scoring again. */
  readonly resampled: boolean
}
