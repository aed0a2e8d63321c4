import type { Objective } from '../gradient/objective.ts'
import type { Topology } from '../model/topology.ts'
import type { Supervised } from '../tasks/task.ts'
import { AdaptiveExecutor } from './adaptive.ts'
import { type ChargedSamples, epochCharge } from './charge.ts'
import type { Evaluator } from './evaluator.ts'
import { Handler, type Workplace } from './handler.ts'
import { InProcessExecutor } from './in-process.ts'
import { Learning } from './learning/learning.ts'
import { PoolExecutor } from './pool.ts'
import { PopulationEvaluator } from './population-evaluator.ts'
import { SupervisedScorer } from './scorers/supervised.ts'
import { SplitScorer } from './split-scorer.ts'

/** What gradient descent needs of a task with samples. */
export interface GradientSource {
  /** The loss over the training part, for a descent in process. The memory has to be planned with `gradient`. */
  objective(): Objective
  /** What an epoch, and a look at where it got to, cost in evaluations. */
  readonly epochCharge: number
  /** Samples that an evaluation takes in: the batch, or the training part. */
  readonly samplesPerEvaluation: number
}

/** What the evaluation of a task with samples is made for. */
export interface SupervisedParts {
  readonly workplace: Workplace
  readonly supervised: Supervised
  readonly topology: Topology
  /** Samples a generation is scored on, drawn afresh each time; null scores on the whole training part. */
  readonly batch: number | null
  /** Threads; 0 scores in process. */
  readonly workers: number
  /** Told once if the threads are not worth starting. */
  readonly onNotice: (line: string) => void
}

/** Keeps the samples of a task in memory, and puts together what scores on them. No thread is started yet. */
export function createSupervisedEvaluation(parts: SupervisedParts): {
  readonly evaluator: Evaluator
  readonly gradients: GradientSource
} {
  const { workplace, supervised, topology, batch, workers, onNotice } = parts
  const { memory, spec } = workplace
  const slot = memory.plan.slots - 1
  const scorer = new SupervisedScorer(memory, spec.scorer, spec, slot)
  const judge = new SplitScorer(
    memory,
    supervised,
    scorer,
    batch === null ? null : { size: batch, seed: spec.seed },
  )
  const train = supervised.data.train.count
  const samples: ChargedSamples = { topology, train, perEvaluation: batch ?? train }
  const learning = spec.learning && new Learning(workplace, spec.learning, samples)
  const here = new InProcessExecutor(new Handler(workplace, slot))
  const executor =
    workers === 0 ? here : new AdaptiveExecutor(here, () => new PoolExecutor(workplace, workers), onNotice)
  return {
    evaluator: new PopulationEvaluator({ workplace, executor, workers, judge, learning }),
    gradients: {
      objective: () => scorer.objective(),
      epochCharge: epochCharge(samples),
      samplesPerEvaluation: samples.perEvaluation,
    },
  }
}
