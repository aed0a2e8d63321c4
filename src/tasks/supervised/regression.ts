import { InputError } from '../../errors.ts'
import type { LossName } from '../../model/losses.ts'
import type { Scaling } from '../../model/signature.ts'
import type { TaskContext, TaskKind } from '../kind.ts'
import type { Metrics, Task } from '../task.ts'
import type { Examples, NumberTarget } from './data/examples.ts'
import { loadExamples } from './data/load.ts'
import type { DataOptions } from './data/options.ts'
import { lostDifferences } from './data/precision.ts'
import { prepareDataset } from './data/prepare.ts'
import { fitScaling, scaleRows, unscale } from './data/scaling.ts'
import { splitRows } from './data/split.ts'
import { columnField } from './data/table.ts'
import { dataField, tableSource } from './data/table-source.ts'
import { onlyValue } from './data/variation.ts'
import { chosenLoss, type LossChoice } from './loss-choice.ts'
import { supervisedTask, viewOf } from './supervised-task.ts'

export interface RegressionOptions {
  readonly data: DataOptions
  /** One of `regressionLosses`; default: mse. */
  readonly loss?: RegressionLoss | undefined
}

/** A loss whose targets may be any number. */
export type RegressionLoss = Extract<LossName, 'mse' | 'mae' | 'euclidean' | 'huber'>

/** The losses whose targets may be any number. */
export const regressionLosses: LossChoice<RegressionLoss> = {
  names: ['mse', 'mae', 'euclidean', 'huber'],
  fallback: 'mse',
}

/**
 * Which numbers belong to a sample. Targets are standardised like the inputs. The metrics are in the units of the
 * targets, averaged over all outputs: rmse, mae, and r2, the share of the variance that is explained.
 *
 * @throws InputError for data that cannot be learnt, and for a loss that needs classes
 */
function create(options: RegressionOptions, context: TaskContext): Task {
  const loss = chosenLoss(options.loss, regressionLosses, 'for regression')
  const { examples, fractions, ...preparation } = loadExamples(options.data, context, 'numbers')
  const { names, values } = requireVariation(examples)
  const parts = splitRows(examples.count, fractions, context.seed, undefined, examples.file)
  const outputs = names.length
  const scaling = preparation.standardize ? fitScaling(values, outputs, parts.train) : null
  const every = Uint32Array.from({ length: examples.count }, (_, row) => row)
  const targets = {
    outputs,
    values: scaleRows(values, outputs, every, scaling),
    meaning: { kind: 'numbers', names, scaling },
  } as const
  const numbers = names.map((name, place) => ({ name, place }))
  const lost = lostDifferences(numbers, values, outputs, parts.train, scaling)
  const noted = { ...examples, notes: [...examples.notes, ...lost] }
  const prepared = prepareDataset(noted, parts, targets, preparation)
  return supervisedTask({
    kind: 'regression',
    loss,
    outputActivation: 'linear',
    prepared,
    view: viewOf(prepared),
    validationField: `${dataField}.validation`,
    measure: (answers, wanted, count) => errors(answers, wanted, count, outputs, scaling),
  })
}

export const regression: TaskKind<RegressionOptions> = { create, ...tableSource }

function errors(
  answers: Float32Array,
  targets: Float32Array,
  count: number,
  outputs: number,
  scaling: Scaling | null,
): Metrics {
  if (count === 0) return {}
  let squares = 0
  let absolutes = 0
  let determination = 0
  for (let output = 0; output < outputs; output++) {
    const wanted = (sample: number): number => unscale(targets[sample * outputs + output]!, output, scaling)
    let mean = 0
    for (let sample = 0; sample < count; sample++) mean += wanted(sample) / count
    let residual = 0
    let total = 0
    for (let sample = 0; sample < count; sample++) {
      const error = unscale(answers[sample * outputs + output]!, output, scaling) - wanted(sample)
      residual += error * error
      absolutes += Math.abs(error)
      const distance = wanted(sample) - mean
      total += distance * distance
    }
    squares += residual
    // Targets that do not vary have no variance to explain: 1 for exact predictions, else 0.
    determination += total > 0 ? 1 - residual / total : Number(residual === 0)
  }
  const figures = count * outputs
  return { rmse: Math.sqrt(squares / figures), mae: absolutes / figures, r2: determination / outputs }
}

function requireVariation({ target, count, file }: Examples): NumberTarget {
  const { names, values } = target as NumberTarget
  for (const [output, name] of names.entries()) {
    const only = onlyValue(values, names.length, output, count)
    if (only === undefined) continue
    throw new InputError({
      file,
      field: columnField(name),
      expected: 'targets that differ',
      found: `only ${only}`,
    })
  }
  return target as NumberTarget
}
