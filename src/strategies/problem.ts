import { InputError } from '../errors.ts'
import type { GenomeType } from '../random/genome.ts'
import type { PriorSegment } from '../random/prior.ts'

/** What the genes of a task may be: each between its own bounds. */
export interface Bounds {
  /** (P) -Infinity where a gene has no lower bound. */
  readonly lower: Float64Array
  /** (P) +Infinity where a gene has no upper bound. */
  readonly upper: Float64Array
}

/** A vector of P genes, as its task defines it. What the genes mean, a strategy never knows. */
export interface GenomeSpec {
  /** P, the number of genes. */
  readonly length: number
  /** What a gene is kept as: float32 for the parameters of a network, float64 for everything else. */
  readonly type: GenomeType
  /** (P) the block each gene belongs to, 0 … blocks-1. Block-wise crossover moves a block whole. */
  readonly blockOf: Uint32Array
  /** The number of blocks. */
  readonly blocks: number
  /** How a fresh genome is drawn: segments in order of `start`, together covering 0 … P. */
  readonly prior: readonly PriorSegment[]
  /** Null where every gene may be any number. */
  readonly bounds: Bounds | null
}

/** What a strategy knows of the thing it optimises: the genome, never a network. */
export interface Problem extends GenomeSpec {
  /** True if the same genome costs something else in another generation, so that survivors need scoring again. */
  readonly resampled: boolean
}

/**
 * A genome whose bounds have been checked.
 * @throws InputError for bounds that are not one a gene, or leave a gene no room
 */
export function checkedGenome(genome: GenomeSpec): GenomeSpec {
  const { length, bounds } = genome
  if (bounds === null) return genome
  const { lower, upper } = bounds
  for (const [side, { length: found }] of Object.entries({ lower, upper })) {
    if (found === length) continue
    const field = `genome.bounds.${side}`
    throw new InputError({ field, expected: `${length} bounds, one a gene`, found: String(found) })
  }
  // NaN is below nothing.
  const gene = lower.findIndex((bound, at) => !(bound < upper[at]!))
  if (gene < 0) return genome
  throw new InputError({
    field: `genome.bounds, gene ${gene}`,
    expected: 'a lower bound below the upper one',
    found: `${lower[gene]} and ${upper[gene]}`,
  })
}
