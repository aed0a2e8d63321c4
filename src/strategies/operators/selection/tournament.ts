import type { RandomStream } from '../../../random/stream.ts'
import { type Costs, compare } from '../../ranking.ts'
import { eligible } from './selection.ts'

export interface TournamentOptions {
  readonly kind: 'tournament'
  /** ≥ 1. With 1 all ranks are equally likely. */
  readonly size: number
}

/** The best of `size` ranks drawn with replacement; in a tie the first drawn (Goldberg & Deb 1991). */
export function tournament(
  ranked: Costs,
  picks: Uint32Array,
  options: TournamentOptions,
  stream: RandomStream,
): void {
  const bound = eligible(ranked)
  for (let k = 0; k < picks.length; k++) {
    let winner = stream.integer(bound)
    for (let round = 1; round < options.size; round++) {
      const rival = stream.integer(bound)
      if (compare(ranked, rival, ranked, winner) < 0) winner = rival
    }
    picks[k] = winner
  }
}
