import type { Score, ScoredAt } from '../../src/evaluation/scorer.ts'
import type { SupervisedScorer } from '../../src/evaluation/scorers/supervised.ts'
import type { Genome } from '../../src/random/genome.ts'

/**
 * A method `score` that throws at rows marked with -1, and rejects at rows marked with -2, some turns of the event loop later.
 * @param score the method that it replaces
 * @param marks (N)
 */
export function faultyScorer(
  score: SupervisedScorer['score'],
  marks: ArrayLike<number>,
): SupervisedScorer['score'] {
  return function (this: SupervisedScorer, genome: Genome, at?: ScoredAt): Score {
    const row = at?.individual ?? -1
    if (marks[row] === -1) throw new RangeError(`row ${row} cannot be scored`)
    if (marks[row] === -2) {
      const late = new Promise<never>((_, reject) => {
        setTimeout(() => reject(new TypeError(`row ${row} was too late`)), 1)
      })
      // Any scorer may be asynchronous; this one's type says that it is not.
      return late as unknown as Score
    }
    return score.call(this, genome)
  }
}
