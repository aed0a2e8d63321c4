import { InputError, quote } from '../errors.ts'
import type { Computation } from '../kernels/computation.ts'
import { wholeLoss } from '../kernels/whole-loss.ts'
import { type LossName, losses } from '../model/losses.ts'
import type { Model } from '../model/model.ts'
import type { StoredModel } from '../model/model-file.ts'
import type { OutputMeaning } from '../model/signature.ts'
import { isRecurrent, type Layer, outputLayer } from '../model/topology.ts'
import { type ClassFigures, classFigures } from '../tasks/supervised/class-figures.ts'
import {
  type GivenWeights,
  givenWeights,
  type WeighedTargets,
  weighedTargets,
  weightsNote,
} from '../tasks/supervised/class-weights.ts'
import { oneHot } from '../tasks/supervised/data/examples.ts'
import { encodeLabelled, type LabelledTargets } from '../tasks/supervised/data/labelled.ts'
import type { MissingRows } from '../tasks/supervised/data/predict.ts'
import { decodeOutputs } from '../tasks/supervised/data/prediction.ts'
import { rowName, type Table } from '../tasks/supervised/data/table.ts'
import { chosenClass, classOutputs, classTargets, classThreshold } from '../tasks/supervised/data/targets.ts'
import { outputFit } from '../tasks/supervised/loss-choice.ts'
import { type NumberFigures, numberFigures } from '../tasks/supervised/number-figures.ts'

/** How rows with their targets are evaluated. */
export interface EvaluateOptions {
  /** What to do with a row with an empty cell that the model cannot fill by itself; default: refuse. */
  readonly missing?: MissingRows | undefined
  /** Default: that of the run that the model comes from if that is known, else the usual one for its outputs. */
  readonly loss?: LossName | undefined
  /**
   * How much the rows of each class count in the loss, 1 if it is not named; null: all alike. Default: as in the run that the model
   * comes from if that is known, else all alike.
   */
  readonly classWeights?: GivenWeights | null | undefined
}

/** What the run that a model comes from says of its loss, as far as it is known. */
export type TrainedLoss = Pick<EvaluateOptions, 'loss' | 'classWeights'>

/** What every evaluation says. */
interface EvaluatedRows {
  /** The rows that were evaluated. */
  readonly samples: number
  /** Over these rows; classes count as 0 and 1, or -1 and 1 for hinge, and numbers are scaled as in training. */
  readonly loss: { readonly name: LossName; readonly value: number }
  /** Rows left out, cells filled, unknown categories: one line each. */
  readonly notes: readonly string[]
}

/** How well a model of classes answers. */
export interface ClassEvaluation extends EvaluatedRows, ClassFigures {
  readonly kind: 'classes'
  /** The name of the column with the class. */
  readonly target: string
}

/** How well a model of numbers answers, over all targets and for each. */
export interface NumberEvaluation extends EvaluatedRows, NumberFigures {
  readonly kind: 'numbers'
  readonly targets: readonly (NumberFigures & { readonly name: string })[]
}

export type ModelEvaluation = ClassEvaluation | NumberEvaluation

/**
 * Compares a model's answers with the targets of rows.
 * @param model the same as `stored`
 * @throws InputError for rows that do not fit the model or lack their target, for a loss or weights of classes that do not fit
 *   it, and for a model that has learnt a picture or is recurrent
 */
