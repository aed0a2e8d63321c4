import type { CurvePhase, CurveRow } from '../../report/curves.ts'

/** One line of a chart. */
export interface ChartLine {
  /** Its value at a row; null where it has none. */
  readonly of: (row: CurveRow) => number | null
  /** Stands in the legend. */
  readonly label: string
  /** The name of its colour in the theme. */
  readonly role: string
  /** CSS pixels. */
  readonly width: number
}

/** What a chart shows. */
export interface ChartContent {
  /** In the order in which they are drawn. */
  readonly lines: readonly ChartLine[]
  /** Whether the quartiles are drawn, as a band below the lines. */
  readonly band: boolean
  readonly rows: readonly CurveRow[]
  readonly phases: readonly CurvePhase[]
  /** A line across the chart; null for none. */
  readonly target: number | null
}

export const noContent: ChartContent = { lines: [], band: false, rows: [], phases: [], target: null }

/** Whether the legends of two contents are the same. */
export function sameLines(one: ChartContent, other: ChartContent): boolean {
  const labels = ({ lines }: ChartContent): string => lines.map(({ label }) => label).join()
  return one.band === other.band && labels(one) === labels(other)
}
