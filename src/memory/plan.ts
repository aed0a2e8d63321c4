import { InputError } from '../errors.ts'
import { inputWidth, outputLayer, parameterCount, type Topology, widths } from '../model/topology.ts'

/** The named parts of a data set in the arena. `batch` is drawn afresh each generation. */
export type PartName = 'train' | 'validation' | 'test' | 'batch'

/** Samples of one part: how many, and where their tiles lie. Addresses are bytes from the start of the arena. */
export interface Region {
  /** S; the batch region's is the most it can hold. */
  readonly count: number
  /** (⌈S/T⌉, I, T) float32 */
  readonly inputsAt: number
  /** (⌈S/T⌉, O, T) float32 */
  readonly targetsAt: number
}

/** Samples one after another, as minibatches are gathered from. Addresses are bytes from the start of the arena. */
export interface SampleRows {
  /** S */
  readonly count: number
  /** (S, I) float32 */
  readonly inputsAt: number
  /** (S, O) float32 */
  readonly targetsAt: number
}

/**
 * Where everything lies in the arena: plain data, so that a worker can be told. Addresses are bytes,
 * multiples of 64, so that no two threads write to one cache line.
 */
export interface ArenaPlan {
  readonly topology: Topology
  /** T, samples a tile: a multiple of 16. */
  readonly tile: number
  /** N, genomes the population slab can hold. */
  readonly rows: number
  /** P */
  readonly length: number
  /** Scratch areas: one a worker, the last for the coordinator. */
  readonly slots: number
  /** Int32 words that threads share: the work queue of evaluation/claims.ts. */
  readonly controlAt: number
  readonly descriptorAt: number
  /** (N, P) float32 */
  readonly populationAt: number
  /** (P) float32 a genome outside the population, for scores between generations */
  readonly candidateAt: number
  /** (N) float64 */
  readonly fitnessAt: number
  /** (N) float64 */
  readonly violationAt: number
  /** (N) float64 when each individual was begun */
  readonly startedAtAt: number
  readonly regions: Readonly<Record<PartName, Region>>
  /** (slots, 2, widest layer, T) float32 */
  readonly scratchAt: number
  /** Bytes of one of the two buffers of a slot. */
  readonly scratchHalf: number
  /** What a slot's gradient keeps of a tile: a panel (T, 8), then for each layer z and y (2, O, T), float32. */
  readonly tracesAt: number
  /** Bytes of one slot's; 0 in an arena without gradients. */
  readonly traceBytes: number
  /** (slots, P) float32, each row on cache lines of its own */
  readonly gradientsAt: number
  /** Bytes of one slot's; 0 in an arena without gradients. */
  readonly gradientBytes: number
  /** For each slot (3, P) float32: parameters that learn, and two vectors of an optimiser's state. */
  readonly learnersAt: number
  /** Bytes of one such vector; 0 in an arena without gradients. */
  readonly learnerBytes: number
  /** The training part once more; count 0 in an arena without minibatches. */
  readonly sampleRows: SampleRows
  /** B, the most samples of a minibatch. */
  readonly minibatch: number
  /** For each slot the minibatch's indices (B) uint32, then its tiles as those of a region. */
  readonly minibatchesAt: number
  /** Bytes of one slot's; 0 in an arena without minibatches. */
  readonly minibatchBytes: number
  /** (R, P) float32 what individuals became by learning */
  readonly learnedAt: number
  /** R */
  readonly learned: number
  readonly bytes: number
}

/** What a plan is made for. */
export interface ArenaSize {
  readonly topology: Topology
  readonly rows: number
  readonly slots: number
  readonly samples: Readonly<Record<PartName, number>>
  /** Make room for `Kernel.gradient` and a learner in every slot; default false. */
  readonly gradient?: boolean
  /** B, the most samples of a minibatch gathered from the training part; default 0, none. */
  readonly minibatch?: number
  /** R, individuals of a generation that learn; default 0. */
  readonly learned?: number
}

/** A WebAssembly memory ends here: 65,536 pages of 64 KiB. */
const largestArena: number = 2 ** 32

