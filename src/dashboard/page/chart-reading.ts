import { placeOf, spreadLabel } from '../../report/curves.ts'
import { formatSignificant, NO_VALUE } from '../../report/number.ts'
import type { ChartContent } from './chart-content.ts'

/** An entry of a legend: its look and what it is of. */
export interface LegendEntry {
  readonly label: string
  /** The class of its swatch; null for none. */
  readonly swatch: string | null
  /** The name of its colour in the theme, unless the class says so. */
  readonly role?: string
}

/** What a chart shows at one place, in words. */
export interface Reading {
  /** `generation 12` */
  readonly place: string
  /** One text for each entry of the legend. */
  readonly texts: readonly string[]
}

/** The legend of the curves of a run. */
export function entriesOf({ lines, band }: ChartContent): LegendEntry[] {
  return [
    ...(band ? [{ label: spreadLabel, role: 'median', swatch: 'swatch band' }] : []),
    ...lines.map(({ label, role }) => ({ label, role, swatch: 'swatch' })),
  ]
}

/** The values of a row. */
export function readingOf({ rows, phases, lines, band }: ChartContent, row: number): Reading {
  const at = rows[row]
  return {
    place: at === undefined ? '' : placeOf(at.generation, phases),
    texts: [
      ...(band ? [`${figureText(at?.low)} to ${figureText(at?.high)}`] : []),
      ...lines.map(({ of }) => figureText(at && of(at))),
    ],
  }
}

export function figureText(value: number | null | undefined): string {
  return value === null || value === undefined ? NO_VALUE : formatSignificant(value, 3)
}

/** A reading in one sentence, for readers who hear it. */
export function spoken({ place, texts }: Reading, entries: readonly LegendEntry[]): string {
  return `${place}: ${texts.map((text, k) => `${entries[k]?.label ?? ''} ${text}`.trim()).join(', ')}`
}
