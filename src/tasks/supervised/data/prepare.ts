import { InputError } from '../../../errors.ts'
import type { InputColumn, OutputMeaning } from '../../../model/signature.ts'
import type { PreparedData, Samples } from '../dataset.ts'
import { columnOfInput, type Examples, inputCount, inputPlaces } from './examples.ts'
import { filledExamples } from './fill.ts'
import type { MissingChoice } from './missing.ts'
import type { Standardize } from './options.ts'
import { outlierNotes } from './outliers.ts'
import { lostDifferences } from './precision.ts'
import { scaleRows } from './scaling.ts'
import type { Parts } from './split.ts'
import { chosenScaling } from './standardize.ts'
import { columnField } from './table.ts'
import { constantColumns } from './variation.ts'

/** The targets of all samples, and what they mean. */
export interface PreparedTargets {
  /** O */
  readonly outputs: number
  /** (S, O) */
  readonly values: Float32Array
  /** (S) how much each sample counts in the loss; null if all count alike */
  readonly weights: Float32Array | null
  readonly meaning: OutputMeaning
}

/**
 * Splits, fills and scales examples. The values for missing cells and the scaling of inputs come from the training part
 * only.
 *
 * @throws InputError if no column varies, and for a number that float32 cannot hold
 */
export function prepareDataset(
  examples: Examples,
  parts: Parts,
  targets: PreparedTargets,
  { standardize, missing }: { standardize: Standardize; missing: MissingChoice },
): PreparedData {
  const constant = constantColumns(examples)
  const width = inputCount(examples.columns)
  const { columns, inputs, notes } =
    missing.policy === 'mean'
      ? filledExamples(examples, parts.train, standardize === 'robust')
      : { ...examples, notes: [] }
  const places = inputPlaces(columns)
  // Of a date that is its day: the first of its inputs.
  const numbers = columns.flatMap(({ name, kind }, index) =>
    kind === 'category' ? [] : [{ name, place: places[index]! }],
  )
  const scaled = new Set(numbers.map(({ place }) => place))
  const scaling = chosenScaling(standardize, inputs, width, parts.train, (input) => scaled.has(input))
  const lost = lostDifferences(numbers, inputs, width, parts.train, scaling)
  const outliers = outlierNotes(
    numbers,
    inputs,
    width,
    parts.train,
    standardize === true ? scaling : null,
    (names) => `outliers inflate the deviation of ${names}: standardize: robust scales by the quartiles`,
  )
  const samplesOf = (rows: Uint32Array): Samples => ({
    count: rows.length,
    inputs: requireFinite(scaleRows(inputs, width, rows, scaling), rows, columns, examples, standardize),
    targets: pick(targets.values, targets.outputs, rows),
    weights: targets.weights && pick(targets.weights, 1, rows),
  })
  return {
    data: {
      train: samplesOf(parts.train),
      validation: samplesOf(parts.validation),
      test: samplesOf(parts.test),
    },
    inputs: width,
    outputs: targets.outputs,
    signature: {
      columns,
      ...(missing.words !== undefined && { missingWords: missing.words }),
      scaling,
      outputs: targets.meaning,
    },
    notes: [...examples.notes, ...constant, ...notes, ...lost, ...outliers],
  }
}

/** @returns (rows.length, width) */
function pick(values: Float32Array, width: number, rows: Uint32Array): Float32Array {
  const picked = new Float32Array(rows.length * width)
  for (const [index, row] of rows.entries()) {
    picked.set(values.subarray(row * width, (row + 1) * width), index * width)
  }
  return picked
}

/** @throws InputError for an input that is no finite number in float32 (row, column) */
function requireFinite(
  inputs: Float32Array,
  rows: Uint32Array,
  columns: readonly InputColumn[],
  { placeOf }: Examples,
  standardize: Standardize,
): Float32Array {
  const place = inputs.findIndex((value) => !Number.isFinite(value))
  if (place < 0) return inputs
  const width = inputCount(columns)
  const row = rows[Math.floor(place / width)]!
  const column = columnOfInput(columns, place % width)
  throw new InputError({
    ...(placeOf?.(row, column) ?? { field: `row ${row + 1}, ${columnField(columns[column]!.name)}` }),
    expected: standardize
      ? 'a number that is not larger than all others by far, for float32'
      : 'a number of at most 3.4e38, for float32',
    found: 'a larger one',
    ...(standardize !== true && {
      hint: `standardize: true scales the column${standardize ? ' by all its values' : ''}`,
    }),
  })
}
