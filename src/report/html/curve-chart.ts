import type { CurveRole } from '../curves.ts'
import type { ScaleKind } from '../scale.ts'

/** A line of a chart. */
export interface ChartSeries {
  readonly name: string
  /** A class of the style sheet, which knows the colours. */
  readonly role: CurveRole
  /** A value for each row; NaN leaves a gap. */
  readonly values: Float64Array
}

/** Curves over evaluations, with a linear and a logarithmic axis that the reader chooses from. */
export interface CurveChart {
  readonly id: string
  readonly title: string
  /** Evaluations of each row, ascending. */
  readonly x: Float64Array
  /** Where the x axis begins, at most the first x. */
  readonly from: number
  /** What each row is of: `generation 12`, `fine-tuning epoch 3`. */
  readonly placeOf: (row: number) => string
  /** Lowest in the drawing first. */
  readonly series: readonly ChartSeries[]
  readonly band?:
    | { readonly name: string; readonly low: Float64Array; readonly high: Float64Array }
    | undefined
  readonly target?: number | undefined
  /** Where something begins, and what. */
  readonly dividers?: readonly { readonly at: number; readonly name: string }[]
  /** Which axis is shown at first. */
  readonly scale: ScaleKind
  /** Beside others of its kind. */
  readonly small?: boolean
}
