import { InputError } from '../../../errors.ts'
import { shortest, shortestFloat32 } from '../../../math/shortest.ts'
import type { Signature } from '../../../model/signature.ts'
import type { Layer } from '../../../model/topology.ts'
import { scale, unscale } from './scaling.ts'
import { chosenClass, classThreshold } from './targets.ts'

/** The prediction of a network for one sample, with the names from the user's data. All of its numbers are finite. */
export type Prediction =
  | {
      readonly kind: 'class'
      readonly name: string
      /** One for each class, in the signature's order. */
      readonly scores: readonly number[]
    }
  | {
      readonly kind: 'numbers'
      /** One for each output, in the target's unit; colours are from 0 to 1. */
      readonly values: readonly number[]
    }

/** Where the samples of a batch stand, for messages. */
export interface SampleSource {
  readonly file?: string | undefined
  /** (S) the index of each in its table, from 0. */
  readonly rows: Uint32Array
  /** @param row its index in the table */
  readonly nameOf: (row: number) => string
}

/**
 * @param outputs (S, O) of the network
 * @param layer the last one: its activation determines the threshold for a single output of two classes
 * @throws InputError for the first sample with an output that is NaN or infinite; it names the row
 */
export function decodeOutputs(
  outputs: Float32Array,
  { file, rows, nameOf }: SampleSource,
  signature: Signature,
  layer: Layer,
): Prediction[] {
  const width = layer.outputs
  return Array.from(rows, (row, sample): Prediction => {
    const prediction = decoded(outputs, sample, signature, layer)
    const own = prediction.kind === 'class' ? prediction.scores : prediction.values
    const raw = outputs.subarray(sample * width, (sample + 1) * width)
    const wrong = raw.find(infinite) ?? own.find(infinite)
    if (wrong === undefined) return prediction
    throw new InputError({
      ...{ file, field: nameOf(row), expected: 'a finite answer of the model', found: String(wrong) },
      hint: 'its values, or the parameters of the model, are too large for float32',
    })
  })
}

function infinite(value: number): boolean {
  return !Number.isFinite(value)
}

function decoded(
  outputs: Float32Array,
  sample: number,
  { outputs: meaning }: Signature,
  { outputs: width, activation }: Layer,
): Prediction {
  const own = Array.from(outputs.subarray(sample * width, (sample + 1) * width))
  if (meaning.kind === 'colour') return { kind: 'numbers', values: own }
  if (meaning.kind === 'numbers') {
    return { kind: 'numbers', values: own.map((value, output) => unscale(value, output, meaning.scaling)) }
  }
  const chosen = chosenClass(outputs, sample, width, classThreshold(activation.kind))
  const scores = width === 1 ? [otherScore(own[0]!, activation), own[0]!] : own
  return { kind: 'class', name: meaning.names[chosen]!, scores }
}

/** The score of one class if the network's single output is that of the other; and the other way round. */
function otherScore(score: number, { kind }: Layer['activation']): number {
  return kind === 'sigmoid' ? 1 - score : -score
}

/**
 * The same prediction for a text, in as few digits as mean the same: each number is the shortest decimal from which the
 * network's float32 output follows.
 */
export function shortestPrediction(prediction: Prediction, { outputs }: Signature, layer: Layer): Prediction {
  if (prediction.kind === 'numbers') {
    const scaling = outputs.kind === 'numbers' ? outputs.scaling : null
    const values = prediction.values.map((value, output) =>
      shortestFor(value, (number) => scale(number, output, scaling)),
    )
    return { ...prediction, values }
  }
  const { scores } = prediction
  if (layer.outputs > 1) return { ...prediction, scores: scores.map(shortestFloat32) }
  const [other, own] = scores as [number, number]
  const complement = shortestFor(other, (number) => otherScore(number, layer.activation))
  return { ...prediction, scores: [complement, shortestFloat32(own)] }
}

/** @param outputOf the output of the network that a number stands for */
function shortestFor(value: number, outputOf: (number: number) => number): number {
  const output = Math.fround(outputOf(value))
  return shortest(value, (number) => Math.fround(outputOf(number)) === output)
}
