// What a figure was measured on, and the middle of several.
import { availableParallelism, cpus } from 'node:os'

export function machine() {
  return `${cpus()[0].model}, ${availableParallelism()} cores, Node.js ${process.versions.node}`
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2
}
