import { join, resolve } from 'node:path'
import type { Config } from '../config/schema.ts'
import { InputError } from '../errors.ts'
import { linesOf } from '../files/line-reader.ts'
import { snapshotsName } from '../library/champion-recorder.ts'
import { readRunConfig } from '../library/run-config.ts'
import { isGenomeFile, readGenome, type StoredGenome } from '../model/genome-file.ts'
import { readModel, type StoredModel } from '../model/model-file.ts'
import { parameterCount } from '../model/topology.ts'
import type { CurveData } from '../report/curves.ts'
import { figureUnits, fitnessLabel } from '../report/figure-units.ts'
import { curvesOf } from '../report/run-curves.ts'
import { type FailureNote, failuresIn } from '../run/folder/failure-record.ts'
import { failuresName } from '../run/folder/failures-file.ts'
import type { MetricsLine } from '../run/folder/metrics-line.ts'
import { readOptional } from '../run/folder/read-file.ts'
import { readRecord } from '../run/folder/read-record.ts'
import type { RunRecord } from '../run/folder/record.ts'
import { metricsName } from '../run/folder/run-folder.ts'
import { decodeSnapshots, type Snapshot } from '../run/folder/snapshot-codec.ts'
import { createTask } from '../tasks/index.ts'
import type { Task } from '../tasks/task.ts'
import { fitnessOf } from './old-format.ts'
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
  const config = readRunConfig(folder)
  const record = { ...fitnessOf(config), ...stored }
  const text = readOptional(folder, 'champion.json')
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

function readFailures(folder: string): FailureNote[] {
  const file = join(folder, failuresName)
  return Array.from(failuresIn(linesOf(file), file), ({ genome: _, ...note }) => note)
}

function readSnapshots(folder: string, champion: StoredModel | null): readonly Snapshot[] {
  const bytes = readOptional(folder, snapshotsName)
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
