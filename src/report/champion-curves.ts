import { extent } from 'd3-array'
import type { Signature } from '../model/signature.ts'
import { outputLayer, type Topology } from '../model/topology.ts'
import { shortened } from '../shown-text.ts'
import { unscale } from '../tasks/supervised/data/scaling.ts'
import { chosenClass, classThreshold } from '../tasks/supervised/data/targets.ts'
import type { Dataset, Samples } from '../tasks/supervised/dataset.ts'
import { extentOf, type MapAxis } from './champion-view.ts'
import type { Extent } from './scale.ts'

/** A network of one input as curves of its answers, with samples. Plain data. */
export interface ChampionCurves {
  /** The column, in its own unit. */
  readonly x: MapAxis
  /** What the curves show. */
  readonly y: MapAxis
  readonly answers: CurveAnswers
  /** Some of the training samples. */
  readonly samples: readonly CurveSample[]
}

/** The curves of a network of one input. */
export type CurveAnswers =
  /** One curve: the first output, in its own unit. */
  | { readonly kind: 'number' }
  /** A curve for each class; for a single output one, which is that of the second class. */
  | { readonly kind: 'classes'; readonly names: readonly string[]; readonly curves: readonly number[] }

/** A sample at its place in the column's own unit, with its number or its class. */
export interface CurveSample {
  readonly x: number
  readonly value: number
}

/** The most samples: more would hide each other. */
const mostSamples = 500
/** The margin around the samples, as a share of their span. */
const air = 0.06

/**
 * The curves of a network. They fit every network of this shape that is trained for the same task.
 *
 * @param network with one input, a number
 * @param data at least one training sample
 */
export function championCurves(
  { topology, signature }: { readonly topology: Topology; readonly signature: Signature },
  data: Pick<Dataset, 'train' | 'validation' | 'test'>,
): ChampionCurves {
  const { columns, outputs, scaling } = signature
  const parts = [data.train, data.validation, data.test]
  const places = parts.flatMap(({ inputs, count }) => columnOf(inputs, count, scaling))
  const kind = outputLayer(topology).activation.kind
  const units = outputLayer(topology).outputs
  const common = {
    x: { label: shortened(columns[0]!.name), extent: withAir(extentOf(places, 1)) },
    samples: samplesOf(data.train, signature, classThreshold(kind)),
  }
  if (outputs.kind === 'classes') {
    const curves = units === 1 ? [1] : outputs.names.map((_, k) => k)
    const label = kind === 'softmax' || (kind === 'sigmoid' && units === 1) ? 'probability' : 'output'
    const names = outputs.names.map((name) => shortened(name))
    const reach = label === 'probability' ? [0, 1] : extent(data.train.targets).map(Number)
    return {
      ...common,
      y: { label, extent: withAir(extentOf(reach, 1)) },
      answers: { kind: 'classes', names, curves },
    }
  }
  const own = outputs.kind === 'numbers' ? outputs.scaling : null
  const values = parts.flatMap(({ targets, count }) => columnOf(targets, count, own))
  return {
    ...common,
    y: { label: shortened(outputs.names[0]!), extent: withAir(extentOf(values, 0.5)) },
    answers: { kind: 'number' },
  }
}

/** Evenly spaced places from end to end of the x axis, in the column's own unit. @param count at least 2 */
export function curvePlaces({ x }: Pick<ChampionCurves, 'x'>, count: number): Float64Array {
  const [low, high] = x.extent
  return Float64Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1))
}

/** Places scaled as the network's input is. @returns (places, 1) */
export function curveInputs(places: Float64Array, { scaling }: Signature): Float32Array {
  return Float32Array.from(places, (place) =>
    scaling === null ? place : (place - scaling.mean[0]!) / scaling.deviation[0]!,
  )
}

/**
 * A network's answers as heights of its curves: numbers in their own unit, or outputs as they are.
 * @param outputs (places, O)
 * @returns for each curve its (places)
 */
export function curveHeights(
  outputs: Float32Array,
  places: number,
  { answers }: Pick<ChampionCurves, 'answers'>,
  signature: Signature,
): Float64Array[] {
  const width = outputs.length / places
  if (answers.kind === 'number') {
    const scaling = signature.outputs.kind === 'numbers' ? signature.outputs.scaling : null
    return [Float64Array.from({ length: places }, (_, at) => unscale(outputs[at * width]!, 0, scaling))]
  }
  return answers.curves.map((_, output) =>
    Float64Array.from({ length: places }, (_, at) => outputs[at * width + output]!),
  )
}

/** The first column of some rows, in its own unit. */
function columnOf(rows: Float32Array, count: number, scaling: Signature['scaling']): number[] {
  const width = rows.length / count
  return Array.from({ length: count }, (_, sample) => unscale(rows[sample * width]!, 0, scaling))
}

function withAir([low, high]: Extent): Extent {
  const reach = air * (high - low)
  return [low - reach, high + reach]
}

/** Samples of the training part; if there are too many, evenly spaced ones. */
function samplesOf(
  { inputs, targets, count }: Samples,
  signature: Signature,
  threshold: number,
): CurveSample[] {
  const shown = Math.min(count, mostSamples)
  const width = targets.length / count
  const { scaling, outputs } = signature
  return Array.from({ length: shown }, (_, index) => {
    const sample = Math.floor((index * count) / shown)
    const value =
      outputs.kind === 'classes'
        ? Math.max(0, chosenClass(targets, sample, width, threshold))
        : unscale(targets[sample * width]!, 0, outputs.kind === 'numbers' ? outputs.scaling : null)
    return { x: unscale(inputs[sample]!, 0, scaling), value }
  })
}
