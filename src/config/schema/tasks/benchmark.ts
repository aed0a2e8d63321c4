import type { BenchmarkName } from '../../../tasks/benchmark/functions.ts'
import { benchmarkFunctions } from '../../../tasks/benchmark/functions.ts'
import { type BenchmarkOptions, benchmarkDefaults } from '../../../tasks/benchmark.ts'
import { flag, integer, number, type Shape, word } from '../field.ts'
import { noBatch } from './samples.ts'

/** A function on which optimisers are compared. */
export interface BenchmarkConfig extends BenchmarkOptions {
  readonly kind: 'benchmark'
  /** Never given: such a task has no samples. */
  readonly batch?: undefined
}

export const benchmarkShape: Shape<Omit<BenchmarkConfig, 'kind'>> = {
  function: word<BenchmarkName>(Object.keys(benchmarkFunctions) as BenchmarkName[]).describe(
    'the function to minimize; it is 0 at its optimum',
  ),
  dimension: integer({ min: 1, max: 100_000 })
    .default(benchmarkDefaults.dimension)
    .describe('the number of its variables'),
  shift: number({ min: 0 })
    .default(benchmarkDefaults.shift)
    .describe('each coordinate of the optimum is moved by up to this, drawn by the seed'),
  rotate: flag()
    .default(benchmarkDefaults.rotate)
    .describe('turn the function around its optimum by a rotation that the seed draws'),
  batch: noBatch,
}
