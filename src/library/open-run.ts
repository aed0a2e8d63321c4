import { resolve } from 'node:path'
import { type BuildContext, type BuiltRun, buildRun } from '../config/build.ts'
import type { Config } from '../config/schema.ts'
import type { Override } from '../config/set.ts'
import { InputError } from '../errors.ts'
import { type Checkpoint, DamagedCheckpoint } from '../run/checkpoint/checkpoint-codec.ts'
import { Checkpoints, type FoundCheckpoint } from '../run/checkpoint/checkpoints.ts'
import { readRecord, type StoredRecord } from '../run/folder/read-record.ts'
import { RunFolder } from '../run/folder/run-folder.ts'
import { checkBudget } from './budget-change.ts'
import { type ResumedRun, resolvedConfig } from './journal.ts'
import { acceptChanges, configChanges, sourceChanges } from './resume-checks.ts'
import { asComputed, configName, readRunConfig } from './run-config.ts'
import { type Observer, type RunState, runStateOf } from './run-state.ts'

/** How a run is opened again. */
export interface OpenOptions extends Pick<BuildContext, 'onNotice' | 'onLog' | 'given'> {
  /** Number of worker threads, given what the config says. */
  readonly workers: (config: Config) => number
  /** Changes of the config: a longer budget. */
  readonly overrides?: readonly Override[] | undefined
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
}

/** The record of a run that has ended, with nothing left to do; null for one that can go on. */
export function finishedRecord(folder: string, overrides: readonly Override[] = []): StoredRecord | null {
  const record = readRecord(folder)
  return record.status === 'done' && overrides.length === 0 ? record : null
}

/**
 * Opens a run that has not ended, or that is to go on for longer: builds it again from its folder, and restores the newest
 * checkpoint that is whole, or begins anew from the seed if there was none yet.
 * @throws InputError for a folder without a run, one that another process works on, and what has changed since the run
 *   began
 */
export async function openRun(path: string, options: OpenOptions): Promise<OpenedRun> {
  const record = readRecord(path)
  const config = readRunConfig(path, options.overrides)
  const folder = RunFolder.reopen(path)
  try {
    const { onNotice, onLog, given } = options
    const built = await buildRun(config, {
      directory: resolve(path),
      hash: record.hashes['config'],
      workers: options.workers(config),
      // Engines of one arithmetic give the same bits.
      computation: { ...asComputed(config, record), engine: config.engine },
      ...{ onNotice, onLog, given },
    })
    acceptChanges(sourceChanges(record, built, path), options.force === true, options.onWarning)
    const restored = restore(built, folder, options)
    const resumedAt = [...record.resumedAt, new Date().toISOString()]
    const times = { startedAt: record.startedAt, resumedAt }
    return { built, folder, resumed: { times, ...restored } }
  } catch (error) {
    folder.unlock()
    throw error
  }
}

function restore(built: BuiltRun, folder: RunFolder, options: OpenOptions): Omit<ResumedRun, 'times'> {
  const { onNotice, onWarning, force, observer } = options
  const { checkpoint: kept } = built.config
  const checkpoints = new Checkpoints(folder.path, kept === false ? 1 : kept.keep)
  let state: RunState | null = null
  const found = checkpoints.newest((checkpoint, file) => {
    state = usable(checkpoint, file, { built, folder, options })
    restoreState(state, { built, observer, file })
  })
  tellOfDamage(found, folder, onWarning)
  if (found.checkpoint === null) {
    if (found.damaged.length > 0 && force !== true) {
      const hint = '--force begins anew, from the seed'
      const text = `${found.damaged.length} that are damaged`
      throw new InputError({ file: folder.path, expected: 'a checkpoint that is whole', found: text, hint })
    }
    onNotice('there is no checkpoint yet: the run begins anew, from its seed')
  }
  checkpoints.clean(found.damaged)
  return { generation: found.checkpoint?.generation ?? 0, state: found.checkpoint && state!.journal }
}

/** @throws DamagedCheckpoint if another checkpoint may do */
function usable(
  checkpoint: Checkpoint,
  file: string,
  { built, folder, options }: Pick<OpenedRun, 'built' | 'folder'> & { readonly options: OpenOptions },
): RunState {
  const now = resolvedConfig(built, folder.path)
  const changes = configChanges(checkpoint.config, now, `${folder.path}/${configName}`)
  acceptChanges(changes, options.force === true, options.onWarning)
  const state = runStateOf(checkpoint.state, file)
  checkBudget(checkpoint.config, built.config, state, folder.path)
  if (folder.holds(state.journal.folder)) return state
  const expected = `${state.journal.folder.metricsBytes} bytes of metrics`
  throw new DamagedCheckpoint({ file, expected, found: 'fewer' })
}

/** @throws InputError for a state of another network or strategy */
function restoreState(
  state: RunState,
  {
    built,
    observer,
    file,
  }: Pick<OpenedRun, 'built'> & Pick<OpenOptions, 'observer'> & { readonly file: string },
): void {
  const { parameters } = built.identity
  const genes = state.trainer.progress.champion?.genome.length ?? parameters
  try {
    if (genes !== parameters)
      throw new RangeError(`expected a champion of ${parameters} genes, found ${genes}`)
    built.trainer.restore(state.trainer)
    if (observer !== undefined && state.observer !== null) observer.restore(state.observer)
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
