import type { Topology } from '../model/topology.ts'
import { type LearningOptions, learners, learns } from './learning/options.ts'

/**
 * The cost of the gradient over some samples, in forward passes over them, by multiply-adds: one forward, one for the
 * weights' gradient, and one for the error signal back through every layer except the first.
 */
function gradientCharge({ layers }: Topology): number {
  const products = layers.map(({ inputs, outputs }) => inputs * outputs)
  return 3 - products[0]! / products.reduce((sum, count) => sum + count, 0)
}

/** The figures that charges depend on. */
export interface ChargedSamples {
  readonly topology: Topology
  /** Samples of the training part. */
  readonly train: number
  /** Samples per evaluation: the batch size, or S of the training part. */
  readonly perEvaluation: number
}

/** The cost of an epoch of a descent and of scoring its result, in evaluations. */
export function epochCharge({ topology, train, perEvaluation }: ChargedSamples): number {
  return ((gradientCharge(topology) + 1) * train) / perEvaluation
}

/** The cost of learning for one individual, in evaluations: its steps and one more scoring. */
export function lessonCharge(
  { topology, train, perEvaluation }: ChargedSamples,
  { steps, descent: { batchSize } }: LearningOptions,
): number {
  const samples = Math.min(batchSize, train)
  return (steps * samples * gradientCharge(topology)) / perEvaluation + 1
}

/** The cost of a generation of `count` individuals, in evaluations, including learning. */
export function generationCharge(
  samples: ChargedSamples,
  learning: LearningOptions,
  count: number,
  generation: number,
): number {
  if (!learns(learning, generation)) return count
  return count + learners(learning, count) * lessonCharge(samples, learning)
}