export function evaluateTable(
  table: Table,
  { stored, model }: { readonly stored: StoredModel; readonly model: Model },
  { missing = 'refuse', loss, classWeights }: EvaluateOptions,
  computation: Computation,
): ModelEvaluation {
  const { topology, signature } = stored
  const layer = outputLayer(topology)
  const meaning = answered(signature.outputs)
  if (isRecurrent(topology)) {
    const expected = 'a model whose rows do not depend on each other'
    throw new InputError({ field: 'model', expected, found: 'a recurrent one, whose rows are steps' })
  }
  const name = lossOf(loss, meaning, layer)
  const weights = weightsOf(classWeights ?? null, meaning)
  const { inputs, targets, rows, count, ...encoded } = encodeLabelled(table, signature, missing)
  const notes = weights === null ? encoded.notes : [...encoded.notes, weightsNote(meaning.names, weights)]
  const outputs = model.forward(inputs)
  const source = { file: table.file, rows, nameOf: (row: number) => rowName(table, row) }
  // Names the first row whose answer is not finite.
  decodeOutputs(outputs, source, signature, layer)
  const { values: wanted, weights: own } = wantedOutputs(targets, meaning, name, weights)
  const value = wholeLoss(stored, { count, inputs, targets: wanted, weights: own }, name, computation)
  const evaluated = { samples: count, loss: { name, value } }
  if (targets.kind === 'classes' && meaning.kind === 'classes') {
    const threshold = classThreshold(layer.activation.kind)
    const chosen = targets.labels.map((_, sample) => chosenClass(outputs, sample, layer.outputs, threshold))
    const figures = classFigures(targets.labels, chosen, meaning.names)
    return { kind: 'classes', target: meaning.target, ...evaluated, ...figures, notes }
  }
  const { names, scaling } = meaning as MeantNumbers
  const width = names.length
  const one = (values: Float32Array, output: number): Float32Array =>
    Float32Array.from({ length: count }, (_, sample) => values[sample * width + output]!)
  return {
    ...{ kind: 'numbers', ...evaluated },
    ...numberFigures(outputs, wanted, count, width, scaling),
    targets: names.map((name, output) => {
      const own = scaling && {
        mean: [scaling.mean[output]!],
        deviation: [scaling.deviation[output]!],
      }
      return { name, ...numberFigures(one(outputs, output), one(wanted, output), count, 1, own) }
    }),
    notes,
  }
}

type MeantOutputs = Exclude<OutputMeaning, { readonly kind: 'colour' }>
type MeantNumbers = Extract<OutputMeaning, { readonly kind: 'numbers' }>

function answered(outputs: OutputMeaning): MeantOutputs {
  if (outputs.kind !== 'colour') return outputs
  const expected = 'a model of classes or numbers'
  throw new InputError({ field: 'model', expected, found: 'one that has learnt a picture' })
}

/** What the network should have put out, and how much each row counts. */
function wantedOutputs(
  targets: LabelledTargets,
  meaning: MeantOutputs,
  loss: LossName,
  weights: Float64Array | null,
): WeighedTargets {
  if (targets.kind === 'numbers') return { values: targets.values, weights: null }
  const { labels } = targets
  return weighedTargets(classTargets(labels, meaning.names.length, loss, oneHot), labels, weights, loss)
}

/**
 * @returns (C) the weight of each class; null if all count alike
 * @throws InputError for weights that are not above 0 or do not fit the outputs
 */
function weightsOf(given: GivenWeights | null, { kind, names }: MeantOutputs): Float64Array | null {
  if (given === null) return null
  const field = 'classWeights'
  if (kind !== 'classes')
    throw new InputError({ field, expected: 'a model of classes', found: 'one of numbers' })
  const weights = givenWeights(given, names, { field, of: 'the model' })
  const wrong = weights.findIndex((weight) => !(weight > 0 && Number.isFinite(weight)))
  if (wrong < 0) return weights
  const found = `${weights[wrong]} for ${quote(names[wrong])}`
  throw new InputError({ field, expected: 'numbers above 0', found })
}

/** @throws InputError for a loss that does not fit the outputs */
function lossOf(given: LossName | undefined, meaning: MeantOutputs, layer: Layer): LossName {
  const fitting = (Object.keys(losses) as LossName[]).filter((loss) => fits(loss, meaning, layer))
  const usual = (['cross-entropy', 'binary-cross-entropy', 'mse'] as const).find((loss) =>
    fitting.includes(loss),
  )
  const loss = given ?? usual ?? fitting[0]!
  if (fitting.includes(loss)) return loss
  const expected = `a loss that fits the outputs of the model: ${fitting.join(', ')}`
  throw new InputError({ field: 'loss', expected, found: quote(given) })
}

function fits(loss: LossName, meaning: MeantOutputs, { activation, outputs }: Layer): boolean {
  const activations = outputFit(loss)?.activations
  if (activations?.includes(activation.kind) === false) return false
  if (meaning.kind === 'classes') return classOutputs(meaning.names.length, loss) === outputs
  return activations === undefined
}

/**
 * A loss by its name.
 * @param unknown what to do with a name that is none: refuse it, or give undefined
 * @throws InputError for a name that is none, unless that is allowed
 */
export function lossNamed(
  name: string | undefined,
  unknown: 'refuse' | 'allow' = 'refuse',
): LossName | undefined {
  const names = Object.keys(losses) as LossName[]
  const found = names.find((loss) => loss === name)
  if (found !== undefined || unknown === 'allow') return found
  throw new InputError({ field: '--loss', expected: `one of ${names.join(', ')}`, found: quote(name) })
}
