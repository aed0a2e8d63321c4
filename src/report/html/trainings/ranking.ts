import type { Direction } from '../../../math/direction.ts'
import type { ReportedContestant } from './data.ts'

/** A contestant and its place. */
export interface RankedContestant {
  readonly contestant: ReportedContestant
  /** From 1; equal medians share a place; null without a median. */
  readonly rank: number | null
}

/** Contestants by their medians, the best first; those without one last, in their order. */
export function ranked(
  contestants: readonly ReportedContestant[],
  direction: Direction,
): readonly RankedContestant[] {
  const sign = direction === 'minimize' ? 1 : -1
  const costs = contestants.map(({ figures }) => sign * figures.median)
  const placed = contestants.map((contestant, index): RankedContestant & { readonly cost: number } => {
    const cost = costs[index]!
    return Number.isNaN(cost)
      ? { contestant, rank: null, cost: Number.POSITIVE_INFINITY }
      : { contestant, rank: 1 + costs.filter((other) => other < cost).length, cost }
  })
  return placed.toSorted((a, b) => (a.rank ?? placed.length + 1) - (b.rank ?? placed.length + 1))
}
