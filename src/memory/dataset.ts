import { inputWidth, outputLayer } from '../model/topology.ts'
import type { Addresses } from './addresses.ts'
import type { NetworkPlan } from './descriptor.ts'
import { packTiles, tileFloats } from './tiles.ts'

/** The named parts of a data set in the arena. `batch` is drawn anew in each generation. */
export type PartName = 'train' | 'validation' | 'test' | 'batch'

/** The number of samples of one part and the addresses of their tiles, in bytes from the start of the arena. */
export interface Region {
  /** S; for the batch region this is its capacity. */
  readonly count: number
  /** (⌈S/T⌉, I, T) float32 */
  readonly inputsAt: number
  /** (⌈S/T⌉, O, T) float32 */
  readonly targetsAt: number
  /** (⌈S/T⌉, T) float32: how much each sample counts in the loss; null where all count alike. */
  readonly weightsAt: number | null
}

/** Samples in row order, the source of minibatches. Addresses are bytes from the start of the arena. */
export interface SampleRows {
  /** S */
  readonly count: number
  /** (S, I) float32 */
  readonly inputsAt: number
  /** (S, O) float32 */
  readonly targetsAt: number
  /** (S) float32; null where all samples count alike */
  readonly weightsAt: number | null
}

/** The addresses of the samples of a data set. Plain data; addresses are bytes. */
export interface DatasetPlan {
  /** T */
  readonly tile: number
  readonly regions: Readonly<Record<PartName, Region>>
  /** A second copy of the training part, in rows; count 0 without minibatches. */
  readonly sampleRows: SampleRows
  /** One per slot: room for B samples and their indices (B) uint32. Empty without minibatches. */
  readonly minibatches: readonly { readonly indicesAt: number; readonly region: Region }[]
}

/** The sizes that a data set is planned from. */
export interface DatasetSize {
  readonly samples: Readonly<Record<PartName, number>>
  /** B, the maximum size of a minibatch from the training part; 0 for no minibatches. */
  readonly minibatch: number
  /** Whether samples differ in how much they count in the loss. */
  readonly weighted: boolean
  readonly slots: number
}

export function planDataset(
  { samples, minibatch, weighted, slots }: DatasetSize,
  { topology, tile }: NetworkPlan,
  addresses: Addresses,
): DatasetPlan {
  const [inputs, outputs] = [inputWidth(topology), outputLayer(topology).outputs]
  const region = (count: number): Region => ({
    count,
    inputsAt: addresses.take(tileFloats(count, inputs, tile) * 4),
    targetsAt: addresses.take(tileFloats(count, outputs, tile) * 4),
    weightsAt: weighted ? addresses.take(tileFloats(count, 1, tile) * 4) : null,
  })
  const listed = minibatch > 0 ? samples.train : 0
  return {
    tile,
    regions: {
      train: region(samples.train),
      validation: region(samples.validation),
      test: region(samples.test),
      batch: region(samples.batch),
    },
    sampleRows: {
      count: listed,
      inputsAt: addresses.take(listed * inputs * 4),
      targetsAt: addresses.take(listed * outputs * 4),
      weightsAt: weighted ? addresses.take(listed * 4) : null,
    },
    minibatches: Array.from({ length: minibatch > 0 ? slots : 0 }, () => ({
      indicesAt: addresses.take(minibatch * 4),
      region: region(minibatch),
    })),
  }
}

/** The samples for scoring and learning. */
export class DatasetArea {
  readonly regions: DatasetPlan['regions']
  readonly sampleRows: SampleRows
  private readonly plan: DatasetPlan
  private readonly buffer: ArrayBufferLike

  constructor(plan: DatasetPlan, buffer: ArrayBufferLike) {
    this.regions = plan.regions
    this.sampleRows = plan.sampleRows
    this.plan = plan
    this.buffer = buffer
  }

  /**
   * Fills a part with samples. The batch part may hold fewer than its capacity.
   * @param inputs  (S, I)
   * @param targets (S, O)
   * @param weights (S) in an arena that is planned with `weighted`, else null
   * @throws RangeError for more samples than the part's capacity, and for weights where there is no room for them or none where there is
   */
  load(
    part: PartName,
    count: number,
    inputs: Float32Array,
    targets: Float32Array,
    weights: Float32Array | null = null,
  ): Region {
    const region = this.regions[part]
    if (count > region.count)
      throw new RangeError(`${part}: expected at most ${region.count} samples, found ${count}`)
    const placed = placedWeights(region, weights)
    if (count > 0) {
      this.pack(inputs, count, region.inputsAt)
      this.pack(targets, count, region.targetsAt)
      if (placed !== null) this.pack(placed.weights, count, placed.at)
    }
    return { ...region, count }
  }

  /**
   * Stores samples in row order, for `Kernel.gather`.
   * @param inputs  (S, I)
   * @param targets (S, O)
   * @param weights (S) or null, as for `load`
   */
  list(inputs: Float32Array, targets: Float32Array, weights: Float32Array | null = null): void {
    const placed = placedWeights(this.sampleRows, weights)
    const set = (values: Float32Array, at: number): void =>
      new Float32Array(this.buffer, at, values.length).set(values)
    set(inputs, this.sampleRows.inputsAt)
    set(targets, this.sampleRows.targetsAt)
    if (placed !== null) set(placed.weights, placed.at)
  }

  /** (B) uint32: the sample indices of a slot's minibatch. */
  minibatchIndices(slot: number): Uint32Array {
    const { indicesAt, region } = this.minibatchPlan(slot)
    return new Uint32Array(this.buffer, indicesAt, region.count)
  }

  /** The addresses of the tiles of a slot's minibatch. */
  minibatch(slot: number): Region {
    return this.minibatchPlan(slot).region
  }

  private minibatchPlan(slot: number): DatasetPlan['minibatches'][number] {
    const found = this.plan.minibatches[slot]
    if (found === undefined)
      throw new RangeError(`minibatch: expected an arena planned with one for slot ${slot}, found none`)
    return found
  }

  /** @param rows (S, W) */
  private pack(rows: Float32Array, count: number, at: number): void {
    const { tile } = this.plan
    const floats = tileFloats(count, rows.length / count, tile)
    packTiles(rows, count, tile, new Float32Array(this.buffer, at, floats))
  }
}

/** Weights and the address for them; null without weights. */
function placedWeights(
  { weightsAt }: Pick<Region, 'weightsAt'>,
  weights: Float32Array | null,
): { readonly weights: Float32Array; readonly at: number } | null {
  if (weights !== null && weightsAt !== null) return { weights, at: weightsAt }
  if (weights === null && weightsAt === null) return null
  const [expected, found] = weights === null ? ['weights', 'none'] : ['no weights', 'some']
  throw new RangeError(`weights: expected ${expected} in this arena, found ${found}`)
}
