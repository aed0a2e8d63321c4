/** What the text of a template depends on: how the program was started, and where it is installed. */
import { accessSync, constants } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join, relative, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

export interface Setting {
  /** Of this program. */
  readonly version: string
  /** What starts this program in a shell. */
  readonly command: string
  /** Path of the JSON Schema, from the folder of the config or from the root. */
  readonly schema: string
}

/** @param directory where the config is written */
export function settingOf(
  directory: string,
  environment: Readonly<Record<string, string | undefined>>,
): Setting {
  const require = createRequire(import.meta.url)
  const { version } = require('evolve-mlp/package.json') as { version: string }
  const schema = require.resolve('evolve-mlp/schema.json')
  return { version, command: commandIn(environment, schema), schema: schemaFrom(directory, schema) }
}

/**
 * What starts this program: `evolve`, or npx if that has started it and the command is in no folder of PATH.
 * @param file one of the package
 */
export function commandIn(environment: Readonly<Record<string, string | undefined>>, file: string): string {
  if (environment['npm_command'] !== 'exec') return 'evolve'
  const folders = (environment['PATH'] ?? '').split(delimiter)
  // npx puts those of packages in front.
  const lasting = folders.filter((folder) => !folder.split(sep).join('/').endsWith('node_modules/.bin'))
  if (lasting.some((folder) => isCommand(join(folder, 'evolve')))) return 'evolve'
  // From its cache, npx finds a package by its name alone.
  return file.split(sep).includes('_npx') ? 'npx evolve-mlp' : 'npx evolve'
}

function isCommand(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * The path of the schema for a file in a folder: relative if the package is installed there or further up, or if the folder
 * is part of it. For editors, which take no spaces, a path with some is a URL.
 */
export function schemaFrom(directory: string, schema: string): string {
  const parts = schema.split(sep)
  const modules = parts.lastIndexOf('node_modules')
  // The schema is two levels below the package.
  const base = parts.slice(0, modules === -1 ? -2 : modules).join(sep)
  const folder = resolve(directory)
  const inside = folder === base || folder.startsWith(`${base}${sep}`)
  const path = inside ? relative(folder, schema).split(sep).join('/') : schema
  if (/\s/.test(path)) return pathToFileURL(schema).href
  return inside && !path.startsWith('.') ? `./${path}` : path
}
