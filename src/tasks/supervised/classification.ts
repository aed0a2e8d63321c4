import { InputError } from '../../errors.ts'
import type { LossName } from '../../model/losses.ts'
import type { Metrics, Task } from '../task.ts'
import type { ClassTarget, Examples } from './data/examples.ts'
import { loadExamples } from './data/load.ts'
import type { DataOptions, TaskContext } from './data/options.ts'
import { prepareDataset } from './data/prepare.ts'
import { splitRows } from './data/split.ts'
import { chosenClass, classOutputs, classTargets, classThreshold } from './data/targets.ts'

export interface ClassificationOptions {
  readonly data: DataOptions
  /** Default: cross-entropy. */
  readonly loss?: LossName | undefined
}

/**
 * Which of several classes a sample belongs to. The parts of the data hold the classes in equal shares; the figure is
 * the accuracy, the share of samples whose class is told.
 *
 * @throws InputError for data that cannot be learnt from
 */
export function createClassification(options: ClassificationOptions, context: TaskContext): Task {
  const loss = options.loss ?? 'cross-entropy'
  const { examples, fractions, ...preparation } = loadExamples(options.data, context, 'classes')
  const target = requireClasses(examples)
  const parts = splitRows(examples.count, fractions, context.seed, target, examples.file)
  const { names, labels, levels } = target
  const targets = {
    outputs: classOutputs(names.length, loss),
    values: classTargets(labels, names.length, loss, levels),
    meaning: { kind: 'classes', target: target.name, names },
  } as const
  const threshold = classThreshold(loss)
  return {
    kind: 'classification',
    direction: 'minimize',
    loss,
    data: prepareDataset(examples, parts, targets, preparation),
    measure: (outputs, wanted, count) => accuracy(outputs, wanted, count, targets.outputs, threshold),
  }
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
    field: file === undefined ? 'task.data' : `column ${JSON.stringify(name)}`,
    expected: 'at least two classes',
    found: `only ${JSON.stringify(names[labels[0]!])}`,
  })
}
