import { extent } from 'd3-array'
import type { Signature } from '../model/signature.ts'
import { outputLayer, type Topology } from '../model/topology.ts'
import { shortened } from '../shown-text.ts'
import { unscale } from '../tasks/supervised/data/scaling.ts'
import { chosenClass, classThreshold } from '../tasks/supervised/data/targets.ts'
import type { Dataset, Samples } from '../tasks/supervised/dataset.ts'
import type { MapAnswers, MapField } from './colouring.ts'
import { drawable } from './drawable.ts'
import type { Extent } from './scale.ts'
import { hasRoom } from './ticks.ts'

/**
 * A network of two inputs as a map of its answers, with samples as dots. Plain data, so that it can be sent to a
 * thread. {@link mapInputs} and {@link mapField} compute the answers of any of the run's networks, `colouringOf(answers)`
 * gives their colours, and `legendOf(answers)` what the colours mean.
 */
export interface ChampionMap {
  /** The column from left to right, in its own unit. */
  readonly x: MapAxis
  /** The column upwards. */
  readonly y: MapAxis
  readonly answers: MapAnswers
  /** The values of `leaning` for targets of the first and of the second class. */
  readonly reach: Extent
  /** Some of the training samples. */
  readonly samples: readonly MapSample[]
}

export interface MapAxis {
  readonly label: string
  readonly extent: Extent
}

/** A sample at its place in the columns' own units, with its class or number. */
export interface MapSample {
  readonly x: number
  readonly y: number
  readonly value: number
}

/** The most samples on a map: more would hide each other. */
const mostSamples = 500
/** Numbers that a network answers for a map: with thousands of classes there are fewer cells. */
const mostAnswers = 4_000_000
const leastCells = 12
/** The margin around the samples, as a share of their span. */
const air = 0.08

/**
 * The map of a network. It fits every network of this shape that is trained for the same task.
 *
 * @param network with two inputs, both numbers
 * @param data at least one training sample
 */
export function championMap(
  { topology, signature }: { readonly topology: Topology; readonly signature: Signature },
  data: Pick<Dataset, 'train' | 'validation' | 'test'>,
): ChampionMap {
  const { columns } = signature
  const parts = [data.train, data.validation, data.test]
  const [across, up] = squareAbout(parts, signature)
  return {
    x: { label: shortened(columns[0]!.name), extent: across },
    y: { label: shortened(columns[1]!.name), extent: up },
    answers: answersOf(signature, parts),
    reach: reachOf(data.train),
    samples: samplesOf(data.train, signature, classThreshold(outputLayer(topology).activation.kind)),
  }
}

/** Cells along each side of a map. @param most for a network of few outputs */
export function mapCells(topology: Topology, most: number): number {
  const { outputs } = outputLayer(topology)
  return Math.max(leastCells, Math.min(most, Math.floor(Math.sqrt(mostAnswers / outputs))))
}

/**
 * The middle of every cell of a map, row by row from the top, scaled as the network's inputs are.
 * @returns (height × width, 2)
 */
export function mapInputs(
  { x, y }: Pick<ChampionMap, 'x' | 'y'>,
  { scaling }: Signature,
  width: number,
  height: number,
): Float32Array {
  const inputs = new Float32Array(width * height * 2)
  const [[left, right], [bottom, top]] = [x.extent, y.extent]
  const scaled = (value: number, column: number): number =>
    scaling === null ? value : (value - scaling.mean[column]!) / scaling.deviation[column]!
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = (row * width + column) * 2
      inputs[at] = scaled(left + ((right - left) * (column + 0.5)) / width, 0)
      inputs[at + 1] = scaled(top - ((top - bottom) * (row + 0.5)) / height, 1)
    }
  }
  return inputs
}

/**
 * A network's answers for every cell, as the colouring takes them: scores of classes, a number in its own unit, or the
 * share of the second of two classes. That share is 0 where the outputs equal the targets of the first class, and 1 where
 * they equal those of the second, whether targets are 0 and 1, -1 and 1, or 0.1 and 0.9.
 *
 * @param outputs (cells, O)
 * @returns (cells, channels)
 */
