import type { Issue } from '../../../errors.ts'
import type { StopCriteria } from '../../../run/stop.ts'
import { unless } from '../../unless.ts'
import type { Shape } from '../field.ts'

/** The kind of search: evolution of a population, gradient descent of one network, or one of evolution that is still to be chosen. */
export type Family = 'evolution' | 'gradient' | 'open'

/** The parts of a config that a strategy is checked against. */
export interface StrategySurroundings {
  readonly stop: StopCriteria
  readonly task: { readonly batch?: number | undefined; readonly episodes?: number | undefined }
  readonly memetic?: object | undefined
}

/** A missing key, and what is expected there. */
export interface OpenKey {
  readonly key: string
  readonly expected: string
}

/** The options that a config chooses: without the evaluations of a search, which follow from `stop`. */
export type Chosen<Options> = Options extends { readonly evaluations: number }
  ? Omit<Options, 'evaluations'>
  : Options

/** A strategy that a config can name. */
export interface StrategyEntry<Options extends { readonly kind: string }> {
  readonly family: Family
  /** What the strategy does over the evaluations of the whole search; absent if it need not know how many there are. */
  readonly budgeted?: string
  /** Its keys, with their defaults. */
  readonly shape: Shape<Omit<Options, 'kind'>>
  /** The key that must be given too, since those given contradict each other without it. */
  readonly open?: (given: Readonly<Record<string, unknown>>) => OpenKey | undefined
  /** Fills in defaults that follow from other keys, before the keys are checked. The user's values are kept. */
  readonly complete?: (given: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
  /** The conflicts between keys. */
  readonly check: (strategy: Options, surroundings: StrategySurroundings) => readonly Issue[]
}

/** The issue if a strategy needs to know the evaluations of the search, and the config does not limit them. */
export function checkBudget(
  { budgeted }: { readonly budgeted?: string },
  { stop }: StrategySurroundings,
): Issue | undefined {
  const known = budgeted === undefined || stop.evaluations !== undefined
  return unless(known, 'stop.evaluations', `a number of evaluations, ${budgeted}`, undefined)
}

/** The entries of several strategies, by kind. */
export type StrategyEntries<Options extends { readonly kind: string }> = {
  readonly [Kind in Options['kind']]: StrategyEntry<Extract<Options, { readonly kind: Kind }>>
}
