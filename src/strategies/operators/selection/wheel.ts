import type { RandomStream } from '../../../random/stream.ts'
import type { Costs } from '../../ranking.ts'
import { eligible } from './selection.ts'

/** A roulette wheel: rank i has the slot from cumulative[i - 1] (0 for the first) to cumulative[i]. */
export interface Wheel {
  /** (n) */
  readonly cumulative: Float64Array
  /** > 0 and finite */
  readonly total: number
}

/** @param weights (n) each ≥ 0; if their sum is not a number above 0, all slots have equal size */
export function createWheel(weights: Float64Array): Wheel {
  const cumulative = new Float64Array(weights.length)
  let total = 0
  for (let i = 0; i < weights.length; i++) {
    total += weights[i]
    cumulative[i] = total
  }
  if (total > 0 && total < Infinity) return { cumulative, total }
  return { cumulative: cumulative.map((_, i) => i + 1), total: weights.length }
}

/** The rank whose slot contains `at`, in [0, total). */
export function slot({ cumulative }: Wheel, at: number): number {
  let low = 0
  let high = cumulative.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (cumulative[middle] > at) high = middle
    else low = middle + 1
  }
  return low
}

/** Fills `picks` with one spin each. */
export function spin(wheel: Wheel, picks: Uint32Array, stream: RandomStream): void {
  for (let k = 0; k < picks.length; k++) picks[k] = slot(wheel, stream.float64() * wheel.total)
}

/**
 * Slots in proportion to worst - cost. Fitness-proportionate selection needs a fitness to maximise, so the
 * cost is reversed within the range of the eligible ranks (Goldberg 1989, ch. 3; Grefenstette 1986).
 * The worst is never chosen, unless all cost the same. Costs of individuals that break constraints are not comparable
 * to those of others: only ranks without violations get a slot. If there are none, violations replace costs.
 */
export function proportionateWheel(ranked: Costs): Wheel {
  const count = eligible(ranked)
  let feasible = 0
  while (feasible < count && ranked.violation[feasible] === 0) feasible++
  const [values, slots] = feasible > 0 ? [ranked.cost, feasible] : [ranked.violation, count]
  const worst = values[slots - 1]
  const window = worst - values[0]
  return createWheel(values.subarray(0, slots).map((value) => (worst - value) / window))
}
