import type { Log } from '../../evaluation/scorers/custom/host.ts'
import { SingleEvaluation } from '../../evaluation/single-evaluation.ts'
import { resolveComputation } from '../../kernels/computation.ts'
import { parameterCount, type Topology } from '../../model/topology.ts'
import { createTask } from '../../tasks/index.ts'
import type { CustomTask, Task } from '../../tasks/task.ts'
import type { Config } from '../schema.ts'
import { scorerSpec } from './custom-evaluation.ts'
import { buildTopology } from './network.ts'

/** What is needed to evaluate genomes of a run one by one, in this process. */
export interface BuiltSingle {
  readonly task: Task
  readonly custom: CustomTask
  /** Null if genomes are not networks. */
  readonly topology: Topology | null
  readonly evaluation: SingleEvaluation
}

/** Where a config is, and how its evaluations run. */
interface SingleContext {
  /** Absolute; what paths in the config are relative to. */
  readonly directory: string
  /** Called with each line that the user's code logs. */
  readonly log: Log
  /** Whether evaluations have the deadline of the config. */
  readonly deadline: boolean
}

/**
 * Loads the fitness of a config in this process.
 * @returns null for a task that has no fitness of the user's own
 * @throws InputError for a module that does not load, and for options that it refuses
 */
export async function buildSingle(config: Config, context: SingleContext): Promise<BuiltSingle | null> {
  const { directory, log, deadline } = context
  const { seed } = config
  const task = await createTask(config.task, { directory, seed, onLog: log })
  const { custom, network, genome, direction } = task
  if (custom === null) return null
  const topology = network && buildTopology(config.network, network)
  const scorer = scorerSpec({ topology }, custom)
  const evaluation = new SingleEvaluation({
    scorer: deadline ? scorer : { ...scorer, deadlineMs: null },
    ...{ seed, direction, computation: resolveComputation(config), log },
    length: topology === null ? genome!.length : parameterCount(topology),
  })
  return { task, custom, topology, evaluation }
}
