import { Descent } from '../../backprop/descent.ts'
import { type DescentOptions, descentDefaults } from '../../backprop/options.ts'
import { InputError } from '../../errors.ts'
import { DataEvaluator } from '../../evaluation/data-evaluator.ts'
import { toCost } from '../../evaluation/evaluator.ts'
import { type LearningOptions, learners } from '../../evaluation/learning.ts'
import { strategies } from '../../evolution/index.ts'
import type { Problem } from '../../evolution/problem.ts'
import { Arena } from '../../kernels/arena.ts'
import type { Arithmetic } from '../../kernels/kernel.ts'
import { planArena } from '../../kernels/plan.ts'
import { unitBlocks } from '../../network/genome.ts'
import { initialDistribution } from '../../network/initialisers.ts'
import type { Topology } from '../../network/topology.ts'
import { drawPrior } from '../../random/prior.ts'
import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import { EvolutionTrainer } from '../../run/evolution-trainer.ts'
import { GradientTrainer } from '../../run/gradient-trainer.ts'
import { PhasedTrainer } from '../../run/phased-trainer.ts'
import { Standing } from '../../run/standing.ts'
import type { Trainer } from '../../run/trainer.ts'
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
  readonly arithmetic: Arithmetic
  readonly workers: number
  readonly onNotice: (line: string) => void
}

/**
 * Allocates, and puts the phases of a training together.
 * @throws InputError for sizes that do not fit the data or the memory
 */
export function buildTraining(parts: Parts): Training {
  const evaluator = buildEvaluator(parts)
  const standing = new Standing()
  const { strategy } = parts.config
  const first = isGradient(strategy)
    ? gradientPhase(parts, strategy, evaluator, standing)
    : evolutionPhase(parts, strategy, evaluator, standing)
  const { finetune } = parts.config
  if (finetune === undefined) return { evaluator, trainer: first }
  return {
    evaluator,
    trainer: new PhasedTrainer([first, finetunePhase(parts, finetune, evaluator, standing)]),
  }
}

function buildEvaluator({ config, task, topology, arithmetic, workers, onNotice }: Parts): DataEvaluator {
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
    { arithmetic, loss: task.loss, learning, seed },
    { workers, batch, onNotice },
  )
}

function evolutionPhase(
  { config, topology }: Parts,
  { kind, ...options }: EvolutionConfig,
  evaluator: DataEvaluator,
  standing: Standing,
): Trainer {
  const problem: Problem = {
    length: evaluator.length,
    ...unitBlocks(topology),
    prior: initialDistribution(topology, config.network.init),
    resampled: evaluator.resampled,
  }
  const search = { problem, options, seed: config.seed }
  const strategy = strategies[kind]
  return new EvolutionTrainer({ strategy, search, evaluator, toCost, stop: config.stop, standing })
}

/** Gradient descent from fresh weights. */
function gradientPhase(
  { config, task, topology }: Parts,
  strategy: GradientConfig,
  evaluator: DataEvaluator,
  standing: Standing,
): Trainer {
  const { seed, stop } = config
  const epochPrice = evaluator.epochPrice()
  // One evaluation goes to a look at the weights to begin with.
  checkEvaluations(stop, Math.ceil(1 + epochPrice), 'epoch')
  const affordable = stop.evaluations && (stop.evaluations - 1) / epochPrice
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
    standing,
    phase: 'train',
    monitor: monitorOf('strategy', strategy, task),
    epochPrice,
    stop,
  })
}

/** Gradient descent from the champion. */
function finetunePhase(
  { config, task }: Parts,
  finetune: NonNullable<Config['finetune']>,
  evaluator: DataEvaluator,
  standing: Standing,
): Trainer {
  const { epochs, patience, seconds, target } = finetune
  return new GradientTrainer({
    begin() {
      const descent = descentOf(finetune, evaluator, config.seed, 1, epochs)
      descent.parameters.set(standing.champion!.genome)
      return descent
    },
    evaluator,
    standing,
    phase: 'finetune',
    monitor: monitorOf('finetune', finetune, task),
    epochPrice: evaluator.epochPrice(),
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
