import { EvolveError } from '../errors.ts'
import { type Genome, geneBytes, viewGenes } from '../random/genome.ts'
import type { SharedVector, SharedVectors } from '../strategies/strategy.ts'

/**
 * Allocates the vectors that a strategy declares, as zeros, each in its own shared memory: they do not count towards
 * the 4 GiB of a WebAssembly memory.
 * @throws EvolveError if the machine does not have enough memory
 */
export function allocateShared(vectors: readonly SharedVector[]): SharedVectors {
  return Object.fromEntries(vectors.map((vector) => [vector.name, allocate(vector)]))
}

/** The bytes that vectors take. */
export function sharedBytes(vectors: SharedVectors): number {
  return Object.values(vectors).reduce((sum, { byteLength }) => sum + byteLength, 0)
}

function allocate({ name, type, length }: SharedVector): Genome {
  const bytes = length * geneBytes[type]
  try {
    return viewGenes(type, new SharedArrayBuffer(bytes), 0, length)
  } catch (cause) {
    const expected = `${(bytes / 2 ** 30).toFixed(2)} GiB of memory for the ${name} of the strategy`
    throw new EvolveError('run', `expected ${expected}, found less`, { cause })
  }
}
