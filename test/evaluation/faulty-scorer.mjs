/**
 * A `score` method that throws at rows marked -1 and rejects, after some event loop turns, at rows marked -2.
 * @param score the method that it replaces
 * @param marks (N)
 */
export function faultyScorer(score, marks) {
  return function (genome, at) {
    if (marks[at.individual] === -1) throw new RangeError(`row ${at.individual} cannot be scored`)
    if (marks[at.individual] === -2) {
      return new Promise((_, reject) =>
        setTimeout(() => reject(new TypeError(`row ${at.individual} was too late`)), 1),
      )
    }
    return score.call(this, genome, at)
  }
}
