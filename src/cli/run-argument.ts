import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { readConfig } from '../config/read.ts'
import { InputError } from '../errors.ts'
import { configName } from '../library/run-config.ts'
import { statsOf } from '../stats.ts'
import { shortPath } from './terminal/format.ts'

/** What a command needs of a run. */
export interface RunNeed {
  /** A file of the run folder. */
  readonly file: string
  /** What it does, before the name of a folder. */
  readonly doing: string
  /** Which runs it is for; of others the newest is taken only if there is none of these. Default: all. */
  readonly prefers?: (folder: string) => boolean
}

/**
 * The run that an argument means. What exists is meant as it is, but a config means the newest run of its name; else the
 * argument is a name, of the newest run below `runs`.
 * @param tell called with a line if another folder was taken, and if there are newer ones
 * @returns a folder or a file; the argument if it exists and means no run
 * @throws InputError if nothing of that name exists
 */
export async function runOf(argument: string, need: RunNeed, tell: (line: string) => void): Promise<string> {
  const stats = statsOf(argument)
  if (stats?.isDirectory() === true) {
    const newer = newestOf(argument, need)
    if (newer !== null && resolve(newer) !== resolve(argument)) {
      tell(`newer runs of this name exist: ${shortPath(newer)}`)
    }
    return argument
  }
  // The config of a run folder means this run.
  if (basename(argument) === configName && existsSync(join(dirname(argument), need.file)))
    return dirname(argument)
  const base = stats === undefined ? join('runs', argument) : await folderOfConfig(argument)
  if (base === null || argument === '') return argument
  const newest = newestOf(base, need)
  if (newest === null && stats === undefined && !existsSync(base)) throw nothing(argument, need)
  if (newest === null) return existsSync(base) ? base : argument
  tell(`${need.doing} ${shortPath(newest)}`)
  return newest
}

function nothing(argument: string, { file }: RunNeed): InputError {
  const last = file === 'champion.json' ? ', a config or a model file' : ' or a config'
  const expected = `the folder of a run, the name of one below runs${last}`
  return new InputError({ file: argument, expected, found: 'nothing of that name' })
}

/** The folder of the first run of a config; null for any other file. */
async function folderOfConfig(file: string): Promise<string | null> {
  const config = ['.yaml', '.yml', '.mjs', '.js', '.ts', '.mts'].includes(extname(file)) || isJsonConfig(file)
  if (!config) return null
  const { config: read, directory } = await readConfig(file, [])
  return read.out === undefined ? join('runs', read.name) : resolve(directory, read.out)
}

/** A model file in JSON has no task. One as it was written says what it is in its first line, so it is not read twice. */
function isJsonConfig(file: string): boolean {
  const content = extname(file) === '.json' && !namesFormat(file) ? parsed(file) : null
  return typeof content === 'object' && content !== null && 'task' in content && !('format' in content)
}

/** Whether a file begins with the format that it has, as the program writes it. */
function namesFormat(file: string): boolean {
  const start = Buffer.alloc(64)
  let descriptor: number | null = null
  try {
    descriptor = openSync(file, 'r')
    return /^\s*\{\s*"format"\s*:/.test(start.toString('utf8', 0, readSync(descriptor, start)))
  } catch {
    return false
  } finally {
    if (descriptor !== null) closeSync(descriptor)
  }
}

/** The highest of `base`, `base-2`, `base-3`, … that is a run and has what is needed; null if none is. */
function newestOf(base: string, { file, prefers = () => true }: RunNeed): string | null {
  const name = basename(base)
  const parent = dirname(base)
  const own = nameOf(base) ?? name
  const numbered = entries(parent)
    .filter((entry) => entry.startsWith(`${name}-`) && /^[1-9]\d*$/.test(entry.slice(name.length + 1)))
    .map((entry) => ({ path: join(parent, entry), number: Number(entry.slice(name.length + 1)) }))
    // The name of another config may end in a number.
    .filter(({ path }) => nameOf(path) === own)
    .toSorted((a, b) => b.number - a.number)
    .map(({ path }) => path)
  const runs = [...numbered, base].filter((path) => existsSync(join(path, file)))
  return runs.find(prefers) ?? runs[0] ?? null
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** The name in the record of a run; null if it is no run. */
function nameOf(folder: string): string | null {
  const record = parsed(join(folder, 'run.json'))
  const { name } = (record ?? {}) as { readonly name?: unknown }
  return typeof name === 'string' ? name : null
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
