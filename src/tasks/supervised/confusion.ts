/** How often each class was predicted as each other one, and the scores that follow. */
export interface Confusion {
  /** (C, C) counts of samples by true class, then by predicted class; null if it was not wanted. */
  readonly counts: Float64Array | null
  /** Samples without a predicted class, because their outputs are not numbers. */
  readonly undecided: number
  readonly scores: readonly ClassScore[]
  readonly accuracy: number
}

/** NaN where a score is not defined, such as the precision of a class that was never predicted. */
export interface ClassScore {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** Samples of the class. */
  readonly support: number
}

/**
 * @param truth (S) classes in [0, count)
 * @param chosen (S) the same, or -1
 * @param count C
 * @param mostClasses of more classes no matrix is wanted
 */
export function confusion(
  truth: ArrayLike<number>,
  chosen: ArrayLike<number>,
  count: number,
  mostClasses: number = Number.POSITIVE_INFINITY,
): Confusion {
  const counts = count > mostClasses ? null : new Float64Array(count * count)
  const hits = new Float64Array(count)
  const support = new Float64Array(count)
  const taken = new Float64Array(count)
  let undecided = 0
  let right = 0
  for (let sample = 0; sample < truth.length; sample++) {
    const [real, seen] = [truth[sample]!, chosen[sample]!]
    support[real]! += 1
    if (seen < 0) {
      undecided += 1
      continue
    }
    taken[seen]! += 1
    if (counts !== null) counts[real * count + seen]! += 1
    if (real !== seen) continue
    hits[real]! += 1
    right += 1
  }
  const scores = Array.from({ length: count }, (_, k): ClassScore => {
    const own = hits[k]!
    const f1 = (2 * own) / (support[k]! + taken[k]!)
    return { precision: own / taken[k]!, recall: own / support[k]!, f1, support: support[k]! }
  })
  return { counts, undecided, scores, accuracy: right / truth.length }
}
