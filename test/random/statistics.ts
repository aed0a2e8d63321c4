/** Kolmogorov and Smirnov's distance between `samples` and a continuous distribution, times √n. */
export function kolmogorovSmirnov(samples: ArrayLike<number>, cdf: (x: number) => number): number {
  const sorted = Float64Array.from(samples).sort()
  const n = sorted.length
  let most = 0
  for (let i = 0; i < n; i++) {
    const p = cdf(sorted[i])
    most = Math.max(most, p - i / n, (i + 1) / n - p)
  }
  return most * Math.sqrt(n)
}

/** Pearson's χ² of `counts` against equal odds. */
export function chiSquare(counts: ArrayLike<number>): number {
  const all = Array.from(counts)
  const expected = all.reduce((sum, count) => sum + count, 0) / all.length
  return all.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

/** A value that χ² with `freedom` degrees exceeds about once in a million (Wilson and Hilferty 1931). */
export function chiSquareBound(freedom: number): number {
  const spread = 2 / (9 * freedom)
  return freedom * (1 - spread + 4.75 * Math.sqrt(spread)) ** 3
}

/** The correlation of two samples of the same length. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const meanA = moment(a, 1)
  const meanB = moment(b, 1)
  let [ab, aa, bb] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const [da, db] = [a[i] - meanA, b[i] - meanB]
    ab += da * db
    aa += da * da
    bb += db * db
  }
  return ab / Math.sqrt(aa * bb)
}

/** The mean of the `k`-th powers. */
export function moment(samples: ArrayLike<number>, k: number): number {
  let sum = 0
  for (let i = 0; i < samples.length; i++) sum += samples[i] ** k
  return sum / samples.length
}

/** Φ(x), by the series of Marsaglia (2004), to about 1e-15 for |x| < 7. */
export function normalCdf(x: number): number {
  let [sum, term] = [x, x]
  for (let k = 3; Math.abs(term) > 1e-17; k += 2) {
    term *= (x * x) / k
    sum += term
  }
  return 0.5 + sum * Math.exp(-0.5 * x * x) * 0.3989422804014327
}
