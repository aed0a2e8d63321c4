/** What a generation cost, or some other list of individuals. */
export interface Costs {
  /** (n) lower is better; +Infinity for a failure; never NaN. */
  readonly cost: Float64Array
  /** (n) ≥ 0: by how much an individual breaks its constraints; 0 where it keeps them all. */
  readonly violation: Float64Array
}

/**
 * Who of two individuals ranks first: below 0 the first, above 0 the second, 0 where they are equals. The one rule that all
 * comparisons use (Deb 2000, https://doi.org/10.1016/S0045-7825(99)00389-8): a failure ranks last; of the others, whoever
 * breaks the constraints less; of equals in that, whoever costs less.
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

/** The indices 0 … n - 1 from the best to the worst, (n). Of equals the earlier stands first. */
export function ranking(costs: Costs): Uint32Array {
  const order = Uint32Array.from(costs.cost, (_, index) => index)
  return order.sort((i, j) => compare(costs, i, costs, j) || i - j)
}
