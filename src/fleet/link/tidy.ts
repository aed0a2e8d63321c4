import { type KeyNames, keyNames } from '../wire/names.ts'
import type { RedisLink } from './redis.ts'

/**
 * Removes what a run has in Redis. A run that lives all the same hands its batches out again.
 * @returns the number of keys
 */
export async function tidy(link: RedisLink, names: KeyNames, run: string): Promise<number> {
  await link.withdraw(names.runs, run, names.run(run))
  return await link.removeAll(`${names.ofRun(run)}:`)
}

/** What `tidyAll` has found. */
export interface TidyReport {
  /** Keys that are gone. */
  readonly removed: number
  /** Runs that live, and so have kept theirs. */
  readonly live: number
}

/**
 * Removes what runs have left behind whose coordinator has died.
 * @param all remove that of living runs and workers too
 */
export async function tidyAll(link: RedisLink, prefix: string, all: boolean): Promise<TidyReport> {
  if (all) return { removed: await link.removeAll(`${prefix}:`), live: 0 }
  const names = keyNames(prefix)
  const runs = await link.announced(names.runs, (id) => names.run(id))
  const live = [...runs].filter(([, living]) => living !== null).map(([id]) => id)
  for (const [id, living] of runs) if (living === null) await link.withdraw(names.runs, id, names.run(id))
  const workers = await link.announced(names.workers, (id) => names.worker(id))
  for (const [id, living] of workers)
    if (living === null) await link.withdraw(names.workers, id, names.worker(id))
  const kept = live.map((id) => `${names.ofRun(id)}:`)
  const removed = await link.removeAll(`${prefix}:of:`, (key) => !kept.some((start) => key.startsWith(start)))
  return { removed, live: live.length }
}
