import { createHash } from 'node:crypto'
import { readFileSync, type Stats } from 'node:fs'
import { dirname, extname, resolve } from 'node:path'
import { InputError, quote } from '../errors.ts'
import { parseOrderedJson } from '../json-text.ts'
import { statsOf } from '../stats.ts'
import { undotted } from '../value-path.ts'
import { type Locate, locator } from './locate.ts'
import { importConfig } from './module.ts'
import { parseConfig } from './parse.ts'
import type { Config } from './schema.ts'
import { applyOverrides, type Override } from './set.ts'
import { parseYaml } from './yaml-text.ts'

/** A config that was read from a file. */
export interface ReadConfig {
  readonly config: Config
  /** The file as the user wrote it, for messages. */
  readonly file: string
  /** Absolute; paths in the config are relative to it. */
  readonly directory: string
  /** SHA-256 of the file, in hexadecimal. */
  readonly hash: string
  /** Finds a key in the file; absent for a module. */
  readonly locate?: Locate | undefined
}

const LARGEST_MIB = 1

const formats: Readonly<Record<string, 'yaml' | 'json'>> = {
  '.yaml': 'yaml',
  '.yml': 'yaml',
  '.json': 'json',
}

const readers: Readonly<Record<string, (text: string, path: string) => unknown>> = {
  '.yaml': parseYaml,
  '.yml': parseYaml,
  '.json': parseOrderedJson,
  '.js': (_, path) => importConfig(path),
  '.mjs': (_, path) => importConfig(path),
  '.ts': (_, path) => importConfig(path),
  '.mts': (_, path) => importConfig(path),
}

/**
 * Reads a config: a .yaml, .yml or .json file, or a module (.js, .mjs, .ts, .mts) that exports it. Then it applies the
 * overrides and checks the result.
 *
 * @param file absolute, or relative to the working directory
 * @throws InputError for a file that is missing, unreadable, empty, too large, binary or malformed (with its
 *   place), a module that throws, and all mistakes of an invalid config
 */
export async function readConfig(file: string, overrides: readonly Override[] = []): Promise<ReadConfig> {
  try {
    const path = resolve(file)
    const bytes = readBytes(path)
    const text = decode(bytes)
    const ending = extension(file)
    const value = await readers[ending]!(text, path)
    if (value === null || value === undefined)
      throw new InputError({ expected: 'a config', found: 'nothing' })
    const format = formats[ending]
    const locate = format && locator(text, format)
    const config = parseConfig(applyOverrides(value, overrides), { file, locate, overrides })
    const hash = createHash('sha256').update(bytes).digest('hex')
    return { config, file, directory: dirname(path), hash, locate }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const issues = error.issues.map((issue) =>
      issue.field?.startsWith('--') === true ? issue : { ...issue, file: issue.file ?? file },
    )
    throw new InputError(issues, { cause: error })
  }
}

/** The same error with the places of keys in a config, for what is found wrong later. */
export function withPlaces(error: unknown, { file, locate }: Pick<ReadConfig, 'file' | 'locate'>): unknown {
  if (!(error instanceof InputError) || locate === undefined) return error
  const issues = error.issues.map((issue) =>
    issue.file === file && issue.field !== undefined
      ? { ...issue, position: issue.position ?? locate(undotted(issue.field), 'value') }
      : issue,
  )
  return new InputError(issues, { cause: error })
}

function extension(path: string): string {
  const ending = extname(path).toLowerCase()
  if (Object.hasOwn(readers, ending)) return ending
  const expected = `a config of type ${Object.keys(readers).join(', ')}`
  throw new InputError({ expected, found: ending === '' ? 'no extension' : quote(ending) })
}

function readBytes(path: string): Buffer {
  const stats = attempt(() => statsOf(path))
  const refuse = (found: string): InputError => new InputError({ expected: 'a config file', found })
  if (stats === undefined) throw refuse('no such file')
  if (stats.isDirectory()) throw refuse('a folder')
  extension(path)
  if (!stats.isFile()) throw refuse('something else')
  checkSize(stats)
  return attempt(() => readFileSync(path))
}

function checkSize({ size }: Stats): void {
  if (size === 0) throw new InputError({ expected: 'a config', found: 'an empty file' })
  const sizeMiB = size / 1024 / 1024
  if (sizeMiB <= LARGEST_MIB) return
  const expected = `a config of at most ${LARGEST_MIB} MiB`
  throw new InputError({ expected, found: `${sizeMiB.toFixed(1)} MiB` })
}

/** Errors of the operating system (no permission, a file used as a folder, …) are for the user to fix. */
function attempt<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new InputError({ expected: 'a readable file', found: code ?? String(error) }, { cause: error })
  }
}

/** Decodes UTF-8 without its byte order mark. */
function decode(bytes: Buffer): string {
  const expected = 'text in UTF-8'
  if (bytes.includes(0)) throw new InputError({ expected, found: 'binary data' })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new InputError({ expected, found: 'bytes that are not UTF-8' }, { cause: error })
  }
}
