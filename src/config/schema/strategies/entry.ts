import type { Issue } from '../../../errors.ts'
import type { StopCriteria } from '../../../run/stop.ts'
import type { Shape } from '../field.ts'

/** The kind of search: evolution of a population, or gradient descent of one network. */
export type Family = 'evolution' | 'gradient'

/** The parts of a config that a strategy is checked against. */
export interface StrategySurroundings {
  readonly stop: StopCriteria
  readonly task: { readonly batch?: number | undefined }
  readonly memetic?: object | undefined
}

/** A strategy that a config can name. */
export interface StrategyEntry<Options extends { readonly kind: string }> {
  readonly family: Family
  /** Its keys, with their defaults. */
  readonly shape: Shape<Omit<Options, 'kind'>>
  /** Fills in defaults that follow from other keys, before the keys are checked. The user's values are kept. */
  readonly complete?: (given: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
  /** Does the same before `complete`, for genomes without neurons. */
  readonly completeVector?: (given: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
  /** The first conflict between keys; undefined if there is none. */
  readonly check: (strategy: Options, surroundings: StrategySurroundings) => Issue | undefined
}
