import { statSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../errors.ts'
import { disk } from '../../files/disk.ts'
import { refusal } from '../../files/refusal.ts'
import type { ListedRun } from '../../run/folder/listed-run.ts'
import { trainingsName } from '../../run/folder/trainings-record.ts'
import { statsOf } from '../../stats.ts'
import { listedRun, unlisted } from './listed-run.ts'
import { listedTrainings } from './listed-trainings.ts'

/** Files by which a folder is known to hold a run, or several trainings. */
const runFiles = ['run.json', 'metrics.jsonl', 'champion.json']
const trainingsFiles = [trainingsName, 'repeats.json', 'compare.json']

/**
 * The runs in a folder, the newest first: one for each run folder, and one for each folder of `--repeats` or of
 * `evolve compare`. Reads a few files of each run, and of each only a little, however long the run is. A folder that cannot
 * be read is listed as `damaged`; other folders and files are left out.
 *
 * @param dir such as `runs`
 * @throws InputError if there is no such folder, or if it is a run itself
 */
export function listRuns(dir: string): ListedRun[] {
  const found = namesIn(dir).flatMap((name) => {
    const listed = listedAt(join(dir, name), name)
    return listed === null ? [] : [{ listed, at: beganAt(listed) }]
  })
  return found
    .toSorted((a, b) => b.at - a.at || (a.listed.name < b.listed.name ? -1 : 1))
    .map(({ listed }) => listed)
}

/** Null for what is no run. Never throws. */
function listedAt(folder: string, name: string): ListedRun | null {
  const has = (file: string): boolean => statsOf(join(folder, file)) !== undefined
  try {
    if (statsOf(folder)?.isDirectory() !== true) return null
    if (trainingsFiles.some(has)) return listedTrainings(folder, name)
    return runFiles.some(has) ? listedRun(folder, name) : null
  } catch (error) {
    return unlisted(folder, name, 'run', error)
  }
}

/** Milliseconds; without a record the folder tells. */
function beganAt({ startedAt, folder }: ListedRun): number {
  const began = Date.parse(startedAt ?? '')
  if (!Number.isNaN(began)) return began
  try {
    return statSync(folder).mtimeMs
  } catch {
    return 0
  }
}

function namesIn(dir: string): string[] {
  const expected = 'a folder of runs'
  try {
    if (statsOf(dir) === undefined) throw new InputError({ file: dir, expected, found: 'no such folder' })
    const names = disk.list(dir)
    if (!names.includes('run.json')) return names
  } catch (cause) {
    if (cause instanceof InputError) throw cause
    const { code } = cause as NodeJS.ErrnoException
    const found = code === 'ENOTDIR' ? 'a file' : refusal(cause)
    throw new InputError({ file: dir, expected, found }, { cause })
  }
  throw new InputError({ file: dir, expected, found: 'a run', hint: 'name the folder that it is in' })
}
