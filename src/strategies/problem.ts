import { InputError } from '../errors.ts'
import type { GenomeType } from '../random/genome.ts'
import type { PriorSegment } from '../random/prior.ts'

/** The bounds of each gene of a task. */
export interface Bounds {
  /** (P) -Infinity if a gene has no lower bound. */
  readonly lower: Float64Array
  /** (P) +Infinity if a gene has no upper bound. */
  readonly upper: Float64Array
}

/** A vector of P genes, as its task defines it. A strategy does not know what the genes mean. */
export interface GenomeSpec {
  /** P, the number of genes. */
  readonly length: number
  /** The number type of a gene: float32 for the parameters of a network, float32 or float64 for everything else. */
  readonly type: GenomeType
  /** (P) the block each gene belongs to, 0 … blocks-1. Block-wise crossover moves whole blocks. */
  readonly blockOf: Uint32Array
  /** The number of blocks. */
  readonly blocks: number
  /** How a fresh genome is drawn: segments in order of `start`, together covering 0 … P. */
  readonly prior: readonly PriorSegment[]
  /** Null if every gene may be any number. */
  readonly bounds: Bounds | null
}

/** What a strategy knows about the problem: the genome, never a network. */
export interface Problem extends GenomeSpec {
  /** True if the cost of a genome changes between generations, so that survivors must be scored again. */
  readonly resampled: boolean
}

/**
 * A genome whose bounds have been checked.
 * @throws InputError if there is not one pair of bounds per gene, or if bounds leave a gene no room
 */
export function checkedGenome(genome: GenomeSpec): GenomeSpec {
  const { length, bounds } = genome
  if (bounds === null) return genome
  const { lower, upper } = bounds
  for (const [side, { length: found }] of Object.entries({ lower, upper })) {
    if (found === length) continue
    const field = `genome.bounds.${side}`
    throw new InputError({ field, expected: `${length} bounds, one for each gene`, found: String(found) })
  }
  // Written so that NaN fails: every comparison with NaN is false.
  const gene = lower.findIndex((bound, at) => !(bound < upper[at]!))
  if (gene < 0) return genome
  throw new InputError({
    field: `genome.bounds, gene ${gene}`,
    expected: 'a lower bound below the upper one',
    found: `${lower[gene]} and ${upper[gene]}`,
  })
}
