import { join, resolve } from 'node:path'
import { type BuildContext, type BuiltRun, buildRun } from '../config/build.ts'
import type { Config } from '../config/schema.ts'
import type { Override } from '../config/set.ts'
import { InputError } from '../errors.ts'
import type { Json } from '../plain-data.ts'
import { type Checkpoint, DamagedCheckpoint } from '../run/checkpoint/checkpoint-codec.ts'
import { Checkpoints, type FoundCheckpoint } from '../run/checkpoint/checkpoints.ts'
import { readRecord, type StoredRecord } from '../run/folder/read-record.ts'
import { metricsName, RunFolder } from '../run/folder/run-folder.ts'
import { taskKind } from '../tasks/index.ts'
import type { MemoryInput } from '../tasks/supervised/data/options.ts'
import { checkBudget } from './budget-change.ts'
import { isDue } from './checkpointer.ts'
import type { ResumedRun } from './journal.ts'
import { withData } from './kept-files.ts'
import { resolvedConfig } from './resolved-config.ts'
import { acceptChanges, type Change, configChanges, hashChange, sourceChanges } from './resume-checks.ts'
import { configName, readRunConfig, recordedComputation } from './run-config.ts'
import { type Observer, type RunState, runStateOf } from './run-state.ts'
import { recordedEvents, TrainingCurve } from './training-curve.ts'

/** How a run is opened again. */
export interface OpenOptions extends Pick<BuildContext, 'onNotice' | 'onLog' | 'given'> {
  /** Number of worker threads, given what the config says. */
  readonly workers: (config: Config) => number
  /** Who asks the queue that generations are handed to, if the config has an executor; absent: threads of this machine score. */
  readonly queue?: BuildContext['queue']
  /** Changes of the config: a longer budget. */
  readonly overrides?: readonly Override[] | undefined
  /** The data that the run was given in memory, if its folder has not kept it. */
  readonly data?: MemoryInput | undefined
  /** Go on in spite of what has changed. */
  readonly force?: boolean | undefined
  /** Called for what is worth a warning. */
  readonly onWarning: (line: string) => void
  /** What follows the training; it is restored too. */
  readonly observer?: Observer | undefined
}

/** A run that is ready to go on, with its folder locked. */
export interface OpenedRun {
  readonly built: BuiltRun
  readonly folder: RunFolder
  readonly resumed: ResumedRun
  /** What follows the training; undefined if nothing does. */
  readonly observer: Observer | undefined
}

/** The record of a run that has ended, with nothing left to do; null for one that can go on. */
export function finishedRecord(folder: string, overrides: readonly Override[] = []): StoredRecord | null {
  const record = readRecord(folder)
  const longer = overrides.some(({ path: [key] }) => key === 'stop' || key === 'finetune')
  return record.status === 'done' && !longer ? record : null
}

/**
 * Opens a run that has not ended, or that is to go on for longer: builds it again from its folder, and restores the newest
 * checkpoint that is whole, or begins anew from the seed if there was none yet.
 * @throws InputError for a folder without a run, one that another process works on, and what has changed since the run
 *   began
 */
export async function openRun(path: string, options: OpenOptions): Promise<OpenedRun> {
  // Before a lock is made in a folder that holds no run.
  readRecord(path)
  const folder = RunFolder.reopen(path)
  try {
    // Another process may have worked on it until now.
    return await open(path, folder, options)
  } catch (error) {
    folder.unlock()
    throw error
  }
}

async function open(path: string, folder: RunFolder, options: OpenOptions): Promise<OpenedRun> {
  const { onNotice, onLog, given, overrides, onWarning, data } = options
  const record = readRecord(path)
  const config = withData(readRunConfig(path, overrides), data, path)
  const built = await buildRun(config, {
    directory: resolve(path),
    hash: record.hashes['config'],
    workers: options.workers(config),
    queue: options.queue,
    computation: recordedComputation(config, record),
    chosen: record.chosen,
    ...{ onNotice, onLog, given },
  })
  const accepted: Change[] = []
  const accept = (changes: readonly Change[]): void => {
    const others = changes.filter((change) => !accepted.some((one) => one.field === change.field))
    acceptChanges(others, options.force === true, onWarning)
    accepted.push(...others)
  }
  accept(sourceChanges(record, built, path))
  const now = resolvedConfig(built, path)
  const stored = resolvedConfig({ ...built, config: readRunConfig(path) }, path)
  // The same data at another path, and what `auto` was.
  const same = [...Object.values(taskKind(built.config.task).sources(built.config.task)), built.arithmetic]
  const inFile = { file: `${path}/${configName}`, same }
  accept(configChanges(stored, now, { file: '--set', same }))
  const restored = restore(built, folder, options, record, (before) => {
    accept(before === null ? hashChange(record.hashes, now, path) : configChanges(before, now, inFile))
  })
  const resumedAt = [...record.resumedAt, new Date().toISOString()]
  const times = { startedAt: record.startedAt, resumedAt }
  const { observer, ...from } = restored
  const forced = accepted.map(
    ({ final: _, ...change }) => `resumed by force: ${new InputError(change).message}`,
  )
  return { built, folder, observer, resumed: { times, ...from, forced } }
}

