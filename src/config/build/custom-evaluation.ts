import { InputError } from '../../errors.ts'
import { createCustomEvaluation } from '../../evaluation/custom.ts'
import type { CustomScorerSpec } from '../../evaluation/scorers/custom/spec.ts'
import type { EvaluationSpec } from '../../evaluation/spec.ts'
import type { SiteSize } from '../../fleet/wire/manifest.ts'
import { Arena } from '../../memory/arena.ts'
import { planArena, residentRows } from '../../memory/plan.ts'
import { allocateShared, sharedBytes } from '../../memory/shared.ts'
import type { Capacity } from '../../strategies/capacity.ts'
import { capacityOf, type EvolutionOptions, type StrategySpec, sharedOf } from '../../strategies/index.ts'
import type { GenomeSpec } from '../../strategies/problem.ts'
import { extraSetupMs } from '../../tasks/custom/options.ts'
import type { CustomTask } from '../../tasks/task.ts'
import { networkGenome } from './genome.ts'
import { type BuiltEvaluation, checkEvaluations, type RunParts } from './parts.ts'
import { noticeOf, remoteExecutor } from './remote.ts'

/** The most individuals that a fitness which takes several at once is given. */
const mostTogether = 16

/**
 * The evaluation of a fitness that is code. None of it runs here.
 * @throws InputError for sizes that do not fit the memory
 */
export function buildCustomEvaluation(
  parts: RunParts,
  own: CustomTask,
  strategy: EvolutionOptions,
): BuiltEvaluation {
  const { config, task, topology, start, computation, workers, verdicts, onNotice, onLog } = parts
  const { options, description, fitness, shipped } = own
  const { seed } = config
  const deadlineMs = options.deadline * 1000
  if (options.isolate && workers === 0 && parts.queue === null) {
    const expected = 'at least 1, since task.isolate asks for processes'
    throw new InputError({ field: 'workers', expected, found: '0' })
  }
  const genome = task.genome ?? networkGenome(topology!, config.network.init, start)
  const capacity = capacityOf(strategy, genome.length)
  checkEvaluations(config.stop, capacity.first * options.episodes, 'generation')
  const scorer = scorerSpec(parts, own)
  const size = sizeOf(parts, genome, capacity, scorer.together)
  const plan = planArena({ ...size, slots: workers + 1 })
  const memory = Arena.allocate(plan)
  const spec: StrategySpec = { problem: { ...genome, resampled: false }, options: strategy, seed }
  const shared = allocateShared(sharedOf(spec))
  const evaluation: EvaluationSpec = {
    seed,
    direction: description.direction,
    ...computation,
    scorer,
    strategy: spec,
    learning: null,
  }
  const policy = {
    attempts: options.attempts,
    deadlineMs,
    setupMs: deadlineMs + extraSetupMs,
    freshOnly: true,
  }
  const workplace = { memory, shared, spec: evaluation }
  const { isolate, heap: heapMiB } = options
  const remote = remoteExecutor(parts, workplace, {
    ...{ size, samples: null, batch: null },
    fitness: { module: () => noticeOf(parts, own), policy, isolate, heapMiB },
  })
  if (workers === 0 && !shipped && remote === null) {
    onNotice(
      'the fitness runs in this process: an evaluation that never returns, exits or takes all memory ends the run',
    )
  }
  const evaluator = createCustomEvaluation({
    ...{ workplace, scorer, fitness, workers, remote, policy, isolate, heapMiB },
    log: onLog,
    ...{ verdicts, shipped, onNotice },
  })
  const memoryBytes = plan.bytes + sharedBytes(shared)
  return { evaluator, gradients: null, memoryBytes, search: { spec, shared } }
}

/** What the evaluation of a fitness of the user's own is built from. */
export function scorerSpec(
  { topology }: Pick<RunParts, 'topology'>,
  { options, description, module }: CustomTask,
): CustomScorerSpec {
  const { episodes, aggregate, randomness, deadline, budget } = options
  return {
    kind: 'fitness',
    source: module === undefined ? null : { module, export: options.export },
    options: description.options,
    shared: description.shared,
    topology,
    ...{ episodes, aggregate, randomness, budget },
    deadlineMs: deadline * 1000,
    together: description.batches ? mostTogether : 1,
  }
}

function sizeOf(
  { topology }: RunParts,
  { type, length }: GenomeSpec,
  capacity: Capacity,
  together: number,
): SiteSize {
  const resident = residentRows(capacity, length, type)
  const common = { rows: capacity.rows, resident, spares: true }
  if (topology === null) return { ...common, topology, type, length }
  const samples = { train: 0, validation: 0, test: 0, batch: 0 }
  return { ...common, topology, samples, sampleNetworks: together }
}
