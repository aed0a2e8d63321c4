import { InputError, quote } from '../../errors.ts'
import type { ActivationName } from '../../model/activations.ts'
import { type LossName, losses } from '../../model/losses.ts'
import type { TaskContext, TaskKind } from '../kind.ts'
import type { Metrics, Task } from '../task.ts'
import {
  type ClassWeights,
  namedWeights,
  weighedTargets,
  weightsNote,
  weightsOfClasses,
} from './class-weights.ts'
import { type ClassTarget, checkSize, type Examples } from './data/examples.ts'
import { loadExamples } from './data/load.ts'
import type { DataOptions } from './data/options.ts'
import { prepareDataset } from './data/prepare.ts'
import { splitRows } from './data/split.ts'
import { columnField } from './data/table.ts'
import { dataField, tableSource } from './data/table-source.ts'
import { chosenClass, classOutputs, classTargets, classThreshold } from './data/targets.ts'
import { chosenLoss, type LossChoice } from './loss-choice.ts'
import { supervisedTask, viewOf } from './supervised-task.ts'

export interface ClassificationOptions {
  readonly data: DataOptions
  /** Default: cross-entropy. */
  readonly loss?: LossName | undefined
  /** How much the samples of each class count in the loss; default: all alike. */
  readonly classWeights?: ClassWeights | undefined
}

/** Every loss can be used for classes. */
export const classificationLosses: LossChoice = {
  names: Object.keys(losses) as LossName[],
  fallback: 'cross-entropy',
}

/**
 * Which of several classes a sample belongs to. Each part of the data has the classes in the same proportions. The
 * metric is the accuracy, the share of samples whose class is predicted correctly.
 *
 * @throws InputError for data that cannot be learnt
 */
function create(options: ClassificationOptions, context: TaskContext): Task {
  const loss = chosenLoss(options.loss, classificationLosses, 'for classification')
  const { examples, fractions, ...preparation } = loadExamples(options.data, context, 'classes')
  const target = requireClasses(examples)
  const { names, labels, levels } = target
  const width = classOutputs(names.length, loss)
  const { count, file } = examples
  checkSize(count, width, file === undefined ? { field: `${dataField}.samples` } : { file }, 'outputs')
  const parts = splitRows(count, fractions, context.seed, target, file)
  const weights = weightsOfClasses(options.classWeights, target, parts.train)
  const values = classTargets(labels, names.length, loss, levels)
  const targets = {
    outputs: width,
    ...weighedTargets(values, labels, weights, loss),
    meaning: { kind: 'classes', target: target.name, names },
  } as const
  const threshold = classThreshold(loss)
  const notes = weights === null ? examples.notes : [...examples.notes, weightsNote(names, weights)]
  const prepared = prepareDataset({ ...examples, notes }, parts, targets, preparation)
  return supervisedTask({
    kind: 'classification',
    loss,
    outputActivation: outputActivation(loss),
    prepared,
    classWeights: weights && namedWeights(names, weights),
    view: viewOf(prepared),
    validationField: `${dataField}.validation`,
    measure: (outputs, wanted, count) => accuracy(outputs, wanted, count, width, threshold),
  })
}

export const classification: TaskKind<ClassificationOptions> = { create, ...tableSource }

function outputActivation(loss: LossName): ActivationName {
  if (loss === 'hinge') return 'linear'
  return loss === 'cross-entropy' ? 'softmax' : 'sigmoid'
}

function accuracy(
  outputs: Float32Array,
  targets: Float32Array,
  count: number,
  width: number,
  threshold: number,
): Metrics {
  if (count === 0) return {}
  let right = 0
  for (let sample = 0; sample < count; sample++) {
    const wanted = chosenClass(targets, sample, width, threshold)
    if (chosenClass(outputs, sample, width, threshold) === wanted) right++
  }
  return { accuracy: right / count }
}

function requireClasses({ target, file }: Examples): ClassTarget {
  const { names, labels, name } = target as ClassTarget
  const present = new Set(labels)
  if (present.size > 1) return target as ClassTarget
  throw new InputError({
    file,
    field: file === undefined ? dataField : columnField(name),
    expected: 'at least two classes',
    found: `only ${quote(names[labels[0]!])}`,
  })
}
