import { join } from 'node:path'
import { reserveName } from '../../files/reserve.ts'
import { partOf, remove } from '../../files/whole-file.ts'
import { keptNames } from './claim-folder.ts'
import { failuresName } from './failures-file.ts'
import { FolderLock } from './lock.ts'
import { trainingsName } from './trainings-record.ts'

const wholeFiles = [...keptNames, 'champion.json', 'config.json', 'run.json', failuresName, 'snapshots.bin']
const names: readonly string[] = [
  ...[...wholeFiles, trainingsName, 'repeats.json', 'compare.json'].map(partOf),
  reserveName,
]

/**
 * Removes what a process that was killed has left in a run folder. The caller holds its lock.
 * @throws the system's error
 */
export function removeLeftByCrashes(folder: string): void {
  for (const name of names) remove(join(folder, name))
}

/** The same for a run that has ended, if no other process works on its folder. */
export function tidyFolder(folder: string): void {
  try {
    const lock = FolderLock.take(folder)
    removeLeftByCrashes(folder)
    lock.release()
  } catch {
    // The results are whole all the same.
  }
}
