import { interpolatePlasma } from 'd3-scale-chromatic'
import type { CurveRole } from './curves.ts'

/** Colours that colour-blind readers can tell apart. */

/** Text, grid and axes. */
export const INK = '#1f2430'
export const SOFT_INK = '#5b6270'
export const GRID = '#e7e9ed'
export const AXIS = '#9aa1ad'

/** The lines of a loss curve, from Okabe and Ito 2008. */
export const BEST = '#0072b2'
export const MEDIAN = '#56b4e9'
export const VALIDATION = '#d55e00'
export const EPOCH = '#9db4c6'

/** The colour of a line by its role. */
export const ROLE_COLOURS: Readonly<Record<CurveRole, string>> = {
  best: BEST,
  median: MEDIAN,
  validation: VALIDATION,
  epoch: EPOCH,
  other: '#5b54a4',
}

/** Paul Tol's "muted" scheme, the strong ones first, https://personal.sron.nl/~pault/ */
const MUTED: readonly string[] = [
  '#332288',
  '#cc6677',
  '#117733',
  '#aa4499',
  '#44aa99',
  '#999933',
  '#882255',
  '#88ccee',
  '#ddcc77',
]

/** The part of the scale "plasma" (van der Walt and Smith 2015) that is used: its pale end is left out. */
const plasmaEnd = 6 / 7

/**
 * Okabe and Ito 2008, with a violet instead of their yellow, which is hard to see on white. The first five are the
 * furthest apart for protanopes and deuteranopes.
 */
const CONTESTANTS: readonly string[] = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#8424f0',
  INK,
  '#56b4e9',
  '#e69f00',
  '#cc79a7',
]

/** A colour for each of `count` runs: distinct hues while there are enough, then a perceptually even ramp. */
export function runColours(count: number): string[] {
  if (count <= MUTED.length) return MUTED.slice(0, count)
  return Array.from({ length: count }, (_, i) => interpolatePlasma((plasmaEnd * i) / (count - 1)))
}

/** A colour for each of `count` strategies: eight, and then these again, since more hues could not be told apart. */
export function contestantColours(count: number): string[] {
  return Array.from({ length: count }, (_, i) => CONTESTANTS[i % CONTESTANTS.length]!)
}
