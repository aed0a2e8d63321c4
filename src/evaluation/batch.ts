import type { Arena } from '../memory/arena.ts'
import { batchIndices } from '../tasks/supervised/data/batch.ts'
import type { Samples } from '../tasks/supervised/dataset.ts'

/** The batch that a generation is scored on, if it is not scored on all samples. */
export interface BatchOptions {
  /** In 1 … S. */
  readonly size: number
  readonly seed: number
}

/** Draws the batch of a generation and puts it into memory. All individuals are scored on the same one. */
export function loadBatch(
  memory: Arena,
  { count, inputs, targets, weights }: Samples,
  { size, seed }: BatchOptions,
  generation: number,
): void {
  const indices = batchIndices(count, size, seed, generation)
  const chosen = (rows: Float32Array): Float32Array => gather(rows, indices, count)
  memory.dataset.load('batch', size, chosen(inputs), chosen(targets), weights && chosen(weights))
}

/**
 * @param rows (S, W)
 * @returns (indices, W)
 */
function gather(rows: Float32Array, indices: Uint32Array, count: number): Float32Array {
  const width = rows.length / count
  const chosen = new Float32Array(indices.length * width)
  indices.forEach((index, k) => {
    chosen.set(rows.subarray(index * width, (index + 1) * width), k * width)
  })
  return chosen
}

/** Puts the samples of the training part into memory, also as rows where minibatches are drawn from them. */
export function loadTraining(memory: Arena, { count, inputs, targets, weights }: Samples): void {
  memory.dataset.load('train', count, inputs, targets, weights)
  if (memory.dataset.sampleRows.count > 0) memory.dataset.list(inputs, targets, weights)
}