export function mapField(
  outputs: Float32Array,
  cells: number,
  { answers, reach: [low, high] }: Pick<ChampionMap, 'answers' | 'reach'>,
  signature: Signature,
): MapField {
  const width = outputs.length / cells
  if (answers.kind === 'classes') return outputs
  const scaling = scalingOf(signature)
  if (answers.kind === 'number') {
    // In float32, 1,700,000,000 and 1,700,000,063 are one number.
    return Float64Array.from({ length: cells }, (_, cell) => unscale(outputs[cell * width]!, 0, scaling))
  }
  return Float32Array.from({ length: cells }, (_, cell) =>
    Math.min(1, Math.max(0, (leaning(outputs, cell, width) - low) / (high - low))),
  )
}

/** The extents of the map: all samples plus a margin; equal spans if they are similar. */
function squareAbout(parts: readonly Samples[], { scaling }: Signature): [Extent, Extent] {
  const extents = ([0, 1] as const).map((column): Extent => {
    const values = parts.flatMap(({ inputs, count }) =>
      Array.from({ length: count }, (_, sample) => unscale(inputs[sample * 2 + column]!, column, scaling)),
    )
    return extentOf(values, 1)
  })
  const spans = extents.map(([low, high]) => high - low)
  const most = Math.max(...spans)
  const alike = most < 1.6 * Math.min(...spans)
  return extents.map(([low, high], column): Extent => {
    const reach = ((alike ? most : spans[column]!) * (1 + 2 * air)) / 2
    return [(low + high) / 2 - reach, (low + high) / 2 + reach]
  }) as [Extent, Extent]
}

function answersOf(signature: Signature, parts: readonly Samples[]): MapAnswers {
  const { outputs } = signature
  const names = outputs.names.map((name) => shortened(name))
  if (outputs.kind === 'classes') {
    return names.length === 2 ? { kind: 'pair', names: [names[0]!, names[1]!] } : { kind: 'classes', names }
  }
  const scaling = scalingOf(signature)
  const values = parts.flatMap(({ targets, count }) =>
    Array.from({ length: count }, (_, sample) => unscale(targets[sample * names.length]!, 0, scaling)),
  )
  return { kind: 'number', name: names[0]!, extent: extentOf(values, 0.5) }
}

/** The lowest and the highest value of `leaning` over the targets. */
function reachOf({ targets, count }: Samples): Extent {
  const width = targets.length / count
  return extentOf(
    Array.from({ length: count }, (_, sample) => leaning(targets, sample, width)),
    1,
  )
}

/** How much a row of outputs or targets favours the second of two classes. */
function leaning(rows: Float32Array, row: number, width: number): number {
  return width === 1 ? rows[row]! : rows[row * 2 + 1]! - rows[row * 2]!
}

/** Samples of the training part; if there are too many, evenly spaced ones. */
function samplesOf(
  { inputs, targets, count }: Samples,
  signature: Signature,
  threshold: number,
): MapSample[] {
  const shown = Math.min(count, mostSamples)
  const width = targets.length / count
  const { scaling, outputs } = signature
  return Array.from({ length: shown }, (_, index) => {
    const sample = Math.floor((index * count) / shown)
    return {
      x: unscale(inputs[sample * 2]!, 0, scaling),
      y: unscale(inputs[sample * 2 + 1]!, 1, scaling),
      value:
        outputs.kind === 'classes'
          ? Math.max(0, chosenClass(targets, sample, width, threshold))
          : unscale(targets[sample * width]!, 0, scalingOf(signature)),
    }
  })
}

function scalingOf({ outputs }: Signature): Signature['scaling'] {
  return outputs.kind === 'numbers' ? outputs.scaling : null
}

/**
 * The least and the largest value; if all are equal, or as good as equal, an extent of `around` to either side, or of
 * what is seen beside such large numbers.
 */
export function extentOf(values: readonly number[], around: number): Extent {
  const [low = 0, high = 0] = extent(values.filter(drawable))
  if (hasRoom(low, high)) return [low, high]
  const reach = hasRoom(low - around, high + around) ? around : Math.max(Math.abs(low), Math.abs(high)) / 10
  return [low - reach, high + reach]
}
