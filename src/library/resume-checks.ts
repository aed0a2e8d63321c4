import { hash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { BuiltRun } from '../config/build.ts'
import { InputError, quote } from '../errors.ts'
import type { Json } from '../plain-data.ts'
import type { StoredRecord } from '../run/folder/read-record.ts'
import { shortened } from '../shown-text.ts'
import { hashesOf } from './kept-files.ts'
import { configName } from './run-config.ts'

/** A difference to the run as it began: with it, the result is no longer that of a run without a break. */
export interface Change {
  /** The file that has changed, or that says so. */
  readonly file: string
  readonly field?: string
  readonly expected: string
  readonly found: string
  /** Whether nobody can go on in spite of it. */
  readonly final?: boolean
}

/** Keys that change no generation: how long a run is, and where it runs. Engines of one arithmetic give the same bits. */
const free: readonly string[] = ['stop', 'workers', 'out', 'compare', 'checkpoint', 'engine', 'executor']
/** Keys of fine-tuning that say how long it is. */
const freeOfFinetune: readonly string[] = ['epochs', 'patience', 'seconds', 'target']

/**
 * The keys of a config that are not as at the start of the run, except those that change no generation.
 * @param where the name of the config, for messages, and values that mean the same as those before: the arithmetic that `auto` was,
 *   another path of the same data
 */
export function configChanges(
  before: Json,
  now: Json,
  { file, same }: { readonly file: string; readonly same: readonly unknown[] },
): Change[] {
  return differences(before, now, [])
    .filter(({ path, now: value }) => !isFree(path) && !same.includes(value))
    .map(({ path, before: old, now: found }) => ({
      ...{ file, field: path.join('.') },
      expected: `${shown(old)}, as at the start of the run`,
      found: shown(found),
      // The run goes on with the one that it has.
      ...(path[0] === 'arithmetic' && { final: true }),
    }))
}

/** Lists and mappings too. */
function shown(value: Json | undefined): string {
  return typeof value === 'object' && value !== null ? shortened(JSON.stringify(value), 60) : quote(value)
}

function isFree([key, inner = '']: readonly string[]): boolean {
  return free.includes(key!) || (key === 'finetune' && freeOfFinetune.includes(inner))
}

/** SHA-256 of the part of a config that must not change. @param config as in `config.json` */
export function configHash(config: Json): string {
  const fixed = (value: Json, path: readonly string[]): Json => {
    if (!isMapping(value)) return value
    const entries = Object.entries(value)
      .filter(([key]) => !isFree([...path, key]))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
    return Object.fromEntries(entries.map(([key, inner]) => [key, fixed(inner, [...path, key])]))
  }
  return hash('sha256', JSON.stringify(fixed(config, [])), 'hex')
}

/**
 * The change of a config of which only its hash is known.
 * @param hashes of the record; those of earlier versions have none of the config
 */
export function hashChange(hashes: Readonly<Record<string, string>>, now: Json, folder: string): Change[] {
  const before = hashes[configName]
  if (before === undefined || before === configHash(now)) return []
  const expected = 'the config that the run began with'
  return [{ file: `${folder}/${configName}`, expected, found: 'another' }]
}

/** What a run was built from, and is not any more as it was: the data, the module, the package. */
export function sourceChanges(
  record: Pick<StoredRecord, 'hashes' | 'versions' | 'direction'>,
  built: BuiltRun,
  folder: string,
): Change[] {
  const { identity } = built
  const hashes = hashesOf(built)
  const changed = Object.entries(record.hashes)
    .filter(([name, hash]) => name !== 'config' && name !== configName && hashes[name] !== hash)
    .map(([name]) => ({
      file: folder,
      field: name,
      expected: `the ${name} of the run, with the SHA-256 ${record.hashes[name]!.slice(0, 16)}…`,
      found: `another, with ${hashes[name]?.slice(0, 16) ?? 'none'}…`,
    }))
  const [before, now] = [record.versions['evolve-mlp'], identity.versions['evolve-mlp']]
  if (before !== now)
    changed.push({ file: folder, field: 'version', expected: `evolve-mlp ${before}`, found: String(now) })
  const { direction = identity.direction } = record
  if (direction !== identity.direction)
    changed.push({ file: folder, field: 'direction', expected: direction, found: identity.direction })
  return changed
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
  for (const { final, ...change } of changes) {
    if (final === true) throw new InputError(change)
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
