import { isDeepStrictEqual } from 'node:util'
import type { BuiltRun } from '../config/build.ts'
import { InputError, quote } from '../errors.ts'
import type { Json } from '../run/checkpoint/plain-data.ts'
import type { StoredRecord } from '../run/folder/read-record.ts'

/** A difference to the run as it began: with it, the result is no longer that of a run without a break. */
export interface Change {
  /** The file that has changed, or that says so. */
  readonly file: string
  readonly field?: string
  readonly expected: string
  readonly found: string
}

/** Keys that change no generation: how long a run is, where it runs, what is drawn of it. */
const free: readonly string[] = ['stop', 'workers', 'out', 'compare', 'checkpoint']
/** Keys of fine-tuning that say how long it is. */
const freeOfFinetune: readonly string[] = ['epochs', 'patience', 'seconds', 'target']

/**
 * The keys of a config that are not as at the start of the run, except those that change no generation.
 * @param file the name of the config, for messages
 */
export function configChanges(before: Json, now: Json, file: string): Change[] {
  return differences(before, now, [])
    .filter(({ path: [key, inner = ''] }) => {
      return !free.includes(key!) && !(key === 'finetune' && freeOfFinetune.includes(inner))
    })
    .map(({ path, before: old, now: found }) => ({
      ...{ file, field: path.join('.') },
      expected: `${quote(old)}, as at the start of the run`,
      found: quote(found),
    }))
}

/** What a run was built from, and is not any more as it was: the data, the module, the package. */
export function sourceChanges(
  record: Pick<StoredRecord, 'hashes' | 'versions'>,
  { identity }: BuiltRun,
  folder: string,
): Change[] {
  const changed = Object.entries(record.hashes)
    .filter(([name, hash]) => name !== 'config' && identity.hashes[name] !== hash)
    .map(([name]) => ({
      file: folder,
      field: name,
      expected: `the ${name} of the run, with the SHA-256 ${record.hashes[name]!.slice(0, 16)}…`,
      found: `another, with ${identity.hashes[name]?.slice(0, 16) ?? 'none'}…`,
    }))
  const [before, now] = [record.versions['evolve-mlp'], identity.versions['evolve-mlp']]
  if (before === now) return changed
  const version = { file: folder, field: 'version', expected: `evolve-mlp ${before}`, found: String(now) }
  return [...changed, version]
}

/**
 * Goes on if nothing has changed, or if it is to go on all the same.
 * @throws InputError for the first change
 */
export function acceptChanges(
  changes: readonly Change[],
  force: boolean,
  warn: (line: string) => void,
): void {
  const no = 'the result is no longer that of a run without a break'
  for (const change of changes) {
    if (!force) throw new InputError({ ...change, hint: `--force goes on all the same, but ${no}` })
    warn(`${new InputError(change).message}; ${no}`)
  }
}

interface Difference {
  readonly path: readonly string[]
  readonly before: Json | undefined
  readonly now: Json | undefined
}

function differences(before: Json | undefined, now: Json | undefined, path: readonly string[]): Difference[] {
  if (isDeepStrictEqual(before, now)) return []
  if (!isMapping(before) || !isMapping(now)) return [{ path, before, now }]
  const keys = new Set([...Object.keys(before), ...Object.keys(now)])
  return [...keys].flatMap((key) => differences(before[key], now[key], [...path, key]))
}

function isMapping(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
