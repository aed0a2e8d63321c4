/** 0 … n - 1 from the lowest cost to the highest, (n). Of equals the earlier stands first. */
export function ranking(cost: Float64Array): Uint32Array {
  const order = Uint32Array.from(cost, (_, index) => index)
  return order.sort((i, j) => (cost[i] < cost[j] ? -1 : cost[i] > cost[j] ? 1 : i - j))
}
