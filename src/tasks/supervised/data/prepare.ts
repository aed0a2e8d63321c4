import { InputError } from '../../../errors.ts'
import type { InputColumn, OutputMeaning, Scaling } from '../../../model/signature.ts'
import type { PreparedData, Samples } from '../dataset.ts'
import { fillMissing } from './encode.ts'
import { columnWidth, type Examples, inputCount } from './examples.ts'
import { dropHint } from './infer.ts'
import type { MissingPolicy } from './options.ts'
import { fitScaling, scaleRows } from './scaling.ts'
import type { Parts } from './split.ts'
import { columnField } from './table.ts'

/** The targets of all samples, and what they mean. */
export interface PreparedTargets {
  /** O */
  readonly outputs: number
  /** (S, O) */
  readonly values: Float32Array
  readonly meaning: OutputMeaning
}

/**
 * Splits, fills and scales examples. The values for missing cells and the scaling of inputs come from the training part
 * only.
 *
 * @throws InputError for a column that never varies, except for number columns that are not scaled: pictures may have
 *   pixels that are always dark
 */
export function prepareDataset(
  examples: Examples,
  parts: Parts,
  targets: PreparedTargets,
  { standardize, missing }: { standardize: boolean; missing: MissingPolicy },
): PreparedData {
  requireVariation(examples, standardize)
  const width = inputCount(examples.columns)
  const { columns, inputs, notes } =
    missing === 'mean' ? filled(examples, parts.train) : { ...examples, notes: [] }
  const numeric = columns.flatMap((column) =>
    new Array<boolean>(columnWidth(column)).fill(column.kind === 'number'),
  )
  const scaling: Scaling | null = standardize
    ? fitScaling(inputs, width, parts.train, (column) => numeric[column]!)
    : null
  const samplesOf = (rows: Uint32Array): Samples => ({
    count: rows.length,
    inputs: scaleRows(inputs, width, rows, scaling),
    targets: pick(targets.values, targets.outputs, rows),
  })
  return {
    data: {
      train: samplesOf(parts.train),
      validation: samplesOf(parts.validation),
      test: samplesOf(parts.test),
    },
    inputs: width,
    outputs: targets.outputs,
    signature: { columns, scaling, outputs: targets.meaning },
    notes: [...examples.notes, ...notes],
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

/** The examples with each missing cell replaced by the mean or the most frequent level of the training part. */
function filled(
  { columns, inputs, file }: Examples,
  train: Uint32Array,
): Pick<Examples, 'columns' | 'inputs' | 'notes'> {
  const width = inputCount(columns)
  let offset = 0
  const filledColumns = columns.map((column): InputColumn => {
    const start = offset
    offset += columnWidth(column)
    const sums = columnSums(inputs, width, start, columnWidth(column), train)
    if (sums.rows === 0) {
      const expected = 'a cell with a value in the training part'
      throw new InputError({ file, field: columnField(column.name), expected, found: 'none' })
    }
    if (column.kind === 'number') return { ...column, missing: sums.sums[0]! / sums.rows }
    return { ...column, missing: column.levels[sums.sums.indexOf(Math.max(...sums.sums))]! }
  })
  const complete = inputs.slice()
  const notes = fillMissing(complete, filledColumns).flatMap((count, index) => {
    const { name, kind, missing } = filledColumns[index]!
    if (count === 0) return []
    const value =
      kind === 'number' ? `the mean ${Number(missing).toPrecision(6)}` : `the most frequent, ${missing}`
    return [`${columnField(name)}: ${count} missing ${count === 1 ? 'cell' : 'cells'} filled with ${value}`]
  })
  return { columns: filledColumns, inputs: complete, notes }
}

/** Sums of a column's inputs over the rows where it is not missing, and the number of those rows. */
function columnSums(
  inputs: Float64Array,
  width: number,
  start: number,
  columns: number,
  rows: Uint32Array,
): { sums: number[]; rows: number } {
  const sums = new Array<number>(columns).fill(0)
  let present = 0
  for (const row of rows) {
    const first = row * width + start
    if (Number.isNaN(inputs[first]!)) continue
    present++
    for (let column = 0; column < columns; column++) sums[column]! += inputs[first + column]!
  }
  return { sums, rows: present }
}

function requireVariation({ columns, inputs, count, file }: Examples, standardize: boolean): void {
  const width = inputCount(columns)
  const constant: { name: string; only: string | number; scaled: boolean }[] = []
  let offset = 0
  for (const column of columns) {
    const scaled = standardize && column.kind === 'number'
    const only =
      column.kind === 'category'
        ? onlyLevel(column.levels)
        : scaled
          ? onlyValue(inputs, width, offset, count)
          : undefined
    offset += columnWidth(column)
    if (only !== undefined) constant.push({ name: column.name, only, scaled })
  }
  const [first] = constant
  if (first === undefined) return
  const others = constant.filter(({ scaled }) => scaled).length - 1
  throw new InputError({
    file,
    field: columnField(first.name),
    expected: 'cells that differ',
    found: `only ${first.only}`,
    hint:
      first.scaled && others > 0
        ? `standardize: false allows it and ${others} more such columns`
        : dropHint(first.name),
  })
}

function onlyLevel(levels: readonly string[]): string | undefined {
  return levels.length === 1 ? JSON.stringify(levels[0]) : undefined
}

/** The value that a column has in every row that has one; undefined if they differ. */
export function onlyValue(
  values: Float64Array,
  width: number,
  column: number,
  count: number,
): number | undefined {
  let only = Number.NaN
  for (let row = 0; row < count; row++) {
    const value = values[row * width + column]!
    if (Number.isNaN(only)) only = value
    else if (!Number.isNaN(value) && value !== only) return undefined
  }
  return only
}
