import { purpose } from '../../../random/purpose.ts'
import { sample } from '../../../random/shuffle.ts'
import { RandomStream } from '../../../random/stream.ts'

/**
 * A random subset of the training part for one generation, the same for all its individuals.
 *
 * @param count S
 * @param size of the subset; at least S takes all
 * @returns min(size, S) distinct indices in [0, S), ascending
 */
export function batchIndices(count: number, size: number, seed: number, generation: number): Uint32Array {
  const stream = new RandomStream({ seed, purpose: purpose.batch, generation })
  return sample(count, Math.min(size, count), stream).sort()
}
