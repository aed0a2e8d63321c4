import type { GradientSource } from '../../evaluation/supervised.ts'
import { Descent } from '../../gradient/descent.ts'
import type { DescentOptions } from '../../gradient/options.ts'
import { initialDistribution } from '../../model/initialisers.ts'
import { drawPrior } from '../../random/prior.ts'
import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import { GradientTrainer } from '../../run/gradient-trainer.ts'
import type { RunProgress } from '../../run/progress.ts'
import type { PhaseTrainer } from '../../run/trainer.ts'
import type { FinetuneConfig } from '../schema/finetune.ts'
import type { DescentConfig } from '../schema/strategies/descent.ts'
import { monitorOf } from './monitor.ts'
import { type BuiltEvaluation, checkEvaluations, gradientsOf, type RunParts, topologyOf } from './parts.ts'

/** Gradient descent from random weights, or from the network that the run starts from. */
export function descentPhase(
  parts: RunParts,
  strategy: DescentConfig,
  evaluation: BuiltEvaluation,
  progress: RunProgress,
): PhaseTrainer {
  const { config, task, start } = parts
  const { seed, stop } = config
  const { evaluator } = evaluation
  const gradients = gradientsOf(evaluation)
  const { epochCharge } = gradients
  // One evaluation is for the initial weights.
  checkEvaluations(stop, Math.ceil(1 + epochCharge), 'epoch')
  const affordable = stop.evaluations && (stop.evaluations - 1) / epochCharge
  const epochs = Math.floor(
    Math.min(stop.generations ?? Number.POSITIVE_INFINITY, affordable ?? Number.POSITIVE_INFINITY),
  )
  const options = { ...strategy, optimizer: strategy }
  return new GradientTrainer({
    begin() {
      const descent = descentOf(options, gradients, seed, 0, epochs)
      if (start !== null) descent.parameters.set(start.parameters)
      else {
        const stream = new RandomStream({ seed, purpose: purpose.initial })
        drawPrior(initialDistribution(topologyOf(parts), config.network.init), descent.parameters, stream)
      }
      return descent
    },
    evaluator,
    progress,
    phase: 'train',
    monitor: monitorOf('strategy', strategy.monitor, task),
    epochCharge,
    stop: { ...stop, timeUpAfter: parts.timeUpAfter?.train },
  })
}

/** Gradient descent from the champion. */
export function finetunePhase(
  { config, task, timeUpAfter }: RunParts,
  finetune: FinetuneConfig,
  evaluation: BuiltEvaluation,
  progress: RunProgress,
): PhaseTrainer {
  const { evaluator } = evaluation
  const gradients = gradientsOf(evaluation)
  const { epochs, patience, seconds, target } = finetune
  return new GradientTrainer({
    begin() {
      const descent = descentOf(finetune, gradients, config.seed, 1, epochs)
      descent.parameters.set(progress.champion!.genome)
      return descent
    },
    evaluator,
    progress,
    phase: 'finetune',
    monitor: monitorOf('finetune', finetune.monitor, task),
    epochCharge: gradients.epochCharge,
    stop: { generations: epochs, patience, seconds, target, timeUpAfter: timeUpAfter?.finetune },
  })
}

/** @param phase makes the shuffles of the phases differ */
function descentOf(
  options: DescentOptions,
  gradients: GradientSource,
  seed: number,
  phase: number,
  epochs: number,
): Descent {
  const id = { seed, purpose: purpose.minibatch, generation: phase }
  return new Descent(gradients.objective(), options, id, epochs)
}
