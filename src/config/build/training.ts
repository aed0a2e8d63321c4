import { InputError } from '../../errors.ts'
import { DataEvaluator } from '../../evaluation/data-evaluator.ts'
import { toCost } from '../../evaluation/evaluator.ts'
import { type LearningOptions, learners } from '../../evaluation/learning.ts'
import { Descent } from '../../gradient/descent.ts'
import { type DescentOptions, descentDefaults } from '../../gradient/options.ts'
import type { Computation } from '../../kernels/computation.ts'
import { Arena } from '../../memory/arena.ts'
import { planArena } from '../../memory/plan.ts'
import { unitBlocks } from '../../model/genome.ts'
import { initialDistribution } from '../../model/initialisers.ts'
import type { Topology } from '../../model/topology.ts'
import { drawPrior } from '../../random/prior.ts'
import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import { EvolutionTrainer } from '../../run/evolution-trainer.ts'
import { GradientTrainer } from '../../run/gradient-trainer.ts'
import { PhasedTrainer } from '../../run/phased-trainer.ts'
import { RunProgress } from '../../run/progress.ts'
import type { Trainer } from '../../run/trainer.ts'
import { strategies } from '../../strategies/index.ts'
import type { Problem } from '../../strategies/problem.ts'
import type { Task } from '../../tasks/task.ts'
import type { TrainingOptions } from '../schema/gradient.ts'
import { type EvolutionConfig, type GradientConfig, isGradient } from '../schema/strategy.ts'
import type { Config, MemeticConfig, TaskConfig } from '../schema.ts'

/** What trains: nothing has been written and no thread started. */
export interface Training {
  readonly evaluator: DataEvaluator
  readonly trainer: Trainer
}

/** The settled parts of a run that its training is made of. */
export interface Parts {
  readonly config: Config
  readonly task: Task
  readonly topology: Topology
  readonly computation: Computation
  readonly workers: number
  readonly onNotice: (line: string) => void
}

/**
 * Allocates, and puts the phases of a training together.
 * @throws InputError for sizes that do not fit the data or the memory
 */
export function buildTraining(parts: Parts): Training {
  const evaluator = buildEvaluator(parts)
  const progress = new RunProgress()
  const { strategy } = parts.config
  const first = isGradient(strategy)
    ? gradientPhase(parts, strategy, evaluator, progress)
    : evolutionPhase(parts, strategy, evaluator, progress)
  const { finetune } = parts.config
  if (finetune === undefined) return { evaluator, trainer: first }
  return {
    evaluator,
    trainer: new PhasedTrainer([first, finetunePhase(parts, finetune, evaluator, progress)]),
  }
}

function buildEvaluator({ config, task, topology, computation, workers, onNotice }: Parts): DataEvaluator {
  const { strategy, finetune, memetic, seed } = config
  const { train, validation, test } = task.data
  const rows = isGradient(strategy) ? 1 : strategies.ga.capacity(strategy)
  if (!isGradient(strategy)) checkEvaluations(config.stop, rows, 'generation')
  const batch = batchSize(config.task, train.count)
  const learning = memetic && learningOf(memetic)
  const descents = [strategy, finetune, memetic].filter(
    (options) => options !== undefined && 'batchSize' in options,
  )
  const minibatches = descents.map((options) => options.batchSize).filter((size) => size < train.count)
  const arena = Arena.allocate(
    planArena({
      topology,
      rows,
      slots: workers + 1,
      samples: { train: train.count, validation: validation.count, test: test.count, batch: batch ?? 0 },
      gradient: descents.length > 0,
      minibatch: Math.max(0, ...minibatches),
      learned: learning === undefined ? 0 : learners(learning, rows),
    }),
  )
  return new DataEvaluator(
    arena,
    task,
    { ...computation, loss: task.loss, learning, seed },
    { workers, batch, onNotice },
  )
}

