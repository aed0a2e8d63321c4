import type { RandomStream } from '../../../random/stream.ts'
import type { Costs } from '../../ranking.ts'
import type { OfKind } from '../kinds.ts'
import { type LinearRankOptions, linearRank } from './linear-rank.ts'
import { type RouletteOptions, roulette } from './roulette.ts'
import type { Select } from './selection.ts'
import { type StochasticUniversalOptions, stochasticUniversal } from './stochastic-universal.ts'
import { type TournamentOptions, tournament } from './tournament.ts'
import { type TruncationOptions, truncation } from './truncation.ts'

export type SelectionOptions =
  | TruncationOptions
  | TournamentOptions
  | RouletteOptions
  | LinearRankOptions
  | StochasticUniversalOptions

export type SelectionKind = SelectionOptions['kind']

/** Every selection by name, with its defaults. */
export const selections: {
  readonly [Kind in SelectionKind]: {
    readonly defaults: OfKind<SelectionOptions, Kind>
    readonly select: Select<OfKind<SelectionOptions, Kind>>
  }
} = {
  truncation: { defaults: { kind: 'truncation', fraction: 0.2 }, select: truncation },
  tournament: { defaults: { kind: 'tournament', size: 3 }, select: tournament },
  roulette: { defaults: { kind: 'roulette' }, select: roulette },
  'linear-rank': { defaults: { kind: 'linear-rank', pressure: 1.5 }, select: linearRank },
  'stochastic-universal': { defaults: { kind: 'stochastic-universal' }, select: stochasticUniversal },
}

/** Chooses parents as `options` say: see `Select`. */
export function select(
  ranked: Costs,
  picks: Uint32Array,
  options: SelectionOptions,
  stream: RandomStream,
): void {
  const operator = selections[options.kind].select as Select<SelectionOptions>
  operator(ranked, picks, options, stream)
}
