import { type BuiltSingle, buildSingle } from '../config/build/single-evaluation.ts'
import { InputError } from '../errors.ts'
import { asComputed } from '../library/run-config.ts'
import type { RunRecord } from '../run/folder/record.ts'
import type { ReadRun } from './read-run.ts'

/**
 * What evaluates single genomes of a run again, in this process.
 * @param folder for messages
 * @param log called with each line that the user's code logs
 * @throws InputError for a run of a task with samples
 */
export async function singleOf(
  run: ReadRun,
  folder: string,
  log: (line: string) => void,
): Promise<BuiltSingle> {
  const config = asComputed(run.config, run.record)
  const single = await buildSingle(config, { directory: run.folder, log, deadline: false })
  if (single !== null) return single
  throw new InputError({
    ...{ file: folder, expected: 'the run of a task without samples' },
    found: `one of the task ${run.config.task.kind}`,
  })
}

/** A champion as its run recorded it. */
export interface RecordedChampion {
  readonly genome: Float32Array | Float64Array
  readonly recorded: NonNullable<RunRecord['champion']>
}

/** @throws InputError for a run without a champion */
export function championOf({ record, champion, genome }: ReadRun, folder: string): RecordedChampion {
  const found = champion?.parameters ?? genome?.genome
  if (record.champion !== null && found !== undefined) return { genome: found, recorded: record.champion }
  const status = record.status === 'failed' ? 'one that failed' : 'one without'
  throw new InputError({ file: folder, expected: 'a run that has ended with a champion', found: status })
}
