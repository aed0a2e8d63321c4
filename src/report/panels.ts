import { linearDomain, logDomain } from './domain.ts'
import type { Panel } from './figure.ts'
import type { Mark } from './marks/mark.ts'
import { plural } from './number.ts'
import { drawable, type Extent } from './scale.ts'

export interface Curves {
  /** Names the y axis: the loss or score, with its unit if it has one. */
  readonly label: string
  /** Every value that a line shows. */
  readonly values: readonly number[]
  /** Values that would be good to see too, such as a band's edges. */
  readonly wishes?: readonly number[]
  readonly marks: readonly Mark[]
}

/** The same curves twice: with a linear y axis, and with a logarithmic one. */
export function linearAndLog({ label, values, wishes = [], marks }: Curves): Panel[] {
  const linear = linearDomain(values, wishes)
  const log = logDomain(values, wishes)
  return [
    {
      heading: `↑ ${label}, linear`,
      note: leftOut(linear?.leftOut, 'outside the frame'),
      y: linear && { kind: 'linear', extent: linear.extent },
      message: 'no data',
      marks,
    },
    {
      heading: `↑ ${label}, logarithmic`,
      note: leftOut(log?.leftOut, 'at or below zero left out'),
      y: log && { kind: 'log', extent: log.extent },
      message: linear === undefined ? 'no data' : 'nothing above zero to show on a log scale',
      marks,
    },
  ]
}

/** A target as the user wrote it, but for digits beyond the sixth. */
export function targetLabel(target: number): string {
  return `target ${Number(target.toPrecision(6))}`
}

/** From zero to the last evaluation. */
export function evaluationsAxis(evaluations: readonly number[]): { label: string; extent: Extent } {
  const last = evaluations.reduce((most, value) => (drawable(value) && value > most ? value : most), 0)
  return { label: 'Evaluations →', extent: [0, last > 0 ? last : 1] }
}

function leftOut(count: number | undefined, how: string): string | undefined {
  if (count === undefined || count === 0) return undefined
  return `${plural(count, 'value')} ${how}`
}
