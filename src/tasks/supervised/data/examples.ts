import { InputError, type Issue } from '../../../errors.ts'
import { columnWidth } from '../../../model/column-inputs.ts'
import type { InputColumn } from '../../../model/signature.ts'

/** Samples from a file or a generator: encoded, but not yet split, filled or scaled. */
export interface Examples {
  /** The data file as the user wrote it, or the key of the config that holds the rows, for messages. */
  readonly file?: string
  /** Where the value of an input column of a sample is, for messages; absent for generated samples. */
  readonly placeOf?: (sample: number, column: number) => Pick<Issue, 'file' | 'field'>
  /** S */
  readonly count: number
  readonly columns: readonly InputColumn[]
  /** (S, I) unscaled; NaN in the inputs of a missing cell. */
  readonly inputs: Float64Array
  readonly target: ClassTarget | NumberTarget
  readonly notes: readonly string[]
}

export interface ClassTarget {
  readonly kind: 'classes'
  readonly name: string
  /** One for each class. */
  readonly names: readonly string[]
  /** (S) the class of each sample. */
  readonly labels: Uint32Array
  /** What the outputs of the other classes and of the sample's class should be; hinge uses its own levels. */
  readonly levels: ClassLevels
}

export interface ClassLevels {
  readonly off: number
  readonly on: number
}

export interface NumberTarget {
  readonly kind: 'numbers'
  /** One for each output. */
  readonly names: readonly string[]
  /** (S, O) unscaled */
  readonly values: Float64Array
}

/** The largest number that float32 holds. */
export const float32Max = 3.4028234663852886e38

export const oneHot: ClassLevels = { off: 0, on: 1 }

/** I */
export function inputCount(columns: readonly InputColumn[]): number {
  return columns.reduce((sum, column) => sum + columnWidth(column), 0)
}

/** Larger data sets are refused before anything is allocated: 400 MB in float64. */
const mostCells: number = 50_000_000

/**
 * @param columns what each row takes one cell for
 * @throws InputError with the sizes if (rows, columns) is too large
 */
export function checkSize(
  rows: number,
  columns: number,
  where: { file?: string | undefined; field?: string | undefined },
  noun: 'inputs' | 'outputs' = 'inputs',
): void {
  const cells = rows * columns
  if (cells <= mostCells) return
  throw new InputError({
    ...where,
    expected: `at most ${figure(mostCells)} cells`,
    found: `${figure(rows)} rows × ${figure(columns)} ${noun} = ${figure(cells)}`,
  })
}

function figure(value: number): string {
  return value.toLocaleString('en-US')
}

/** The first input of each column. */
export function inputPlaces(columns: readonly InputColumn[]): number[] {
  let end = 0
  return columns.map((column) => {
    const start = end
    end += columnWidth(column)
    return start
  })
}

/** The index of the column that an input belongs to. */
export function columnOfInput(columns: readonly InputColumn[], input: number): number {
  return inputPlaces(columns).findLastIndex((start) => start <= input)
}
