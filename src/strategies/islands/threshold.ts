import type { GenerationPlan } from '../strategy.ts'
import type { Emigrants } from './emigrants.ts'
import { type MigrationOptions, migrates } from './options.ts'

/**
 * The cost above which an individual of any island can neither become a parent nor migrate: the highest of those of the islands, null if
 * one of them has none. Random migrants may have any cost.
 */
export function thresholdOf(
  migration: MigrationOptions,
  {
    generation,
    resampled,
    emigrants,
    best,
  }: {
    readonly generation: number
    readonly resampled: boolean
    readonly emigrants: readonly Emigrants[]
    readonly best: Emigrants
  },
  islands: readonly GenerationPlan[],
): number | null {
  const random = migration.choose === 'random'
  if (resampled || (random && migrates(migration, generation))) return null
  let most = Number.NEGATIVE_INFINITY
  for (const [island, { threshold }] of islands.entries()) {
    const kept = random ? single(best, island) : emigrants[island]
    // An island that has too few to send, or bad ones, may still send anyone.
    const wanted = kept.violation.some((value) => value > 0) ? Number.POSITIVE_INFINITY : kept.cost.at(-1)!
    if (threshold === null || wanted === Number.POSITIVE_INFINITY) return null
    most = Math.max(most, threshold, wanted)
  }
  return most
}

function single({ cost, violation }: Emigrants, island: number): Emigrants {
  return { cost: cost.subarray(island, island + 1), violation: violation.subarray(island, island + 1) }
}
