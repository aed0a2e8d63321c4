import type { SupervisedScorer } from '../../src/evaluation/scorers/supervised.ts'

export declare function faultyScorer(
  score: SupervisedScorer['score'],
  marks: Float64Array,
): SupervisedScorer['score']
