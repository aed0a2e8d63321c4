/**
 * What the report's script knows of a chart: the figures that pointer and arrow keys read off its curves, and where they
 * stand in the plot, in thousandths of its width and height.
 */
export interface ReadableChart {
  /** (R) whole evaluations, ascending. */
  readonly x: readonly number[]
  /** (R) from the left. */
  readonly across: readonly number[]
  /** (R) what each is of: `generation 12`. */
  readonly places: readonly string[]
  /** Lowest in the drawing first. */
  readonly series: readonly ReadableSeries[]
}

interface ReadableSeries {
  readonly name: string
  /** A class of the style sheet. */
  readonly tone: string
  /** (R) null where the curve has a gap. */
  readonly y: readonly (number | null)[]
  /** (R) from the top on either scale; null where that scale does not show the value. */
  readonly down: Readonly<Record<'linear' | 'log', readonly (number | null)[]>>
}
