/** The costs of a generation, or of another list of individuals. */
export interface Costs {
  /** (n) lower is better; +Infinity for a failure; never NaN. */
  readonly cost: Float64Array
  /** (n) ≥ 0: by how much an individual breaks its constraints; 0 if it satisfies them all. */
  readonly violation: Float64Array
  /**
   * In `tell`: true if the same genome may get other costs in the next generation. A strategy remembers it, and from
   * then on plans to score its survivors again, as if the problem had said so.
   */
  readonly resampled?: boolean
}

/**
 * Compares two individuals: below 0 if the first ranks better, above 0 if the second does, 0 in a tie. All code uses
 * this one rule (Deb 2000, https://doi.org/10.1016/S0045-7825(99)00389-8): a failure ranks last; then the smaller
 * violation ranks first; with equal violations the lower cost ranks first.
 */
export function compare(first: Costs, i: number, second: Costs, j: number): number {
  const a = first.cost[i]
  const b = second.cost[j]
  const failures = Number(a === Infinity) - Number(b === Infinity)
  if (failures !== 0) return failures
  const violations = first.violation[i] - second.violation[j]
  if (violations !== 0) return violations
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * The indices of the best, from best to worst. In a tie the lower index comes first.
 * @param count how many of them, at most n; default: all
 */
export function ranking(costs: Costs, count: number = costs.cost.length): Uint32Array {
  if (count < costs.cost.length / 8) return best(costs, count)
  const order = Uint32Array.from(costs.cost, (_, index) => index)
  return order.sort((i, j) => compare(costs, i, costs, j) || i - j).subarray(0, count)
}

/** The same for few of many: each of the others is compared once, with the worst of those. */
function best(costs: Costs, count: number): Uint32Array {
  const order = new Uint32Array(count)
  let found = 0
  for (let index = 0; index < costs.cost.length; index++) {
    let place = found
    while (place > 0 && compare(costs, index, costs, order[place - 1]) < 0) place--
    if (place === count) continue
    found = Math.min(found + 1, count)
    order.copyWithin(place + 1, place, found - 1)
    order[place] = index
  }
  return order
}
