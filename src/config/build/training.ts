import type { Evaluator } from '../../evaluation/evaluator.ts'
import type { GradientSource } from '../../evaluation/supervised.ts'
import type { Verdicts } from '../../evaluation/verdicts.ts'
import { EvolutionTrainer } from '../../run/evolution-trainer.ts'
import type { FailureRule } from '../../run/failure-watch.ts'
import type { FitnessRules } from '../../run/fitness-rules.ts'
import { PhasedTrainer } from '../../run/phased-trainer.ts'
import { RunProgress } from '../../run/progress.ts'
import type { PhaseTrainer, Trainer } from '../../run/trainer.ts'
import { bindStrategy } from '../../strategies/index.ts'
import { isOf } from '../schema/strategy.ts'
import { descentPhase, finetunePhase } from './descent.ts'
import { buildEvaluation } from './evaluation.ts'
import { monitorOf } from './monitor.ts'
import type { BuiltEvaluation, RunParts } from './parts.ts'

/** A training that is ready to start. Nothing has been written and no thread started. */
export interface BuiltTraining {
  readonly evaluator: Evaluator
  /** Null for a task without samples. */
  readonly gradients: GradientSource | null
  readonly trainer: Trainer
  /** What all threads share. */
  readonly memoryBytes: number
  /** What the clock or the machine has decided, and decides. */
  readonly verdicts: Verdicts
}

/**
 * Allocates memory and builds the phases of a training.
 * @throws InputError for sizes that do not fit the data or the memory
 */
export function buildTraining(parts: RunParts): BuiltTraining {
  const { finetune } = parts.config
  const evaluation = buildEvaluation(parts)
  const progress = new RunProgress()
  const first = strategyPhase(parts, evaluation, progress)
  const rest = finetune === undefined ? [] : [finetunePhase(parts, finetune, evaluation, progress)]
  const { evaluator, gradients, memoryBytes } = evaluation
  const trainer = new PhasedTrainer([first, ...rest], progress)
  return { evaluator, gradients, memoryBytes, trainer, verdicts: parts.verdicts }
}

function strategyPhase(parts: RunParts, evaluation: BuiltEvaluation, progress: RunProgress): PhaseTrainer {
  const { strategy } = parts.config
  const stop = { ...parts.config.stop, timeUpAfter: parts.timeUpAfter?.train }
  const { evaluator, search } = evaluation
  if (search !== null && isOf('evolution', strategy)) {
    return new EvolutionTrainer({
      strategy: bindStrategy(search.spec, search.shared),
      evaluator,
      stop,
      monitor: monitorOf('strategy', strategy.monitor, parts.task),
      progress,
      failures: failureRuleOf(parts),
      rules: rulesOf(parts),
    })
  }
  if (!isOf('gradient', strategy)) throw new RangeError(`${strategy.kind}: nothing was built for it`)
  return descentPhase(parts, strategy, evaluation, progress)
}

/** Null for a task with samples. */
function rulesOf({ task: { custom }, config, onNotice }: RunParts): FitnessRules | null {
  if (custom === null) return null
  const { champion } = custom.options
  return { ...champion, evaluations: config.stop.evaluations, onNotice }
}

/** Code of the user fails one by one; a loss that is not finite comes from weights that are too large. */
function failureRuleOf({ task: { custom } }: RunParts): FailureRule {
  if (custom !== null) {
    const { failures: share } = custom.options
    return { share, what: 'failed', cure: () => `task.failures allows a share of ${share}` }
  }
  return { share: 1, what: 'gave no finite loss', cure: cureOfWeights }
}

function cureOfWeights(scored: boolean): string {
  return scored
    ? 'the weights have grown too large: lower the step size of strategy.mutation, keep strategy.elites, or choose another ' +
        'strategy.crossover'
    : 'weights or inputs are too large from the start: lower network.init, or set standardize: true for the data'
}
