import { InputError } from '../../errors.ts'
import type { Evaluator } from '../../evaluation/evaluator.ts'
import type { GradientSource } from '../../evaluation/supervised.ts'
import type { Verdicts } from '../../evaluation/verdicts.ts'
import type { Credentials } from '../../fleet/link/address.ts'
import type { Computation } from '../../kernels/computation.ts'
import type { Topology } from '../../model/topology.ts'
import type { Phase } from '../../run/events.ts'
import type { StrategySpec } from '../../strategies/index.ts'
import type { SharedVectors } from '../../strategies/strategy.ts'
import type { Task } from '../../tasks/task.ts'
import type { Config } from '../schema.ts'
import type { NetworkStart } from './start.ts'

/** The parts of a run that its training is built from. */
export interface RunParts {
  readonly config: Config
  /** Absolute; what paths in the config are relative to. */
  readonly directory: string
  readonly task: Task
  /** Null if genomes are not networks. */
  readonly topology: Topology | null
  /** The network that the search starts from; null for fresh weights. */
  readonly start: NetworkStart | null
  readonly computation: Computation
  readonly workers: number
  /** Who asks the queue that generations are handed to; null if threads of this machine score. */
  readonly queue: Credentials | null
  /** What the clock or the machine has decided, and decides. */
  readonly verdicts: Verdicts
  /** See `BuildContext`. */
  readonly timeUpAfter?: Readonly<Record<Phase, number>> | undefined
  readonly onNotice: (line: string) => void
  /** Called with each line that the user's code prints. */
  readonly onLog: (line: string) => void
}

/** The evaluator, and what its users need to know. */
export interface BuiltEvaluation {
  readonly evaluator: Evaluator
  /** Null for a task without samples. */
  readonly gradients: GradientSource | null
  /** What is shared by all threads: population, data, workspace, and what the strategy keeps. */
  readonly memoryBytes: number
  /** Null if there is no evolution. */
  readonly search: { readonly spec: StrategySpec; readonly shared: SharedVectors } | null
}

/** The network of a task that has one. */
export function topologyOf({ topology, task }: RunParts): Topology {
  if (topology === null)
    throw new RangeError(`${task.kind}: expected a task for a network, found one without`)
  return topology
}

/** The gradients of a task with samples. */
export function gradientsOf({ gradients }: BuiltEvaluation): GradientSource {
  if (gradients === null) throw new RangeError('gradients: expected a task with samples, found one without')
  return gradients
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
