import type { BuiltRun } from '../config/build.ts'
import type { Arithmetic } from '../kernels/kernel.ts'
import type { Signature } from '../network/signature.ts'
import type { Topology } from '../network/topology.ts'
import { formatSignificant } from '../report/number.ts'
import { contestantColours } from '../report/palette.ts'
import { chosenClass, classThreshold } from '../tasks/data/targets.ts'
import { originalPicture, paints } from '../tasks/image/render.ts'
import type { Axis, View } from './messages.ts'
import { hexOf, ramp } from './ramp.ts'

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
  /** The part of the network's own inputs that a map shows; null for a picture. */
  readonly box: Box | null
  /** What colours mean on a map. */
  readonly scale: Scale
}

/** In the units that the network sees. */
export interface Box {
  readonly x: readonly [low: number, high: number]
  readonly y: readonly [low: number, high: number]
}

/** Two classes and numbers run along one ramp; more classes have a colour each. */
export type Scale =
  | { readonly kind: 'ramp'; readonly low: number; readonly high: number }
  | { readonly kind: 'classes'; readonly colours: readonly string[] | null; readonly threshold: 0 | 0.5 }

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
  const width = Math.max(1, Math.round(original.width * zoom))
  const height = Math.max(1, Math.round(original.height * zoom))
  const { topology, signature, arithmetic } = built
  const scale: Scale = { kind: 'ramp', low: 0, high: 1 }
  return {
    lens: { topology, signature, arithmetic, width, height, box: null, scale },
    view: { kind: 'picture', width, height },
  }
}

function mapLens({ task, topology, signature, arithmetic }: BuiltRun): { lens: Lens; view: View } {
  const { train } = task.data
  const along = (axis: 0 | 1): [number, number] =>
    grown(extent(Array.from({ length: train.count }, (_, s) => train.inputs[s * 2 + axis]!)))
  const box: Box = { x: along(0), y: along(1) }
  const { scale, legend, colourOf } = meaning(task, signature)
  const raw = (value: number, axis: 0 | 1): number => {
    const { scaling } = signature
    return scaling === null ? value : value * scaling.deviation[axis]! + scaling.mean[axis]!
  }
  const axis = (which: 0 | 1, [low, high]: readonly [number, number]): Axis => ({
    name: signature.columns[which]!.name,
    low: raw(low, which),
    high: raw(high, which),
  })
  const step = Math.max(1, Math.ceil(train.count / mostPoints))
  const points = Array.from({ length: Math.floor((train.count - 1) / step) + 1 }, (_, k) => {
    const sample = k * step
    const x = raw(train.inputs[sample * 2]!, 0)
    const y = raw(train.inputs[sample * 2 + 1]!, 1)
    return [Number(x.toPrecision(5)), Number(y.toPrecision(5)), colourOf(sample)] as const
  })
  return {
    lens: { topology, signature, arithmetic, width: mapSize, height: mapSize, box, scale },
    view: { kind: 'map', x: axis(0, box.x), y: axis(1, box.y), legend, points },
  }
}

/** What the colours of a map and of the samples on it stand for. */
function meaning(
  task: BuiltRun['task'],
  { outputs }: Signature,
): {
  scale: Scale
  legend: { label: string; colour: string }[]
  colourOf: (sample: number) => string
} {
  const { targets, count } = task.data.train
  const width = task.data.outputs
  if (outputs.kind === 'classes') {
    const { names } = outputs
    const threshold = classThreshold(task.loss === 'hinge' ? 'tanh' : 'softmax')
    const several = names.length > 2 ? contestantColours(names.length) : null
    const colours = several ?? [hexOf(ramp(0.06)), hexOf(ramp(0.94))]
    return {
      scale: { kind: 'classes', colours: several, threshold: threshold === 0 ? 0 : 0.5 },
      legend: names.map((label, k) => ({ label, colour: colours[k]! })),
      colourOf: (sample) => colours[chosenClass(targets, sample, width, threshold)] ?? colours[0]!,
    }
  }
  const first = Array.from({ length: count }, (_, s) => targets[s * width]!)
  const [low, high] = extent(first)
  const scaling = outputs.kind === 'numbers' ? outputs.scaling : null
  const label = (value: number): string =>
    formatSignificant(scaling === null ? value : value * scaling.deviation[0]! + scaling.mean[0]!, 3)
  return {
    scale: { kind: 'ramp', low, high },
    legend: [low, high].map((value, k) => ({
      label: `${outputs.names[0] ?? ''} ${label(value)}`.trim(),
      colour: hexOf(ramp(k)),
    })),
    colourOf: (sample) => hexOf(ramp((first[sample]! - low) / (high - low))),
  }
}

/** Of values that are all the same, a unit around them. */
function extent(values: readonly number[]): [number, number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return low === high ? [low - 0.5, high + 0.5] : [low, high]
}

function grown([low, high]: readonly [number, number]): [number, number] {
  const room = (high - low) * margin
  return [low - room, high + room]
}
