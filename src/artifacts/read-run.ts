import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { parseConfig } from '../config/parse.ts'
import type { Config } from '../config/schema.ts'
import { InputError, quote } from '../errors.ts'
import { linesOf } from '../files/line-reader.ts'
import { refusal } from '../files/refusal.ts'
import { snapshotsName } from '../library/champion-recorder.ts'
import { isGenomeFile, readGenome, type StoredGenome } from '../model/genome-file.ts'
import { readModel, type StoredModel } from '../model/model-file.ts'
import { parameterCount } from '../model/topology.ts'
import type { CurveData } from '../report/curves.ts'
import { figureUnits, fitnessLabel } from '../report/figure-units.ts'
import { curvesOf } from '../report/run-curves.ts'
import { type FailureNote, failuresIn } from '../run/folder/failure-record.ts'
import type { MetricsLine } from '../run/folder/metrics-line.ts'
import type { RunRecord } from '../run/folder/record.ts'
import { failuresName, metricsName } from '../run/folder/run-folder.ts'
import { decodeSnapshots, type Snapshot } from '../run/folder/snapshot-codec.ts'
import { createTask } from '../tasks/index.ts'
import type { Task } from '../tasks/task.ts'
import { completeConfig, fitnessOf } from './old-format.ts'
import { readMetrics } from './read-metrics.ts'

/** The content of a run folder, whether the run has ended or not. */
export interface ReadRun {
  /** Absolute. */
  readonly folder: string
  readonly record: RunRecord
  readonly config: Config
  /** The generations that pictures can show, in their order; those in between are counted in the next one. */
  readonly events: readonly MetricsLine[]
  /** The events as curves. */
  readonly curves: CurveData
  /** What pictures call the fitness: `mse (standardised)`. */
  readonly fitnessLabel: string
  /** Champions in the course of the run; empty if none were kept. */
  readonly snapshots: readonly Snapshot[]
  /** The champion; up to some seconds old while the run goes on, and null before there is one. */
  readonly champion: StoredModel | null
  /** The genome of the champion, if it is no network; else null. */
  readonly genome: StoredGenome | null
  /** The individuals that failed, as far as they are kept. */
  readonly failures: readonly FailureNote[]
  /**
   * The task with its data, made again from the config on first use.
   * @throws InputError if the data is gone or has changed
   */
  task(): Promise<Task>
}

/**
 * Reads a run folder. While the run goes on, the last line of the metrics and the last snapshot may be incomplete; they
 * are left out.
 *
 * @throws InputError for a folder that holds no run, and for files in it that are broken
 */
export function readRun(folder: string): ReadRun {
  const stored = readRecord(folder)
  const config = readResolved(folder)
  const record = { ...fitnessOf(config), ...stored }
  const text = optional(folder, 'champion.json')
  const file = join(folder, 'champion.json')
  const vector = text !== null && isGenomeFile(text.toString())
  const champion = text === null || vector ? null : readModel(text.toString(), file)
  const genome = vector ? readGenome(text.toString(), file) : null
  const events = readMetrics(join(folder, metricsName), config)
  const home = resolve(folder)
  let task: Promise<Task> | null = null
  return {
    folder: home,
    record,
    config,
    events,
    curves: curvesOf(events),
    fitnessLabel: fitnessLabel(record.fitnessName, figureUnits(champion)),
    snapshots: readSnapshots(folder, champion),
    champion,
    genome,
    failures: readFailures(folder),
    task() {
      task ??= createTask(config.task, { directory: home, seed: config.seed })
      return task
    },
  }
}

const count = z.number().min(0)
const recordSchema = z.looseObject({
  format: z.literal('evolve-mlp run'),
  version: z.literal(1),
  name: z.string(),
  seed: z.int(),
  // Folders from before engines had a name have none.
  engine: z.string().default('wasm'),
  arithmetic: z.string(),
  workers: z.int(),
  network: z.string(),
  parameters: count,
  fitnessName: z.string().optional(),
  direction: z.enum(['minimize', 'maximize']).optional(),
  samples: z.object({ train: count, validation: count, test: count }),
  versions: z.record(z.string(), z.string()),
  hashes: z.record(z.string(), z.string()),
  notes: z.array(z.string()),
  status: z.enum(['running', 'done', 'interrupted', 'failed']),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  reason: z.string().nullable(),
  generations: count,
  evaluations: count,
  failures: count,
  elapsedMs: count,
  champion: z.looseObject({ generation: count, train: z.looseObject({}) }).nullable(),
  // 0.1 had one phase only, and did not say so; nor do its events.
  phases: z.array(z.looseObject({ phase: z.enum(['train', 'finetune']) })).default([]),
  error: z.string().nullable(),
})

type StoredRecord = Omit<RunRecord, 'fitnessName' | 'direction'> &
  Partial<Pick<RunRecord, 'fitnessName' | 'direction'>>

/**
 * Reads what stands first in a run folder.
 * @throws InputError for a folder that holds no run
 */
export function readRecord(folder: string): StoredRecord {
  const file = join(folder, 'run.json')
  const parsed = recordSchema.safeParse(parseJson(required(folder, 'run.json'), file))
  if (parsed.success) return parsed.data as unknown as StoredRecord
  const { path, message } = parsed.error.issues[0]!
  const field = path.join('.') || undefined
  throw new InputError({ file, field, expected: 'the record of a run', found: message })
}

function readResolved(folder: string): Config {
  const file = join(folder, 'config.json')
  return parseConfig(completeConfig(parseJson(required(folder, 'config.json'), file)), { file })
}

function readFailures(folder: string): FailureNote[] {
  const file = join(folder, failuresName)
  return Array.from(failuresIn(linesOf(file), file), ({ genome: _, ...note }) => note)
}

function readSnapshots(folder: string, champion: StoredModel | null): readonly Snapshot[] {
  const bytes = optional(folder, snapshotsName)
  if (bytes === null) return []
  const file = join(folder, snapshotsName)
  const snapshots = decodeSnapshots(bytes, file)
  const [first] = snapshots
  if (first === undefined || champion === null) return snapshots
  const found = first.genome.length
  const expected = parameterCount(champion.topology)
  if (found === expected) return snapshots
  throw new InputError({ file, expected: `champions of ${expected} parameters`, found: String(found) })
}

function required(folder: string, name: string): Buffer {
  const bytes = optional(folder, name)
  if (bytes !== null) return bytes
  const found = existsSync(folder) ? `no ${name} in it` : 'no such folder'
  throw new InputError({ file: folder, expected: 'the folder of a run', found })
}

/** Null if there is no such file. */
function optional(folder: string, name: string): Buffer | null {
  const file = join(folder, name)
  try {
    return readFileSync(file)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    if (code === 'ENOTDIR')
      throw new InputError({ file: folder, expected: 'the folder of a run', found: 'a file' }, { cause })
    throw new InputError({ file, expected: 'a readable file', found: refusal(cause) }, { cause })
  }
}

function parseJson(bytes: Buffer, file: string): unknown {
  const text = bytes.toString()
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new InputError({ file, expected: 'JSON', found: quote(text.slice(0, 40)) }, { cause })
  }
}
