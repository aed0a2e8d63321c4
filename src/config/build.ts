import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { InputError } from '../errors.ts'
import { DataEvaluator } from '../evaluation/data-evaluator.ts'
import { toCost } from '../evaluation/evaluator.ts'
import { strategies } from '../evolution/index.ts'
import type { Problem } from '../evolution/problem.ts'
import { Arena } from '../kernels/arena.ts'
import { resolveArithmetic } from '../kernels/arithmetic.ts'
import type { Arithmetic } from '../kernels/kernel.ts'
import { planArena } from '../kernels/plan.ts'
import { unitBlocks } from '../network/genome.ts'
import { initialDistribution } from '../network/initialisers.ts'
import { losses } from '../network/losses.ts'
import type { Signature } from '../network/signature.ts'
import {
  activation,
  createTopology,
  outputLayer,
  parameterCount,
  type Topology,
  widths,
} from '../network/topology.ts'
import type { RunIdentity } from '../run/record.ts'
import { Trainer } from '../run/trainer.ts'
import { tasks } from '../tasks/index.ts'
import { defaultOutputActivation } from '../tasks/output-activation.ts'
import type { Task } from '../tasks/task.ts'
import type { Config, TaskConfig } from './schema.ts'

/** A config turned into what trains. Nothing has been written and no thread started. */
export interface BuiltRun {
  readonly config: Config
  /** Absolute; what paths in the config are relative to. */
  readonly directory: string
  readonly identity: RunIdentity
  readonly arithmetic: Arithmetic
  readonly topology: Topology
  readonly signature: Signature
  readonly task: Task
  readonly evaluator: DataEvaluator
  readonly trainer: Trainer<object, object>
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
  const { seed, strategy: strategyConfig, stop } = config
  const arithmetic = resolveArithmetic(config.arithmetic)
  const task = tasks[config.task.kind].create(config.task as never, { directory: context.directory, seed })
  const topology = buildTopology(config, task)
  const { kind, ...options } = strategyConfig
  const strategy = strategies[kind]
  const rows = strategy.capacity(options)
  checkEvaluations(config, rows)
  const { train, validation, test } = task.data
  const batch = batchSize(config.task, train.count)
  const plan = planArena({
    topology,
    rows,
    slots: context.workers + 1,
    samples: { train: train.count, validation: validation.count, test: test.count, batch: batch ?? 0 },
  })
  const arena = Arena.allocate(plan)
  const evaluator = new DataEvaluator(
    arena,
    task,
    { arithmetic, loss: task.loss },
    { seed, workers: context.workers, batch, onNotice: context.onNotice },
  )
  const problem: Problem = {
    length: plan.length,
    ...unitBlocks(topology),
    prior: initialDistribution(topology, config.network.init),
    resampled: batch !== null,
  }
  const trainer = new Trainer({ strategy, search: { problem, options, seed }, evaluator, toCost, stop })
  return {
    config,
    directory: context.directory,
    identity: identify(config, context, arithmetic, topology, task),
    arithmetic,
    topology,
    signature: task.data.signature,
    task,
    evaluator,
    trainer: trainer as unknown as Trainer<object, object>,
  }
}

/** The network of the config between the inputs and outputs of the task. */
function buildTopology({ network, task: { kind } }: Config, task: Task): Topology {
  const output = network.output ?? activation(defaultOutputActivation(kind, task.loss))
  const { fits, reason } = losses[task.loss]
  if (fits !== null && !fits.includes(output.kind)) {
    throw new InputError({
      field: 'network.output',
      expected: `${fits.join(' or ')} for the loss ${task.loss}, since ${reason}`,
      found: output.kind,
    })
  }
  const { inputs, outputs } = task.data
  if (output.kind === 'softmax' && outputs < 2) {
    throw new InputError({
      field: 'network.output',
      expected: 'at least two outputs for softmax, which makes them sum to 1',
      found: 'one',
    })
  }
  return createTopology(inputs, [...network.hidden, outputs], [...network.activation, output])
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

/** A run that may not finish its first generation would find nothing. */
function checkEvaluations({ stop: { evaluations } }: Config, rows: number): void {
  if (evaluations === undefined || evaluations >= rows) return
  throw new InputError({
    field: 'stop.evaluations',
    expected: `at least ${rows}, the first generation`,
    found: String(evaluations),
  })
}

function identify(
  config: Config,
  { directory, hash, workers }: BuildContext,
  arithmetic: Arithmetic,
  topology: Topology,
  task: Task,
): RunIdentity {
  const { data } = config.task
  const { train, validation, test, notes } = task.data
  const hashes: Record<string, string> = {}
  if (hash !== undefined) hashes['config'] = hash
  if ('file' in data) hashes['data'] = sha256(readFileSync(resolve(directory, data.file)))
  return {
    name: config.name,
    seed: config.seed,
    arithmetic,
    workers,
    network: `${widths(topology).join('-')} ${activations(topology)}`,
    parameters: parameterCount(topology),
    samples: { train: train.count, validation: validation.count, test: test.count },
    versions: { 'evolve-mlp': softwareVersion(), node: process.versions.node, v8: process.versions.v8 },
    hashes,
    notes,
  }
}

/** `tanh, softmax`: the activations from front to back, each run of one named once. */
function activations(topology: Topology): string {
  const kinds = topology.layers.map((layer) => layer.activation.kind)
  const last = outputLayer(topology).activation.kind
  return [...new Set(kinds.slice(0, -1)), last].join(', ')
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** From the package's own description, two or three folders up, wherever this file was built to. */
function softwareVersion(): string {
  const require = createRequire(import.meta.url)
  return (require('evolve-mlp/package.json') as { version: string }).version
}
