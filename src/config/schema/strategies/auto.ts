import { monitorSchema } from '../monitor.ts'
import type { StrategyEntry } from './entry.ts'
import type { EvolutionChoices } from './evolution.ts'

/** A strategy that is chosen once it is known what it is for. Only a run that has been built has another. */
export type AutoConfig = { readonly kind: 'auto' } & EvolutionChoices

export const autoEntry: StrategyEntry<AutoConfig> = {
  family: 'open',
  shape: { monitor: monitorSchema('train') },
  check: () => [],
}
