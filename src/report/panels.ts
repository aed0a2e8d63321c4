import { linearDomain, logDomain } from './domain.ts'
import { drawable } from './drawable.ts'
import type { Panel } from './figure.ts'
import type { FrameMark } from './marks/mark.ts'
import { plural } from './number.ts'
import type { Extent, ScaleKind } from './scale.ts'

/** What both panels show. */
export interface PanelCurves {
  /** Names the y axis: the loss or score, with its unit if it has one. */
  readonly label: string
  /** Every value that a line shows. */
  readonly values: readonly number[]
  /** Values to show if there is room, such as a band's edges. */
  readonly wishes?: readonly number[]
  readonly marks: readonly FrameMark[]
}

/**
 * The same curves twice: with a linear y axis, and with a logarithmic one, unless that has nothing to show.
 */
export function linearAndLog({ label, values, wishes = [], marks }: PanelCurves): Panel[] {
  const linear = linearDomain(values, wishes)
  const log = logDomain(values, wishes)
  const panels: Panel[] = [
    {
      heading: `↑ ${label}, linear`,
      note: leftOutNote('linear', linear?.leftOut),
      y: linear && { kind: 'linear', extent: linear.extent },
      message: 'no data',
      marks,
    },
    {
      heading: `↑ ${label}, logarithmic`,
      note: leftOutNote('log', log?.leftOut),
      y: log && { kind: 'log', extent: log.extent },
      message: 'no data',
      marks,
    },
  ]
  return linear !== undefined && log === undefined ? panels.slice(0, 1) : panels
}

/** A target as text, to six digits. */
export function targetLabel(target: number): string {
  const rounded = Number(target.toPrecision(6))
  const size = Math.abs(rounded)
  const grouped = size >= 1000 && size < 1e15 ? rounded.toLocaleString('en') : String(rounded)
  return `target ${grouped}`
}

/** From zero to the last evaluation. */
export function evaluationsAxis(evaluations: readonly number[]): { label: string; extent: Extent } {
  const last = evaluations.reduce((most, value) => (drawable(value) && value > most ? value : most), 0)
  return { label: 'Evaluations →', extent: [0, last > 0 ? last : 1] }
}

/** A note on the values that a panel does not show; undefined if it shows all. */
export function leftOutNote(kind: ScaleKind, count: number | undefined): string | undefined {
  if (count === undefined || count === 0) return undefined
  return `${plural(count, 'value')} ${kind === 'log' ? 'at or below zero left out' : 'outside the frame'}`
}
