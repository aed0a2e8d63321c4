import type { Issue } from '../../../errors.ts'
import type { StopCriteria } from '../../../run/stop.ts'
import type { Shape } from '../field.ts'

/** What a strategy does: it evolves a population, or takes one network down a gradient. */
export type Family = 'evolution' | 'gradient'

/** What of the rest of a config a strategy has to go together with. */
export interface StrategySurroundings {
  readonly stop: StopCriteria
  readonly task: { readonly batch?: number | undefined }
  readonly memetic?: object | undefined
}

/** A strategy as a config names it. */
export interface StrategyEntry<Options extends { readonly kind: string }> {
  readonly family: Family
  /** Its keys, with their defaults. */
  readonly shape: Shape<Omit<Options, 'kind'>>
  /** Fills in defaults that follow from other keys, before the keys are checked: what the user gave stands. */
  readonly complete?: (given: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
  /** The first thing that does not go together; undefined where all does. */
  readonly check: (strategy: Options, surroundings: StrategySurroundings) => Issue | undefined
}
