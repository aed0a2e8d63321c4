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
  /** (P) is added to what the prior draws: the prior is that of the distance from it. Absent: nothing is. */
  readonly centre?: Float64Array
  /** Null if every gene may be any number. Every genome that a strategy makes keeps them. Float64 genomes only. */
  readonly bounds: Bounds | null
  /** (P) 1 for a gene that is a whole number; null if there is none. Float64 genomes only. */
  readonly integer: Uint8Array | null
  /**
   * (P) where the search starts: one of its first genomes is exactly this one. Null if all are drawn from the prior.
   */
  readonly initial: Float64Array | null
}

/** What a strategy knows about the problem: the genome, never a network. */
export interface Problem extends GenomeSpec {
  /** True if the cost of a genome changes between generations, so that survivors must be scored again. */
  readonly resampled: boolean
}

/**
 * A genome whose bounds, whole numbers and start have been checked.
 * @throws InputError if there is not one of each per gene, if a gene has no value left, or if the search starts at
 * values that genes may not have
 */
export function checkedGenome(genome: GenomeSpec): GenomeSpec {
  const { length, type, bounds, integer, initial } = genome
  if (type === 'float32' && (bounds !== null || integer !== null)) {
    const expected = 'a float64 genome, since it has bounds or whole numbers'
    throw new InputError({ field: 'genome.type', expected, found: type })
  }
  checkLength('bounds.lower', 'bounds', bounds?.lower, length)
  checkLength('bounds.upper', 'bounds', bounds?.upper, length)
  checkLength('integer', 'flags', integer, length)
  checkLength('initial', 'numbers', initial, length)
  for (let p = 0; p < length; p++) {
    const lower = bounds === null ? -Infinity : bounds.lower[p]
    const upper = bounds === null ? Infinity : bounds.upper[p]
    // Written so that NaN fails: every comparison with NaN is false.
    if (!(lower < upper)) {
      throw unfit('bounds', p, 'a lower bound below the upper one', `${lower} and ${upper}`)
    }
    const whole = integer?.[p] === 1
    if (whole && Math.ceil(lower) > Math.floor(upper)) {
      throw unfit('bounds', p, 'a whole number between them', `${lower} and ${upper}`)
    }
    const start = initial === null ? null : initial[p]
    if (start === null) continue
    if (!(Number.isFinite(start) && start >= lower && start <= upper)) {
      throw unfit('initial', p, `a number from ${lower} to ${upper}`, String(start))
    }
    if (whole && !Number.isInteger(start)) throw unfit('initial', p, 'a whole number', String(start))
  }
  return genome
}

function checkLength(
  key: string,
  noun: string,
  values: ArrayLike<number> | null | undefined,
  length: number,
): void {
  if (values === null || values === undefined || values.length === length) return
  const expected = `${length} ${noun}, one for each gene`
  throw new InputError({ field: `genome.${key}`, expected, found: String(values.length) })
}

function unfit(key: string, gene: number, expected: string, found: string): InputError {
  return new InputError({ field: `genome.${key}, gene ${gene}`, expected, found })
}
