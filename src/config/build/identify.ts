import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Computation } from '../../kernels/computation.ts'
import { outputLayer, parameterCount, shapeText, type Topology } from '../../model/topology.ts'
import type { GenomeSummary, RunIdentity } from '../../run/folder/record.ts'
import { softwareVersion } from '../../software-version.ts'
import type { GenomeSpec } from '../../strategies/problem.ts'
import { taskKind } from '../../tasks/index.ts'
import type { Task } from '../../tasks/task.ts'
import type { Config } from '../schema.ts'

interface IdentityContext {
  readonly directory: string
  readonly hash?: string | undefined
  readonly workers: number
  readonly chosen?: string | undefined
  /** Whether generations are handed to the queue of the config. */
  readonly handedOut: boolean
}

/** The identity of a run, known before its first generation. */
export function identify(
  config: Config,
  { directory, hash, workers, chosen, handedOut }: IdentityContext,
  { engine, arithmetic }: Computation,
  topology: Topology | null,
  task: Task,
): RunIdentity {
  const kind = taskKind(config.task)
  const sources = Object.entries(kind.sources(config.task))
  const hashOf = kind.hash ?? ((file: string) => sha256(readFileSync(file)))
  const hashes = Object.fromEntries([
    ...(hash === undefined ? [] : [['config', hash]]),
    ...sources.map(([name, file]) => [name, hashOf(resolve(directory, file))]),
  ])
  const { direction, fitnessName, notes } = task
  return {
    name: config.name,
    seed: config.seed,
    engine,
    arithmetic,
    ...(chosen !== undefined && { chosen }),
    workers,
    ...(handedOut && { queue: config.executor!.url }),
    network: topology === null ? 'none' : `${shapeText(topology)} ${activations(topology)}`,
    parameters: topology === null ? task.genome!.length : parameterCount(topology),
    ...(task.genome !== null && { genome: genomeSummary(task.genome) }),
    fitnessName,
    direction,
    samples: sampleCounts(task),
    ...(task.supervised?.classWeights && { classWeights: task.supervised.classWeights }),
    versions: { 'evolve-mlp': softwareVersion(), node: process.versions.node, v8: process.versions.v8 },
    hashes,
    notes,
  }
}

/** The most genes whose bounds are part of the identity. */
const mostBounds = 100

function genomeSummary({ length, bounds, integer }: GenomeSpec): GenomeSummary {
  const pairs = Array.from({ length: bounds === null ? 0 : length }, (_, p) =>
    [bounds!.lower[p]!, bounds!.upper[p]!].map((bound) => (Number.isFinite(bound) ? bound : null)),
  ) as [number | null, number | null][]
  const bounded = pairs.filter(([lower, upper]) => lower !== null || upper !== null).length
  return {
    numbers: length,
    whole: integer?.filter((flag) => flag === 1).length ?? 0,
    bounded,
    ...(bounded > 0 && length <= mostBounds && { bounds: pairs }),
  }
}

/** The number of samples in each part; 0 for a task without samples. */
function sampleCounts({ supervised }: Task): RunIdentity['samples'] {
  const { train, validation, test } = supervised?.data ?? {}
  return { train: train?.count ?? 0, validation: validation?.count ?? 0, test: test?.count ?? 0 }
}

/** `tanh, softmax`: the activations from first to last layer, without repetitions. */
function activations(topology: Topology): string {
  const kinds = topology.layers.map((layer) => layer.activation.kind)
  const last = outputLayer(topology).activation.kind
  return [...new Set(kinds.slice(0, -1)), last].join(', ')
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
