import { InputError } from '../../errors.ts'
import type { LossName } from '../../model/losses.ts'
import type { TaskContext, TaskKind } from '../kind.ts'
import type { Task } from '../task.ts'
import type { Examples, NumberTarget } from './data/examples.ts'
import { loadExamples } from './data/load.ts'
import type { DataOptions } from './data/options.ts'
import { outlierNotes } from './data/outliers.ts'
import { lostDifferences } from './data/precision.ts'
import { prepareDataset } from './data/prepare.ts'
import { scaleRows } from './data/scaling.ts'
import { splitRows } from './data/split.ts'
import { chosenScaling } from './data/standardize.ts'
import { columnField } from './data/table.ts'
import { dataField, tableSource } from './data/table-source.ts'
import { onlyValue } from './data/variation.ts'
import { chosenLoss, type LossChoice } from './loss-choice.ts'
import { numberFigures } from './number-figures.ts'
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
  const { standardize } = preparation
  const scaling = chosenScaling(standardize, values, outputs, parts.train)
  const every = Uint32Array.from({ length: examples.count }, (_, row) => row)
  const targets = {
    outputs,
    values: requireFinite(scaleRows(values, outputs, every, scaling), examples, names),
    weights: null,
    meaning: { kind: 'numbers', names, scaling },
  } as const
  const numbers = names.map((name, place) => ({ name, place }))
  const lost = lostDifferences(numbers, values, outputs, parts.train, scaling)
  const outliers = outlierNotes(
    numbers,
    values,
    outputs,
    parts.train,
    standardize === true ? scaling : null,
    (found) =>
      `outliers inflate the deviation of the target ${found}: standardize: robust scales by the quartiles, ` +
      'and loss: huber counts them less',
  )
  const noted = { ...examples, notes: [...examples.notes, ...lost, ...outliers] }
  const prepared = prepareDataset(noted, parts, targets, preparation)
  return supervisedTask({
    kind: 'regression',
    loss,
    outputActivation: 'linear',
    prepared,
    view: viewOf(prepared),
    validationField: `${dataField}.validation`,
    measure: (answers, wanted, count) =>
      count === 0 ? {} : { ...numberFigures(answers, wanted, count, outputs, scaling) },
  })
}

export const regression: TaskKind<RegressionOptions> = { create, ...tableSource }

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

/** @throws InputError for a target that is beyond float32 once it is scaled */
function requireFinite(targets: Float32Array, { file }: Examples, names: readonly string[]): Float32Array {
  const place = targets.findIndex((value) => !Number.isFinite(value))
  if (place < 0) return targets
  throw new InputError({
    file,
    field: columnField(names[place % names.length]!),
    expected: 'targets of which none is larger than the others by far, for float32',
    found: 'one beside which the others hardly differ',
  })
}
