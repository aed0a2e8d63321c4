import type { Topology } from '../model/topology.ts'
import { type LearningOptions, learners, learns } from './learning/options.ts'

/**
 * What the gradient over some samples costs in forward passes over them, by multiply-adds: one forward, one for the
 * weights' gradient, and one for what goes back through every layer but the first.
 */
function gradientCharge({ layers }: Topology): number {
  const products = layers.map(({ inputs, outputs }) => inputs * outputs)
  return 3 - products[0]! / products.reduce((sum, count) => sum + count, 0)
}

/** What charges depend on. */
export interface ChargedSamples {
  readonly topology: Topology
  /** Samples of the training part. */
  readonly train: number
  /** Samples that an evaluation takes in: the batch, or the training part. */
  readonly perEvaluation: number
}

/** What an epoch of a descent and a look at where it got to cost, in evaluations. */
export function epochCharge({ topology, train, perEvaluation }: ChargedSamples): number {
  return ((gradientCharge(topology) + 1) * train) / perEvaluation
}

/** What it costs to let one individual learn, in evaluations: its steps, and scoring it once more. */
export function lessonCharge(
  { topology, train, perEvaluation }: ChargedSamples,
  { steps, descent: { batchSize } }: LearningOptions,
): number {
  const samples = Math.min(batchSize, train)
  return (steps * samples * gradientCharge(topology)) / perEvaluation + 1
}

/** What a generation of `count` individuals costs, in evaluations, where some of them learn. */
export function generationCharge(
  samples: ChargedSamples,
  learning: LearningOptions,
  count: number,
  generation: number,
): number {
  if (!learns(learning, generation)) return count
  return count + learners(learning, count) * lessonCharge(samples, learning)
}
