import type { Scaling } from '../../../model/signature.ts'
import type { Standardize } from './options.ts'
import { robustScaling } from './robust.ts'
import { fitScaling } from './scaling.ts'

/**
 * The scaling that the option `standardize` asks for; null if nothing is to be scaled.
 *
 * @param values (S, width), finite in the given rows
 * @param rows at least one
 * @param scaled which columns to scale; the others get mean 0 and deviation 1. Default: all
 */
export function chosenScaling(
  standardize: Standardize,
  values: Float64Array,
  width: number,
  rows: Uint32Array,
  scaled: (column: number) => boolean = () => true,
): Scaling | null {
  if (standardize === false) return null
  const plain = fitScaling(values, width, rows, scaled)
  return standardize === 'robust' ? robustScaling(plain, values, width, rows, scaled) : plain
}
