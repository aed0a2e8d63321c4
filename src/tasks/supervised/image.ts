import { resolve } from 'node:path'
import { InputError } from '../../errors.ts'
import { log } from '../../math/elementary.ts'
import { type Features, featureCount } from '../../model/features.ts'
import type { LossName } from '../../model/losses.ts'
import type { Signature } from '../../model/signature.ts'
import type { Split, TaskContext, TaskKind } from '../kind.ts'
import type { Metrics } from '../task.ts'
import { readBytes } from './data/bytes.ts'
import { checkSize } from './data/examples.ts'
import { splitRows } from './data/split.ts'
import type { PreparedData, Samples } from './dataset.ts'
import { pixelCentres } from './image/coordinates.ts'
import { type Decoded, decodePng } from './image/decode.ts'
import { drawFeatures, encodePoints, type FeatureOptions } from './image/features.ts'
import { type ColourChoice, compose, type Original } from './image/original.ts'
import { paint } from './image/picture.ts'
import type { ImageTask } from './image/render.ts'
import { chosenLoss, type LossChoice } from './loss-choice.ts'
import type { RegressionLoss } from './regression.ts'
import { supervisedTask } from './supervised-task.ts'

export interface ImageOptions {
  /** .png; absolute, or relative to the task's directory. */
  readonly file: string
  /** Default: 32 waves of Fourier features. */
  readonly features?: FeatureOptions | undefined
  /** `#rrggbb`, shown where the picture is transparent; default: white. */
  readonly background?: string | undefined
  /** Default: auto. */
  readonly colour?: ColourChoice | undefined
  /** One of `imageLosses`; default: mse. */
  readonly loss?: ImageLoss | undefined
  /** Limit on width × height; default: `defaultLimit`. */
  readonly limit?: number | undefined
  /** The share of the pixels kept out of training, in [0, 1), default 0. */
  readonly validation?: number | undefined
  /** The same. */
  readonly test?: number | undefined
}

/** A loss that fits colours from 0 to 1. */
export type ImageLoss = RegressionLoss | Extract<LossName, 'binary-cross-entropy'>

/** The losses that fit colours from 0 to 1. */
export const imageLosses: LossChoice<ImageLoss> = {
  names: ['mse', 'mae', 'euclidean', 'binary-cross-entropy', 'huber'],
  fallback: 'mse',
}

/** Four megapixels: 2,000 × 2,000. */
export const defaultLimit: number = 4_000_000

export const defaultFeatures: Extract<FeatureOptions, { kind: 'fourier' }> = {
  kind: 'fourier',
  count: 32,
  scale: 2,
}

/**
 * A picture: the colour, from 0 to 1 in each channel, of a point (x, y). The metrics are psnr in dB and rmse over all
 * channels, of the outputs clamped to 0 … 1 but not rounded to the 256 steps of a picture.
 *
 * @throws InputError for a file that is not a PNG, is broken or is too large
 */
function create(options: ImageOptions, context: TaskContext): ImageTask {
  const { file } = options
  const loss = chosenLoss(options.loss, imageLosses, 'for a picture')
  const decoded = read(file, context.directory, options.limit ?? defaultLimit)
  const background = options.background ?? '#ffffff'
  const original = compose(decoded, background, options.colour ?? 'auto')
  const { width, height, channels } = original
  const features = drawFeatures(options.features ?? defaultFeatures, context.seed)
  const inputs = features === undefined ? 2 : featureCount(features)
  checkSize(width * height, inputs, { file, field: 'pixels' })
  const parts = splitRows(width * height, splitOf(options), context.seed, undefined, file)
  const prepared: PreparedData = {
    data: {
      train: samplesOf(original, parts.train, features),
      validation: samplesOf(original, parts.validation, features),
      test: samplesOf(original, parts.test, features),
    },
    inputs,
    outputs: channels,
    signature: signatureOf(original, features),
    notes: [description(decoded, original, background), ...decoded.notes],
  }
  const task = supervisedTask({
    kind: 'image',
    loss,
    outputActivation: 'sigmoid',
    prepared,
    view: 'picture',
    validationField: 'task.validation',
    measure,
  })
  return { ...task, view: 'picture', original: shown(original) }
}

function splitOf({ validation = 0, test = 0 }: ImageOptions): Split {
  return { validation, test, field: 'task' }
}

export const image: TaskKind<ImageOptions> = {
  create,
  sources: ({ file }) => ({ data: file }),
  relocated: (options, to) => ({ ...options, file: to(options.file) }),
  split: splitOf,
}

function read(file: string, directory: string, limit: number): Decoded {
  const bytes = readBytes(file, resolve(directory, file), { noun: 'picture', content: 'a PNG' })
  try {
    return decodePng(bytes, limit)
  } catch (error) {
    throw error instanceof InputError ? error.in(file) : error
  }
}

function signatureOf({ width, height, channels }: Original, features: Features | undefined): Signature {
  return {
    columns: ['x', 'y'].map((name) => ({ name, kind: 'number', missing: null })),
    ...(features !== undefined && { features }),
    scaling: null,
    outputs: {
      kind: 'colour',
      names: channels === 1 ? ['grey'] : ['red', 'green', 'blue'],
      width,
      height,
    },
  }
}

/** @param pixels indices of pixels, row by row */
function samplesOf(
  { width, height, channels, colours }: Original,
  pixels: Uint32Array,
  features: Features | undefined,
): Samples {
  const points = new Float64Array(pixels.length * 2)
  const targets = new Float32Array(pixels.length * channels)
  pixels.forEach((pixel, index) => {
    points.set(pixelCentres(width, height, pixel, 1), index * 2)
    targets.set(colours.subarray(pixel * channels, (pixel + 1) * channels), index * channels)
  })
  return { count: pixels.length, inputs: encodePoints(points, features), targets, weights: null }
}

/** The peak signal-to-noise ratio, 10 log₁₀ 1/mse; Infinity if there is no error. */
function measure(outputs: Float32Array, targets: Float32Array, count: number): Metrics {
  if (count === 0) return {}
  let squares = 0
  for (let i = 0; i < outputs.length; i++) {
    const error = Math.min(1, Math.max(0, outputs[i]!)) - targets[i]!
    squares += error * error
  }
  const meanSquare = squares / outputs.length
  return { psnr: (-10 * log(Math.fround(meanSquare))) / Math.LN10, rmse: Math.sqrt(meanSquare) }
}

function shown({ width, height, channels, colours }: Original): ImageTask['original'] {
  const pixels = new Uint8Array(width * height * 4)
  paint(colours, channels, pixels)
  return { width, height, pixels }
}

function description(
  { width, height, depth, colourType }: Decoded,
  { channels, transparent }: Original,
  background: string,
): string {
  const stored = `${width} × ${height} pixels, ${colourType.name} at ${depth} bit${depth === 1 ? '' : 's'}`
  const learnt = channels === 1 && !colourType.name.startsWith('grey') ? ', in grey' : ''
  return `${stored}${learnt}${transparent ? `, over ${background}` : ''}`
}
