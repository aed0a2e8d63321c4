import { type MonitorChoice, monitorSchema } from '../monitor.ts'
import type { StrategyEntry } from './entry.ts'

/** What every strategy of evolution has in a config besides its own options. */
export interface EvolutionChoices {
  /** The part that decides who is the champion. */
  readonly monitor: MonitorChoice
}

/** A strategy that has a population, with what all of them have in a config. */
export type EvolutionEntry<Options extends { readonly kind: string }> = StrategyEntry<
  Options & EvolutionChoices
>

/** The entry of a strategy that has a population. */
export function evolutionEntry<Options extends { readonly kind: string }>(
  entry: Omit<StrategyEntry<Options>, 'family'>,
): EvolutionEntry<Options> {
  const shape = { ...entry.shape, monitor: monitorSchema('train') }
  return { ...entry, family: 'evolution', shape: shape as StrategyEntry<Options & EvolutionChoices>['shape'] }
}