function evolutionPhase(
  { config, topology }: Parts,
  { kind, ...options }: EvolutionConfig,
  evaluator: DataEvaluator,
  progress: RunProgress,
): Trainer {
  const problem: Problem = {
    length: evaluator.length,
    ...unitBlocks(topology),
    prior: initialDistribution(topology, config.network.init),
    resampled: evaluator.resampled,
  }
  const search = { problem, options, seed: config.seed }
  const strategy = strategies[kind]
  return new EvolutionTrainer({ strategy, search, evaluator, toCost, stop: config.stop, progress })
}

/** Gradient descent from fresh weights. */
function gradientPhase(
  { config, task, topology }: Parts,
  strategy: GradientConfig,
  evaluator: DataEvaluator,
  progress: RunProgress,
): Trainer {
  const { seed, stop } = config
  const epochCharge = evaluator.epochCharge()
  // One evaluation goes to a look at the weights to begin with.
  checkEvaluations(stop, Math.ceil(1 + epochCharge), 'epoch')
  const affordable = stop.evaluations && (stop.evaluations - 1) / epochCharge
  const epochs = Math.floor(
    Math.min(stop.generations ?? Number.POSITIVE_INFINITY, affordable ?? Number.POSITIVE_INFINITY),
  )
  const options = { ...strategy, optimizer: strategy }
  return new GradientTrainer({
    begin() {
      const descent = descentOf(options, evaluator, seed, 0, epochs)
      const stream = new RandomStream({ seed, purpose: purpose.initial })
      drawPrior(initialDistribution(topology, config.network.init), descent.parameters, stream)
      return descent
    },
    evaluator,
    progress,
    phase: 'train',
    monitor: monitorOf('strategy', strategy, task),
    epochCharge,
    stop,
  })
}

/** Gradient descent from the champion. */
function finetunePhase(
  { config, task }: Parts,
  finetune: NonNullable<Config['finetune']>,
  evaluator: DataEvaluator,
  progress: RunProgress,
): Trainer {
  const { epochs, patience, seconds, target } = finetune
  return new GradientTrainer({
    begin() {
      const descent = descentOf(finetune, evaluator, config.seed, 1, epochs)
      descent.parameters.set(progress.champion!.genome)
      return descent
    },
    evaluator,
    progress,
    phase: 'finetune',
    monitor: monitorOf('finetune', finetune, task),
    epochCharge: evaluator.epochCharge(),
    stop: { generations: epochs, patience, seconds, target },
  })
}

/** @param phase tells the shuffles of one phase from those of another */
function descentOf(
  options: DescentOptions,
  evaluator: DataEvaluator,
  seed: number,
  phase: number,
  epochs: number,
): Descent {
  const id = { seed, purpose: purpose.minibatch, generation: phase }
  return new Descent(evaluator.objective(), options, id, epochs)
}

function learningOf({ optimizer, learningRate, batchSize, ...options }: MemeticConfig): LearningOptions {
  const descent = { ...descentDefaults, optimizer, learningRate, batchSize }
  return { ...options, descent }
}

function monitorOf(field: string, { monitor }: TrainingOptions, { data }: Task): 'train' | 'validation' {
  const validated = data.validation.count > 0
  if (monitor === 'auto') return validated ? 'validation' : 'train'
  if (monitor === 'train' || validated) return monitor
  throw new InputError({
    field: `${field}.monitor`,
    expected: 'train, since there is no validation part',
    found: monitor,
    hint: 'task.data.validation makes one',
  })
}

/** The batch of the config; null where it takes in the whole training part anyway. */
function batchSize(task: TaskConfig, available: number): number | null {
  const { batch } = task
  if (batch === undefined || batch === available) return null
  if (batch < available) return batch
  throw new InputError({
    field: 'task.batch',
    expected: `at most ${available}, the samples of the training part`,
    found: String(batch),
  })
}

/** A run that may not finish its first generation, or epoch, would find nothing. */
function checkEvaluations(
  { evaluations }: Config['stop'],
  least: number,
  unit: 'generation' | 'epoch',
): void {
  if (evaluations === undefined || evaluations >= least) return
  throw new InputError({
    field: 'stop.evaluations',
    expected: `at least ${least}, the first ${unit}`,
    found: String(evaluations),
  })
}
