import type { Arena } from '../../memory/arena.ts'
import type { Scorer } from '../scorer.ts'
import type { EvaluationSpec } from '../spec.ts'
import type { FitnessHost } from './custom/host.ts'
import { CustomScorer } from './custom/scorer.ts'
import { SupervisedScorer } from './supervised.ts'

/**
 * Builds the scorer of a spec, with the scratch of one slot.
 * @param host of the user's code; null for a scorer that has none
 */
export function scorerOf(
  memory: Arena,
  spec: EvaluationSpec,
  slot: number,
  host: FitnessHost | null,
): Scorer {
  const { scorer, seed, direction } = spec
  if (scorer.kind === 'supervised') return new SupervisedScorer(memory, scorer, spec, slot)
  if (host === null) throw new RangeError('custom: expected a host for the fitness, found none')
  return new CustomScorer(memory, scorer, { seed, direction, host, slot, computation: spec })
}
