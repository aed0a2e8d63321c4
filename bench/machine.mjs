// Helpers of the benchmarks: a description of the machine, and statistics.
import { availableParallelism, cpus } from 'node:os'

export function machine() {
  return `${cpus()[0].model}, ${availableParallelism()} cores, Node.js ${process.versions.node}`
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2
}

/** The value nearest to a quantile. */
export function quantile(values, share) {
  return [...values].sort((a, b) => a - b)[Math.round((values.length - 1) * share)]
}