/** Inputs that the compiled gradient packs at a time: PANEL of assembly/accumulate.ts. */
const panel = 8

/** Int32 words that the work queue takes: a header of one cache line, an order and a status an individual. */
export function controlWords(rows: number): number {
  return 16 + 2 * rows
}

/**
 * Lays out an arena without allocating anything.
 * @throws InputError with the figures if it would not fit in 4 GiB
 */
export function planArena(size: ArenaSize): ArenaPlan {
  const { topology, rows, slots, samples, gradient = false, minibatch = 0, learned = 0 } = size
  const length = parameterCount(topology)
  const widest = Math.max(...topology.layers.map((layer) => layer.outputs))
  const tile = widest <= 256 && inputWidth(topology) <= 256 ? 64 : 32
  let end = 64 // address 0 stays unused, so that a forgotten address shows
  const take = (bytes: number): number => {
    const at = end
    end += wholeLines(bytes)
    return at
  }
  const { outputs } = outputLayer(topology)
  const tilesBytes = (count: number, width: number): number => Math.ceil(count / tile) * width * tile * 4
  const region = (count: number): Region => ({
    count,
    inputsAt: take(tilesBytes(count, inputWidth(topology))),
    targetsAt: take(tilesBytes(count, outputs)),
  })
  const listed = minibatch > 0 ? samples.train : 0
  const minibatchBytes =
    wholeLines(minibatch * 4) +
    wholeLines(tilesBytes(minibatch, inputWidth(topology))) +
    wholeLines(tilesBytes(minibatch, outputs))
  const scratchHalf = wholeLines(widest * tile * 4)
  const units = topology.layers.reduce((sum, layer) => sum + layer.outputs, 0)
  const traceBytes = gradient ? wholeLines((panel + 2 * units) * tile * 4) : 0
  const gradientBytes = gradient ? wholeLines(length * 4) : 0
  const plan = {
    topology,
    tile,
    rows,
    length,
    slots,
    controlAt: take(controlWords(rows) * 4),
    descriptorAt: take(8 + topology.layers.length * 16),
    fitnessAt: take(rows * 8),
    violationAt: take(rows * 8),
    startedAtAt: take(rows * 8),
    candidateAt: take(length * 4),
    populationAt: take(rows * length * 4),
    regions: {
      train: region(samples.train),
      validation: region(samples.validation),
      test: region(samples.test),
      batch: region(samples.batch),
    },
    scratchAt: take(slots * 2 * scratchHalf),
    scratchHalf,
    tracesAt: take(slots * traceBytes),
    traceBytes,
    gradientsAt: take(slots * gradientBytes),
    gradientBytes,
    learnersAt: take(slots * 3 * gradientBytes),
    learnerBytes: gradientBytes,
    sampleRows: {
      count: listed,
      inputsAt: take(listed * inputWidth(topology) * 4),
      targetsAt: take(listed * outputs * 4),
    },
    minibatch,
    minibatchesAt: take(slots * minibatchBytes),
    minibatchBytes,
    learnedAt: take(learned * length * 4),
    learned,
  }
  if (!(end <= largestArena)) throw tooLarge(plan, samples, end)
  return { ...plan, bytes: end }
}

/** Bytes rounded up to cache lines. */
export function wholeLines(bytes: number): number {
  return Math.ceil(bytes / 64) * 64
}

function tooLarge(
  plan: { topology: Topology; rows: number; length: number },
  samples: Readonly<Record<PartName, number>>,
  bytes: number,
): InputError {
  const count = samples.train + samples.validation + samples.test + samples.batch
  const network = widths(plan.topology).join('-')
  return new InputError({
    field: 'network.hidden, strategy.population, task.data',
    expected: 'population, data and scratch to fit in 4 GiB',
    found:
      `${gibibytes(bytes)} GiB: ${plan.rows} genomes of ${plan.length} parameters ` +
      `(${network}) take ${gibibytes(plan.rows * plan.length * 4)} GiB, ${count} samples the rest`,
    hint: 'make the network, the population or the data smaller',
  })
}

function gibibytes(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(1)
}
