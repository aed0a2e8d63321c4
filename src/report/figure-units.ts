import type { Signature } from '../model/signature.ts'
import { shortened } from '../shown-text.ts'

/** What the figures of a network are measured in, in words; null where it goes without saying. */
export interface FigureUnits {
  readonly fitness: string | null
  /** Of the metrics that have the unit of the targets. */
  readonly errors: string | null
}

const plain: FigureUnits = { fitness: null, errors: null }
/** The metrics that have the unit of the targets. */
const errors: ReadonlySet<string> = new Set(['rmse', 'mae'])
/** Characters of a target's name. */
const longestTarget = 16

/**
 * The units of a network's figures. A loss over standardised targets is not in their own unit, while the errors beside it
 * are, so both are labelled.
 * @param network null or undefined for a task without a network
 */
export function figureUnits(network: { readonly signature: Signature } | null | undefined): FigureUnits {
  const outputs = network?.signature.outputs
  if (outputs?.kind !== 'numbers' || outputs.scaling === null) return plain
  const [name = '', another] = outputs.names
  const target = another === undefined ? shortened(name, longestTarget) : 'target units'
  return { fitness: 'standardised', errors: `in ${target}` }
}

/** `mse (standardised)` */
export function fitnessLabel(name: string, { fitness }: FigureUnits): string {
  return fitness === null ? name : `${name} (${fitness})`
}

/** `rmse (in price)`, `r²` */
export function metricLabel(name: string, units: FigureUnits): string {
  if (name === 'r2') return 'r²'
  return units.errors !== null && errors.has(name) ? `${name} (${units.errors})` : name
}
