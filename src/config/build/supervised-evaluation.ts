import { InputError } from '../../errors.ts'
import { type LearningOptions, learners } from '../../evaluation/learning/options.ts'
import type { EvaluationSpec } from '../../evaluation/spec.ts'
import { createSupervisedEvaluation } from '../../evaluation/supervised.ts'
import { descentDefaults } from '../../gradient/options.ts'
import { Arena } from '../../memory/arena.ts'
import { planArena, residentRows } from '../../memory/plan.ts'
import { allocateShared, sharedBytes } from '../../memory/shared.ts'
import { parameterCount } from '../../model/topology.ts'
import { sameRows } from '../../strategies/capacity.ts'
import { capacityOf, sharedOf } from '../../strategies/index.ts'
import type { Supervised } from '../../tasks/task.ts'
import { isOf, searchOptions } from '../schema/strategy.ts'
import type { MemeticConfig, TaskConfig } from '../schema.ts'
import { networkGenome } from './genome.ts'
import { type BuiltEvaluation, checkEvaluations, type RunParts, topologyOf } from './parts.ts'
import { remoteExecutor } from './remote.ts'

/**
 * The evaluation of a task with samples.
 * @throws InputError for sizes that do not fit the data or the memory
 */
export function buildSupervisedEvaluation(parts: RunParts, supervised: Supervised): BuiltEvaluation {
  const { config, task, start, computation, workers, verdicts, onNotice } = parts
  const { strategy, finetune, memetic, seed } = config
  const topology = topologyOf(parts)
  const { train, validation, test } = supervised.data
  const batch = batchSize(config.task, train.count)
  const options = isOf('evolution', strategy) ? searchOptions(strategy, config) : null
  const length = parameterCount(topology)
  const capacity = options === null ? sameRows(1) : capacityOf(options, length)
  const { first, rows } = capacity
  if (options !== null) checkEvaluations(config.stop, first, 'generation')
  const learning = memetic === undefined ? null : learningOf(memetic)
  const descents = [strategy, finetune, memetic].filter(
    (options) => options !== undefined && 'batchSize' in options,
  )
  const minibatches = descents.map((options) => options.batchSize).filter((size) => size < train.count)
  // Planned before any allocation of the size of a genome, so that a run that is too large is refused here with its
  // sizes.
  const size = {
    topology,
    rows,
    // Individuals may learn only once all have been scored.
    resident: learning === null ? residentRows(capacity, length, 'float32') : rows,
    samples: { train: train.count, validation: validation.count, test: test.count, batch: batch ?? 0 },
    gradient: descents.length > 0,
    minibatch: Math.max(0, ...minibatches),
    weighted: train.weights !== null,
    learned: learning === null ? 0 : learners(learning, rows),
  }
  const plan = planArena({ ...size, slots: workers + 1 })
  const memory = Arena.allocate(plan)
  const problem = { ...networkGenome(topology, config.network.init, start), resampled: batch !== null }
  const spec = options && { problem, options, seed }
  const shared = spec === null ? {} : allocateShared(sharedOf(spec))
  const part = batch === null ? 'train' : 'batch'
  const scorer = { kind: 'supervised', loss: supervised.loss, part } as const
  const evaluation: EvaluationSpec = {
    seed,
    direction: task.direction,
    ...computation,
    scorer,
    strategy: spec,
    learning,
  }
  const workplace = { memory, shared, spec: evaluation }
  const remote = remoteExecutor(parts, workplace, {
    ...{ size, samples: supervised.data.train, fitness: null },
    batch: batch === null ? null : { size: batch, seed },
  })
  return {
    ...createSupervisedEvaluation({
      ...{ workplace, scorer, supervised, topology, batch, workers, remote, verdicts, onNotice },
    }),
    memoryBytes: plan.bytes + sharedBytes(shared),
    search: spec && { spec, shared },
  }
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
