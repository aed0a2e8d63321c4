import { formatCount, formatSignificant } from '../number.ts'
import { BEST, INK, VALIDATION } from '../palette.ts'
import type { FilmFigure } from './figure-row.ts'

/** The figures of one frame of a film. */
export interface Moment {
  /** `generation`, `fine-tuning epoch`. */
  readonly unit: string
  /** How many of them since the phase began. */
  readonly count: number
  /** Since the start of the run. */
  readonly evaluations: number
  readonly fitness: number
  readonly validation: number | null
}

/**
 * The figures above a picture: the progress at the left, the champion's fitness at the right.
 * @param label names the fitness
 */
export function momentFigures(moment: Moment, label: string): Record<'left' | 'right', FilmFigure[]> {
  const { unit, count, fitness, validation } = moment
  const short = (value: number): string => formatSignificant(value, 3)
  return {
    left: [{ name: unit, value: formatCount(count), colour: INK }],
    right: [
      { name: label, value: short(fitness), colour: BEST },
      ...(validation === null ? [] : [{ name: 'validation', value: short(validation), colour: VALIDATION }]),
    ],
  }
}
