import type { RandomStream } from '../../../random/stream.ts'
import { eligible } from './selection.ts'

export interface TournamentOptions {
  readonly kind: 'tournament'
  /** ≥ 1. With 1 every rank is as likely. */
  readonly size: number
}

/** The best of `size` drawn with replacement, the first drawn of equals (Goldberg & Deb 1991). */
export function tournament(
  cost: Float64Array,
  picks: Uint32Array,
  options: TournamentOptions,
  stream: RandomStream,
): void {
  const bound = eligible(cost)
  for (let k = 0; k < picks.length; k++) {
    let winner = stream.integer(bound)
    for (let round = 1; round < options.size; round++) {
      const rival = stream.integer(bound)
      if (cost[rival] < cost[winner]) winner = rival
    }
    picks[k] = winner
  }
}
