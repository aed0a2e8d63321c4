/** What the report's script knows of a chart: the figures that pointer and arrow keys read off its curves. */
export interface ReadableChart {
  /** (R) evaluations, ascending. */
  readonly x: readonly number[]
  /** (R) */
  readonly generations: readonly number[]
  /** Lowest in the drawing first. Its tone is a class of the style sheet; y is (R), null where the curve has a gap. */
  readonly series: readonly {
    readonly name: string
    readonly tone: string
    readonly y: readonly (number | null)[]
  }[]
  /** The ends of the x axis, evaluations. */
  readonly from: number
  readonly to: number
  /** The ends of the y axis on either scale; null where that scale has nothing to show. */
  readonly linear: readonly [low: number, high: number] | null
  readonly log: readonly [low: number, high: number] | null
}
