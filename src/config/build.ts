import { InputError } from '../errors.ts'
import { Verdicts } from '../evaluation/verdicts.ts'
import type { Credentials } from '../fleet/link/address.ts'
import { type Computation, type ComputationChoice, resolveComputation } from '../kernels/computation.ts'
import { nativeFault } from '../kernels/native/engine.ts'
import type { Signature } from '../model/signature.ts'
import type { Topology } from '../model/topology.ts'
import type { Phase } from '../run/events.ts'
import type { RunIdentity } from '../run/folder/record.ts'
import { createTask, taskKind } from '../tasks/index.ts'
import type { KeptFile } from '../tasks/kept-file.ts'
import type { GivenParts } from '../tasks/kind.ts'
import type { Task } from '../tasks/task.ts'
import { chooseStrategy } from './build/choose-strategy.ts'
import { identify } from './build/identify.ts'
import { checkTargets, floorNote, floorOf, type LossFloor } from './build/loss-floor.ts'
import { buildTopology } from './build/network.ts'
import { checkQueue } from './build/remote.ts'
import { checkSamples } from './build/samples.ts'
import { type ReadStart, readStart } from './build/start.ts'
import { type BuiltTraining, buildTraining } from './build/training.ts'
import { isOf } from './schema/strategy.ts'
import type { Config } from './schema.ts'

/** A run that is ready to start. Nothing has been written and no thread started. */
export interface BuiltRun extends BuiltTraining, Computation {
  readonly config: Config
  /** Absolute; what paths in the config are relative to. */
  readonly directory: string
  readonly identity: RunIdentity
  /** Null if genomes are not networks. */
  readonly network: BuiltNetwork | null
  /** What the loss cannot get below; null if it can reach 0, and for a task without samples. */
  readonly floor: LossFloor | null
  readonly task: Task
  /** What the folder of the run keeps of what it is built from. */
  readonly kept: readonly KeptFile[]
}

/** The network that is trained. */
export interface BuiltNetwork {
  readonly topology: Topology
  readonly signature: Signature
}

export interface BuildContext {
  /** Absolute; what paths in the config are relative to. */
  readonly directory: string
  /** As the user wrote it, for messages. */
  readonly file?: string | undefined
  /** SHA-256 of the config file. */
  readonly hash?: string | undefined
  readonly workers: number
  /**
   * Who asks the queue, if the config has an executor. Absent: threads of this machine score all the same, since where it happens
   * changes no result.
   */
  readonly queue?: Credentials | undefined
  /** What `auto` chose when a run began that goes on. */
  readonly chosen?: string | undefined
  /** The computation of a run that goes on, instead of that of the config. */
  readonly computation?: ComputationChoice | undefined
  readonly onNotice: (line: string) => void
  /** Called with each line that the user's code prints; default: as a notice. */
  readonly onLog?: ((line: string) => void) | undefined
  /** What a caller of the library gives to the task beside its options. */
  readonly given?: GivenParts | undefined
  /** The text of the model file that the run starts from, if a program gave the network itself. */
  readonly start?: string | undefined
  /** For a repetition: the generations of each phase after which its time is up, instead of the clock. */
  readonly timeUpAfter?: Readonly<Record<Phase, number>> | undefined
}

/**
 * Reads the data or loads the fitness, checks that everything fits together, and allocates memory.
 * @throws InputError for data or a fitness that cannot be used, outputs that do not fit the task, or sizes beyond the
 *   memory
 */
export async function buildRun(config: Config, context: BuildContext): Promise<BuiltRun> {
  try {
    return await build(config, context)
  } catch (error) {
    throw error instanceof InputError && context.file !== undefined ? error.in(context.file) : error
  }
}

async function build(given: Config, context: BuildContext): Promise<BuiltRun> {
  const { directory, onNotice, onLog = onNotice } = context
  const computation = resolveComputation(context.computation ?? given)
  const fault = nativeFault()
  if (fault !== null) onNotice(`native kernels are not used: ${fault}`)
  const { seed } = given
  const queue = given.executor === undefined ? null : (context.queue ?? null)
  // None of the user's code runs in this process if it can run elsewhere.
  const hosts = queue === null ? context.workers : Math.max(1, context.workers)
  const parts = { directory, seed, workers: hosts, given: context.given, onLog }
  const task = await createTask(given.task, parts)
  checkSamples(given, task)
  const network = task.network && {
    topology: buildTopology(given.network, task.network),
    signature: task.network.signature,
  }
  const { config, chosen = context.chosen } = chooseStrategy(given, task, network?.topology ?? null)
  const start =
    given.from === undefined
      ? null
      : readStart(given.from, { directory, given: context.start }, task, network?.topology ?? null)
  if (queue !== null) await checkQueue(given.executor!, queue, context)
  const floor = floorOf(task.supervised, network?.topology ?? null)
  checkTargets(config, floor)
  const notes = [...task.notes, ...(floor === null ? [] : [floorNote(floor)]), ...(start?.notes ?? [])]
  const noted = { ...task, notes }
  // A descent trains a single network, so there is no work to share among threads.
  const workers = isOf('gradient', config.strategy) || queue !== null ? 0 : context.workers
  return {
    config,
    directory,
    identity: identify(
      config,
      { ...context, workers, chosen, handedOut: queue !== null },
      computation,
      network?.topology ?? null,
      noted,
    ),
    floor,
    ...computation,
    network,
    task: noted,
    kept: keptOf(config, start),
    ...buildTraining({
      ...{
        config,
        task,
        topology: network?.topology ?? null,
        start,
        computation,
        workers,
        queue,
        onNotice,
        onLog,
        directory,
      },
      verdicts: new Verdicts(),
      timeUpAfter: context.timeUpAfter,
    }),
  }
}

function keptOf({ task }: Config, start: ReadStart | null): readonly KeptFile[] {
  return [taskKind(task).kept?.(task) ?? null, start?.kept ?? null].filter((file) => file !== null)
}
