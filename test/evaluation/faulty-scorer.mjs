/**
 * A method `score` that throws at rows marked with -1, and rejects at rows marked with -2, some turns of the event loop later.
 * @param score the method that it stands for
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