type Restored = Pick<ResumedRun, 'generation' | 'state'> & Pick<OpenedRun, 'observer'>

function restore(
  built: BuiltRun,
  folder: RunFolder,
  options: OpenOptions,
  record: StoredRecord,
  /** Compares the config with that of a checkpoint, or with its hash alone if there is none. */
  accept: (config: Json | null) => void,
): Restored {
  const { onNotice, onWarning, force } = options
  const { path } = folder
  const { checkpoint: kept } = built.config
  const checkpoints = new Checkpoints(path, kept === false ? 1 : kept.keep)
  let state: RunState | null = null
  let { observer } = options
  const find = (mend: boolean): FoundCheckpoint =>
    checkpoints.newest((checkpoint, file) => {
      const read = usable(checkpoint, file, built, folder, mend)
      accept(checkpoint.config)
      restoreState(read, built, file)
      observer = observerOf(options.observer, read, path)
      state = read
    })
  let found = find(false)
  tellOfDamage(found, folder, onWarning)
  // Better a whole state with fewer lines of metrics than none.
  if (found.checkpoint === null && found.damaged.length > 0 && force === true) found = find(true)
  if (found.checkpoint === null) {
    if (force !== true) checkAnew(found, record, kept, path)
    accept(null)
    onNotice('there is no checkpoint yet: the run begins anew, from its seed')
  }
  checkpoints.clean(found.damaged)
  return {
    generation: found.checkpoint?.generation ?? 0,
    state: found.checkpoint && state!.journal,
    observer,
  }
}

/**
 * What follows the training, as it was: that of a training among many also if it goes on alone, and one that has missed a
 * part from the lines of the metrics.
 */
function observerOf(
  given: Observer | undefined,
  { observer, trainer }: RunState,
  folder: string,
): Observer | undefined {
  if (given === undefined && observer === null) return undefined
  const followed = given ?? new TrainingCurve()
  if (observer !== null) followed.restore(observer)
  else for (const event of recordedEvents(folder, trainer.progress.generations)) followed.add(event)
  return followed
}

/**
 * A run whose process ended behind its record, and before the checkpoint that follows it, has a result and no checkpoint. What it has
 * done before its first one was due is done again.
 * @throws InputError for a run that would lose more
 */
function checkAnew(
  { damaged }: FoundCheckpoint,
  { status, generations, elapsedMs }: StoredRecord,
  kept: Config['checkpoint'],
  file: string,
): void {
  const ended = status !== 'running' && generations > 0
  const wasDue = kept === false || isDue(kept, { generations, elapsedMs })
  if (damaged.length === 0 && !(ended && wasDue)) return
  const hint = '--force begins anew, from the seed'
  if (damaged.length === 0) throw new InputError({ file, expected: 'a checkpoint', found: 'none', hint })
  const found = `${damaged.length} that are damaged`
  throw new InputError({ file, expected: 'a checkpoint that is whole', found, hint })
}

/** @throws DamagedCheckpoint if another checkpoint may do */
function usable(
  checkpoint: Checkpoint,
  file: string,
  built: BuiltRun,
  folder: RunFolder,
  mend: boolean,
): RunState {
  const state = runStateOf(checkpoint.state, file)
  checkBudget(checkpoint.config, built.config, state, folder.path)
  if (folder.holds(state.journal.folder)) return state
  if (mend) return { ...state, journal: { ...state.journal, folder: folder.mend(checkpoint.generation) } }
  throw new DamagedCheckpoint({
    file: join(folder.path, metricsName),
    expected: `the lines up to generation ${checkpoint.generation}, on which its checkpoint counts`,
    found: 'others',
    hint: '--force goes on from the checkpoint without them',
  })
}

/** @throws InputError for a state of another network or strategy */
function restoreState(state: RunState, built: BuiltRun, file: string): void {
  const { parameters } = built.identity
  const genes = state.trainer.progress.champion?.genome.length ?? parameters
  try {
    if (genes !== parameters)
      throw new RangeError(`expected a champion of ${parameters} genes, found ${genes}`)
    built.trainer.restore(state.trainer)
  } catch (cause) {
    const found = `another: ${(cause as Error).message}`
    throw new InputError({ file, expected: 'the state of this run', found }, { cause })
  }
}

function tellOfDamage(
  { checkpoint, damaged }: FoundCheckpoint,
  { path }: RunFolder,
  warn: (line: string) => void,
) {
  for (const { why } of damaged) warn(why)
  if (checkpoint === null || damaged.length === 0) return
  warn(`${path}: this goes on from an earlier checkpoint, of generation ${checkpoint.generation}`)
}
