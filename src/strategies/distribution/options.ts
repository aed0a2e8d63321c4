import { log } from '../../math/float64/index.ts'
import { type Capacity, sameRows } from '../capacity.ts'

/** What every strategy that samples around a mean has: the size of a generation, the first step, and its unit. */
export interface DistributionOptions {
  /** λ ≥ 2: the individuals of a generation; `auto` is 4 + ⌊3 ln P⌋ (Hansen 2016, table 1). */
  readonly population: number | 'auto'
  /** σ₀ > 0: the step size at the start. */
  readonly sigma: number
  /** The unit of the step size: 1, or each gene's standard deviation in a fresh genome. */
  readonly scale: 'absolute' | 'prior'
}

export const distributionDefaults: DistributionOptions = { population: 'auto', sigma: 1, scale: 'prior' }

/** λ for genomes of `length` genes. */
export function lambdaOf({ population }: DistributionOptions, length: number): number {
  return population === 'auto' ? 4 + Math.floor(3 * log(length)) : population
}

/** Every generation has λ rows. */
export function lambdaCapacity(options: DistributionOptions, length: number): Capacity {
  return sameRows(lambdaOf(options, length))
}
