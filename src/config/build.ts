import { InputError } from '../errors.ts'
import { type Computation, resolveComputation } from '../kernels/computation.ts'
import type { Signature } from '../model/signature.ts'
import type { Topology } from '../model/topology.ts'
import type { RunIdentity } from '../run/record.ts'
import { networkOf } from '../tasks/capabilities.ts'
import { createTask } from '../tasks/index.ts'
import type { Task } from '../tasks/task.ts'
import { identify } from './build/identify.ts'
import { buildTopology } from './build/network.ts'
import { checkSamples } from './build/samples.ts'
import { type BuiltTraining, buildTraining } from './build/training.ts'
import { isOf } from './schema/strategy.ts'
import type { Config } from './schema.ts'

/** A run that is ready to start. Nothing has been written and no thread started. */
export interface BuiltRun extends BuiltTraining, Computation {
  readonly config: Config
  /** Absolute; what paths in the config are relative to. */
  readonly directory: string
  readonly identity: RunIdentity
  readonly topology: Topology
  readonly signature: Signature
  readonly task: Task
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
 * Reads the data, checks that everything fits together, and allocates memory.
 * @throws InputError for data that cannot be used, outputs that do not fit the task, or sizes beyond the memory
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
  const task = createTask(config.task, { directory, seed: config.seed })
  checkSamples(config, task)
  const network = networkOf(task, 'task.kind')
  const topology = buildTopology(config.network, network)
  // A descent trains a single network, so there is no work to share among threads.
  const workers = isOf('gradient', config.strategy) ? 0 : context.workers
  return {
    config,
    directory,
    identity: identify(config, { ...context, workers }, computation, topology, task),
    ...computation,
    topology,
    signature: network.signature,
    task,
    ...buildTraining({ config, task, topology, computation, workers, onNotice }),
  }
}
