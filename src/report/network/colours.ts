import { AXIS, INK, SOFT_INK } from '../palette.ts'

/** The colours of a network's drawing, or the style sheet variables that hold them. */
export interface NetworkColours {
  readonly ink: string
  readonly softInk: string
  readonly paper: string
  readonly outline: string
  readonly positive: string
  readonly negative: string
}

/** Blue and vermilion of Okabe and Ito 2008, which no common colour blindness confuses. */
export const PAPER_COLOURS: NetworkColours = {
  ink: INK,
  softInk: SOFT_INK,
  paper: '#ffffff',
  outline: AXIS,
  positive: '#0072b2',
  negative: '#d55e00',
}
