import type { Computation } from '../../kernels/computation.ts'
import type { Arena } from '../../memory/arena.ts'
import type { Scorer } from '../scorer.ts'
import { SupervisedScorer, type SupervisedScorerSpec } from './supervised.ts'

/** The specs of all scorers, by kind. */
export type ScorerSpec = SupervisedScorerSpec

/** Builds the scorer of a spec, with the scratch of one slot. */
export function scorerOf(memory: Arena, spec: ScorerSpec, computation: Computation, slot: number): Scorer {
  return new SupervisedScorer(memory, spec, computation, slot)
}
