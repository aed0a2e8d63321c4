import { InputError } from '../errors.ts'
import type { DataEvaluator } from '../evaluation/data-evaluator.ts'
import { type Computation, resolveComputation } from '../kernels/computation.ts'
import type { Signature } from '../model/signature.ts'
import type { Topology } from '../model/topology.ts'
import type { RunIdentity } from '../run/record.ts'
import type { Trainer } from '../run/trainer.ts'
import { tasks } from '../tasks/index.ts'
import type { Task } from '../tasks/task.ts'
import { identify } from './build/identify.ts'
import { buildTopology } from './build/network.ts'
import { buildTraining } from './build/training.ts'
import { isGradient } from './schema/strategy.ts'
import type { Config } from './schema.ts'

/** A config turned into what trains. Nothing has been written and no thread started. */
export interface BuiltRun extends Computation {
  readonly config: Config
  /** Absolute; what paths in the config are relative to. */
  readonly directory: string
  readonly identity: RunIdentity
  readonly topology: Topology
  readonly signature: Signature
  readonly task: Task
  readonly evaluator: DataEvaluator
  readonly trainer: Trainer
}

export interface BuildContext {
  /** Absolute; what paths in the config are relative to. */
  readonly directory: string
  /** As the user wrote it, for messages. */
  readonly file?: string | undefined
  /** SHA-256 of the config file. */
  readonly hash?: string | undefined
  readonly workers: number
  readonly onNotice: (line: string) => void
}

/**
 * Reads the data, checks that everything fits together, and allocates.
 * @throws InputError for data that cannot be used, a loss that does not fit the outputs, or sizes beyond the memory
 */
export function buildRun(config: Config, context: BuildContext): BuiltRun {
  try {
    return build(config, context)
  } catch (error) {
    throw error instanceof InputError && context.file !== undefined ? error.in(context.file) : error
  }
}

function build(config: Config, context: BuildContext): BuiltRun {
  const { directory, onNotice } = context
  const computation = resolveComputation(config)
  const task = tasks[config.task.kind].create(config.task as never, { directory, seed: config.seed })
  const topology = buildTopology(config, task)
  // A descent is one network after the other: there is nothing to share among threads.
  const workers = isGradient(config.strategy) ? 0 : context.workers
  return {
    config,
    directory,
    identity: identify(config, { ...context, workers }, computation, topology, task),
    ...computation,
    topology,
    signature: task.data.signature,
    task,
    ...buildTraining({ config, task, topology, computation, workers, onNotice }),
  }
}
