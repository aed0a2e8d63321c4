import type { Objective } from '../gradient/objective.ts'
import type { Topology } from '../model/topology.ts'
import type { Supervised } from '../tasks/task.ts'
import { type ChargedSamples, epochCharge } from './charge.ts'
import type { Evaluator } from './evaluator.ts'
import type { Executor } from './executor.ts'
import { Handler, type Workplace } from './handler.ts'
import { Learning } from './learning/learning.ts'
import { PopulationEvaluator } from './population-evaluator.ts'
import { quickestExecutor } from './quickest.ts'
import { SupervisedScorer, type SupervisedScorerSpec } from './scorers/supervised.ts'
import { SplitScorer } from './split-scorer.ts'
import { VerdictExecutor, type Verdicts } from './verdicts.ts'

/** The parts of a task with samples that gradient descent needs. */
export interface GradientSource {
  /** The loss over the training part, for a descent in process. The memory must be planned with `gradient`. */
  objective(): Objective
  /** The cost of an epoch and of scoring its result, in evaluations. */
  readonly epochCharge: number
  /** Samples per evaluation: the batch size, or S of the training part. */
  readonly samplesPerEvaluation: number
}

/** The options of the evaluation of a task with samples. */
export interface SupervisedParts {
  readonly workplace: Workplace
  readonly scorer: SupervisedScorerSpec
  readonly supervised: Supervised
  readonly topology: Topology
  /** The size of the batch that is drawn for each generation; null scores on the whole training part. */
  readonly batch: number | null
  /** The number of threads; 0 scores in process. */
  readonly workers: number
  /** Scores instead of this process and its threads; null for none. */
  readonly remote: Executor | null
  /** What the clock or the machine has decided, and decides. */
  readonly verdicts: Verdicts
  /** Called once if the threads are not worth starting. */
  readonly onNotice: (line: string) => void
  /** Gives milliseconds, to find out whether threads are worth starting. Default: the real time. */
  readonly clock?: (() => number) | undefined
}

/** Copies the samples of a task to memory and builds the parts that score on them. No thread starts yet. */
export function createSupervisedEvaluation(parts: SupervisedParts): {
  readonly evaluator: Evaluator
  readonly gradients: GradientSource
} {
  const { workplace, supervised, topology, batch, workers, remote, verdicts, onNotice, clock } = parts
  const { memory, spec } = workplace
  const slot = memory.plan.slots - 1
  const scorer = new SupervisedScorer(memory, parts.scorer, spec, slot)
  const judge = new SplitScorer(
    memory,
    supervised,
    scorer,
    batch === null ? null : { size: batch, seed: spec.seed },
  )
  const train = supervised.data.train.count
  const samples: ChargedSamples = { topology, train, perEvaluation: batch ?? train }
  const learning = spec.learning && new Learning(workplace, spec.learning, samples)
  const here = (): Executor =>
    quickestExecutor(workplace, new Handler(workplace, slot), { workers, onNotice, clock })
  const scoring = remote ?? here()
  const executor = new VerdictExecutor(scoring, workplace, verdicts)
  return {
    evaluator: new PopulationEvaluator({ workplace, executor, workers, judge, learning }),
    gradients: {
      objective: () => scorer.objective(),
      epochCharge: epochCharge(samples),
      samplesPerEvaluation: samples.perEvaluation,
    },
  }
}
