import { Arena } from '../memory/arena.ts'
import { planArena } from '../memory/plan.ts'
import type { LossName } from '../model/losses.ts'
import type { Topology } from '../model/topology.ts'
import type { Computation } from './computation.ts'
import { engines } from './index.ts'

/**
 * The mean loss of one network over samples, with the bits of a run that has them as a part of its data.
 * @param parameters (P)
 * @param samples inputs (S, I), targets (S, O), weights (S) or null, S ≥ 1
 */
export function wholeLoss(
  { topology, parameters }: { readonly topology: Topology; readonly parameters: Float32Array },
  samples: {
    readonly count: number
    readonly inputs: Float32Array
    readonly targets: Float32Array
    readonly weights: Float32Array | null
  },
  loss: LossName,
  { engine, arithmetic }: Computation,
): number {
  const { count, inputs, targets, weights } = samples
  const sizes = { train: 0, validation: 0, test: 0, batch: count }
  const weighted = weights !== null
  const arena = Arena.allocate(planArena({ topology, rows: 1, slots: 1, samples: sizes, weighted }))
  arena.population.candidate.set(parameters)
  const region = arena.dataset.load('batch', count, inputs, targets, weights)
  return engines[engine].kernel(arena, arithmetic, 0).loss(arena.population.candidateAt, region, loss)
}
