import { InputError } from '../../errors.ts'
import type { Evaluator } from '../../evaluation/evaluator.ts'
import { type LearningOptions, learners } from '../../evaluation/learning/options.ts'
import type { EvaluationSpec } from '../../evaluation/spec.ts'
import { createSupervisedEvaluation, type GradientSource } from '../../evaluation/supervised.ts'
import { descentDefaults } from '../../gradient/options.ts'
import type { Computation } from '../../kernels/computation.ts'
import { Arena } from '../../memory/arena.ts'
import { planArena } from '../../memory/plan.ts'
import { allocateShared } from '../../memory/shared.ts'
import { parameterCount, type Topology } from '../../model/topology.ts'
import { capacityOf, type EvolutionOptions, type StrategySpec, sharedOf } from '../../strategies/index.ts'
import type { SharedVectors } from '../../strategies/strategy.ts'
import { supervisedOf } from '../../tasks/capabilities.ts'
import type { Task } from '../../tasks/task.ts'
import { isOf } from '../schema/strategy.ts'
import type { Config, MemeticConfig, TaskConfig } from '../schema.ts'
import { networkGenome } from './genome.ts'

/** The parts of a run that its training is built from. */
export interface RunParts {
  readonly config: Config
  readonly task: Task
  readonly topology: Topology
  readonly computation: Computation
  readonly workers: number
  readonly onNotice: (line: string) => void
}

/** The evaluator, and what its users need to know. */
export interface BuiltEvaluation {
  readonly evaluator: Evaluator
  readonly gradients: GradientSource
  /** Null if there is no evolution. */
  readonly search: { readonly spec: StrategySpec; readonly shared: SharedVectors } | null
}

/**
 * Allocates memory and builds the evaluator. Starts no thread.
 * @throws InputError for sizes that do not fit the data or the memory
 */
export function buildEvaluation(parts: RunParts): BuiltEvaluation {
  const { config, task, topology, computation, workers, onNotice } = parts
  const { strategy, finetune, memetic, seed } = config
  const supervised = supervisedOf(task, 'task.kind')
  const { train, validation, test } = supervised.data
  const batch = batchSize(config.task, train.count)
  const evolves = isOf('evolution', strategy)
  const rows = evolves ? capacityOf(strategy, parameterCount(topology)) : 1
  if (evolves) checkEvaluations(config.stop, rows, 'generation')
  const learning = memetic === undefined ? null : learningOf(memetic)
  const descents = [strategy, finetune, memetic].filter(
    (options) => options !== undefined && 'batchSize' in options,
  )
  const minibatches = descents.map((options) => options.batchSize).filter((size) => size < train.count)
  // Planned before anything is made that has a place a gene: what is too large is refused here, with the figures.
  const plan = planArena({
    topology,
    rows,
    slots: workers + 1,
    samples: { train: train.count, validation: validation.count, test: test.count, batch: batch ?? 0 },
    gradient: descents.length > 0,
    minibatch: Math.max(0, ...minibatches),
    learned: learning === null ? 0 : learners(learning, rows),
  })
  const memory = Arena.allocate(plan)
  const spec = evolves ? strategySpec(parts, strategy, batch !== null) : null
  const shared = spec === null ? {} : allocateShared(sharedOf(spec))
  const evaluation: EvaluationSpec = {
    seed,
    direction: task.direction,
    ...computation,
    scorer: { kind: 'supervised', loss: supervised.loss, part: batch === null ? 'train' : 'batch' },
    strategy: spec,
    learning,
  }
  const workplace = { memory, shared, spec: evaluation }
  return {
    ...createSupervisedEvaluation({ workplace, supervised, topology, batch, workers, onNotice }),
    search: spec && { spec, shared },
  }
}

/** @param resampled whether the same genome may have another cost in another generation */
function strategySpec(
  { config: { network, seed }, topology }: RunParts,
  options: EvolutionOptions,
  resampled: boolean,
): StrategySpec {
  return { problem: { ...networkGenome(topology, network.init), resampled }, options, seed }
}

function learningOf({ optimizer, learningRate, batchSize, ...options }: MemeticConfig): LearningOptions {
  const descent = { ...descentDefaults, optimizer, learningRate, batchSize }
  return { ...options, descent }
}

/** The config's batch; null if it is the whole training part. */
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

/**
 * Refuses a limit that ends the run before its first generation or epoch, without any result.
 * @throws InputError for too few evaluations
 */
export function checkEvaluations(
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
