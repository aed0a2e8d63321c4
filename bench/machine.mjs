// Helpers of the benchmarks: a description of the machine, statistics, tables of data, and results as JSON.
import { appendFileSync, closeSync, openSync, writeSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'

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

/** Adds a result to the file that BENCH_JSON names, one JSON object a line; bench/all.mjs collects them. */
export function record(result) {
  const file = process.env.BENCH_JSON
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(result)}\n`)
}

/** Writes a CSV table of arbitrary numbers from a formula. Their values do not affect the time. Returns its path. */
export function table(folder, inputs, classes, samples) {
  const path = join(folder, `${inputs}-${classes}-${samples}.csv`)
  const file = openSync(path, 'w')
  writeSync(file, `${[...Array.from({ length: inputs }, (_, i) => `x${i}`), 'class'].join(',')}\n`)
  for (let s = 0; s < samples; s++) {
    const cells = Array.from({ length: inputs }, (_, i) => ((s * 31 + i * 17) % 101) / 100)
    writeSync(file, `${cells.join(',')},c${s % classes}\n`)
  }
  closeSync(file)
  return path
}
