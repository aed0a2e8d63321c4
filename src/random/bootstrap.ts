/**
 * The uncertainty of a statistic of a few repeats: the bootstrap (Efron, "Bootstrap methods: another look at the
 * jackknife" 1979, https://doi.org/10.1214/aos/1176344552), with the percentile interval of Efron and Tibshirani,
 * "An Introduction to the Bootstrap" (1993), section 13.3.
 */
import { quantile } from '../math/quantile.ts'
import type { RandomStream } from './stream.ts'

export interface BootstrapOptions {
  /** Confidence level, in (0, 1). Default: 0.95. */
  readonly level?: number
  /** How many samples of the same size are drawn with replacement, at least 1. Default: 10,000. */
  readonly resamples?: number
  readonly stream: RandomStream
}

/**
 * A confidence interval of a statistic. Does not depend on the order of the values.
 * @param values (n) finite, at least one
 * @param statistic of (n) values in ascending order, in a buffer that is reused for each call
 * @returns [low, high]; [v, v] if there is only one value v and the statistic is a location such as the median
 */
export function bootstrapInterval(
  values: readonly number[],
  statistic: (sorted: Float64Array) => number,
  { level = 0.95, resamples = 10_000, stream }: BootstrapOptions,
): readonly [number, number] {
  const sorted = Float64Array.from(values).sort()
  const count = sorted.length
  const times = new Uint32Array(count)
  const sample = new Float64Array(count)
  const statistics = Float64Array.from({ length: resamples }, () => {
    times.fill(0)
    for (let i = 0; i < count; i++) times[stream.integer(count)]!++
    // Each value as often as it was drawn, so that the sample is sorted.
    let end = 0
    for (let i = 0; i < count; i++) {
      const start = end
      end += times[i]!
      sample.fill(sorted[i]!, start, end)
    }
    return statistic(sample)
  })
  const tail = (1 - level) / 2
  return [quantile(statistics, tail), quantile(statistics, 1 - tail)]
}
