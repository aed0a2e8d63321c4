import type { RandomStream } from '../../../random/stream.ts'
import type { Costs } from '../../ranking.ts'
import { eligible } from './selection.ts'

export interface TruncationOptions {
  readonly kind: 'truncation'
  /** In (0, 1]: the share of the best ranks that may be chosen; at least one rank. */
  readonly fraction: number
}

/** All of the best are equally likely (Mühlenbein & Schlierkamp-Voosen 1993). */
export function truncation(
  ranked: Costs,
  picks: Uint32Array,
  options: TruncationOptions,
  stream: RandomStream,
): void {
  const best = Math.max(1, Math.round(options.fraction * ranked.cost.length))
  const bound = Math.min(best, eligible(ranked))
  for (let k = 0; k < picks.length; k++) picks[k] = stream.integer(bound)
}
