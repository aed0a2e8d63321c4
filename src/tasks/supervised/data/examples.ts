import { InputError } from '../../../errors.ts'
import type { InputColumn } from '../../../model/signature.ts'

/** What is to be learnt, read or generated: encoded, but not yet split, filled or scaled. */
export interface Examples {
  /** The data file as the user wrote it, for messages. */
  readonly file?: string
  /** S */
  readonly count: number
  readonly columns: readonly InputColumn[]
  /** (S, I) unscaled; NaN in each input that a missing cell would fill. */
  readonly inputs: Float64Array
  readonly target: ClassTarget | NumberTarget
  readonly notes: readonly string[]
}

export interface ClassTarget {
  readonly kind: 'classes'
  readonly name: string
  /** One a class. */
  readonly names: readonly string[]
  /** (S) which class each sample is of. */
  readonly labels: Uint32Array
  /** What the outputs of the other classes and of the sample's own should be; hinge has its own. */
  readonly levels: ClassLevels
}

export interface ClassLevels {
  readonly off: number
  readonly on: number
}

export interface NumberTarget {
  readonly kind: 'numbers'
  /** One an output. */
  readonly names: readonly string[]
  /** (S, O) unscaled */
  readonly values: Float64Array
}

export const oneHot: ClassLevels = { off: 0, on: 1 }

/** How many inputs a column fills. */
export function columnWidth(column: InputColumn): number {
  return column.kind === 'number' ? 1 : column.levels.length
}

/** I */
export function inputCount(columns: readonly InputColumn[]): number {
  return columns.reduce((sum, column) => sum + columnWidth(column), 0)
}

/** Data sets beyond this are refused before anything is allocated: 400 MB in float64. */
const mostCells: number = 50_000_000

/** @throws InputError with the figures where (rows, inputs) would not fit. */
export function checkSize(rows: number, inputs: number, where: { file?: string; field?: string }): void {
  const cells = rows * inputs
  if (cells <= mostCells) return
  throw new InputError({
    ...where,
    expected: `at most ${figure(mostCells)} cells`,
    found: `${figure(rows)} rows × ${figure(inputs)} inputs = ${figure(cells)}`,
  })
}

function figure(value: number): string {
  return value.toLocaleString('en-US')
}
