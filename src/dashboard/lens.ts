import type { BuiltRun } from '../config/build.ts'
import type { Arithmetic } from '../kernels/kernel.ts'
import type { Signature } from '../model/signature.ts'
import { outputLayer, type Topology } from '../model/topology.ts'
import { colouringOf, type MapAnswers } from '../report/colouring.ts'
import { hex } from '../report/colours.ts'
import { formatSignificant } from '../report/number.ts'
import { unscale } from '../tasks/supervised/data/scaling.ts'
import { chosenClass, classThreshold } from '../tasks/supervised/data/targets.ts'
import { originalPicture, paints } from '../tasks/supervised/image/render.ts'
import type { Axis, View } from './messages.ts'

/** Pixels a side of a map. */
const mapSize = 96
/** Pixels of the longer side of a picture. */
const pictureSize = 112
/** Training samples drawn on a map. */
const mostPoints = 300
/** Room around the samples, as a share of their extent. */
const margin = 0.08

/** What it takes to look at a network: plain data, for the thread that does. */
export interface Lens {
  readonly topology: Topology
  readonly signature: Signature
  readonly arithmetic: Arithmetic
  readonly width: number
  readonly height: number
  /** True where outputs lie in [0, 1]. */
  readonly shares: boolean
  /** Null for a picture. */
  readonly map: { readonly box: Box; readonly answers: MapAnswers } | null
}

/** The part of its inputs that is looked at, in the units that the network sees. */
export interface Box {
  readonly x: readonly [low: number, high: number]
  readonly y: readonly [low: number, high: number]
}

/** How a run's networks can be looked at: a task with two numbers as inputs, or a picture. Null for all others. */
export function lensOf(built: BuiltRun): { lens: Lens; view: View } | null {
  const { task, signature } = built
  if (paints(signature)) return pictureLens(built)
  const plain = signature.columns.length === 2 && signature.columns.every(({ kind }) => kind === 'number')
  return plain && task.data.inputs === 2 && task.data.train.count > 0 ? mapLens(built) : null
}

function pictureLens(built: BuiltRun): { lens: Lens; view: View } | null {
  const original = originalPicture(built.task)
  if (original === null) return null
  const zoom = Math.min(1, pictureSize / Math.max(original.width, original.height))
  const size = { width: scaled(original.width, zoom), height: scaled(original.height, zoom) }
  return { lens: { ...baseOf(built), ...size, map: null }, view: { kind: 'picture', ...size } }
}

function mapLens(built: BuiltRun): { lens: Lens; view: View } {
  const { task, topology, signature } = built
  const { train, outputs: width } = task.data
  const { columns, scaling } = signature
  const samples = Array.from({ length: train.count }, (_, sample) => sample)
  const along = (axis: 0 | 1): [number, number] =>
    grown(extentOf(samples.map((sample) => train.inputs[sample * 2 + axis]!)))
  const box: Box = { x: along(0), y: along(1) }
  const axis = (which: 0 | 1, [low, high]: readonly [number, number]): Axis => ({
    name: columns[which]!.name,
    low: unscale(low, which, scaling),
    high: unscale(high, which, scaling),
  })
  const threshold = classThreshold(outputLayer(topology).activation.kind)
  const { outputs } = signature
  const targetOf = (sample: number): number =>
    outputs.kind === 'classes'
      ? Math.max(0, chosenClass(train.targets, sample, width, threshold))
      : unscale(train.targets[sample * width]!, 0, outputs.kind === 'numbers' ? outputs.scaling : null)
  const answers = answersOf(signature, () => extentOf(samples.map(targetOf)))
  const { sample: dot } = colouringOf(answers)
  const looks = (value: number): [fill: string, rim: string] => [hex(dot(value).fill), hex(dot(value).rim)]
  const shown = Math.min(train.count, mostPoints)
  const points = Array.from({ length: shown }, (_, index) => {
    const sample = Math.floor((index * train.count) / shown)
    const place = ([0, 1] as const).map((which) =>
      Number(unscale(train.inputs[sample * 2 + which]!, which, scaling).toPrecision(5)),
    )
    return [place[0]!, place[1]!, ...looks(targetOf(sample))] as const
  })
  const ends: readonly (readonly [label: string, value: number])[] =
    answers.kind === 'number'
      ? answers.extent.map((value) => [`${answers.name} ${formatSignificant(value, 3)}`, value] as const)
      : answers.names.map((name, k) => [name, k] as const)
  const legend = ends.map(([label, value]) => ({ label, colour: looks(value)[0] }))
  return {
    lens: { ...baseOf(built), width: mapSize, height: mapSize, map: { box, answers } },
    view: { kind: 'map', x: axis(0, box.x), y: axis(1, box.y), legend, points },
  }
}

function baseOf({ topology, signature, arithmetic }: BuiltRun): Omit<Lens, 'width' | 'height' | 'map'> {
  const { kind } = outputLayer(topology).activation
  return { topology, signature, arithmetic, shares: kind === 'sigmoid' || kind === 'softmax' }
}

function answersOf({ outputs }: Signature, extent: () => [number, number]): MapAnswers {
  const { names } = outputs
  if (outputs.kind !== 'classes') return { kind: 'number', name: names[0]!, extent: extent() }
  return names.length === 2 ? { kind: 'pair', names: [names[0]!, names[1]!] } : { kind: 'classes', names }
}

/** Of values that are all the same, a unit around them. */
function extentOf(values: readonly number[]): [number, number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return low < high ? [low, high] : [low - 0.5, high + 0.5]
}

function grown([low, high]: readonly [number, number]): [number, number] {
  const room = (high - low) * margin
  return [low - room, high + room]
}

function scaled(size: number, zoom: number): number {
  return Math.max(1, Math.round(size * zoom))
}
