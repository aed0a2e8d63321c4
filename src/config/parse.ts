import { basename, extname } from 'node:path'
import { InputError } from '../errors.ts'
import { checkConsistency } from './consistency.ts'
import { complain } from './issue.ts'
import { configJsonSchema } from './json-schema.ts'
import { type Place, places } from './places.ts'
import { type Config, configSchema, LONGEST_NAME } from './schema.ts'
import type { Override } from './set.ts'

/** Where a config comes from, for its name and for messages. */
export interface ConfigSource {
  /** As the user wrote it. */
  readonly file?: string | undefined
  /** What the command line put into it. */
  readonly overrides?: readonly Override[] | undefined
}

/**
 * Checks a config and fills in every default. What it returns passes through it unchanged.
 *
 * @throws InputError naming file and key, for the first thing that is wrong
 */
export function parseConfig(value: unknown, source: ConfigSource = {}): Config {
  const parsed = configSchema.safeParse(value)
  const issue = parsed.success
    ? checkConsistency(parsed.data)
    : complain(parsed.error.issues, value, knownPlaces)
  if (issue !== undefined) {
    const option = blame(issue.field ?? '', source.overrides ?? [])
    throw new InputError(option === undefined ? { ...issue, file: source.file } : { ...issue, field: option })
  }
  const { name, ...config } = parsed.data!
  return { name: name ?? nameOf(source.file), ...config }
}

let known: readonly Place[] | null = null

/** Every key there is; found once, since that takes longer than all the rest. */
function knownPlaces(): readonly Place[] {
  known ??= places(configJsonSchema())
  return known
}

/** The option that put in what the field complains of. */
function blame(field: string, overrides: readonly Override[]): string | undefined {
  const path = field.replaceAll(/\[(\d+)\]/g, '.$1')
  const option = overrides
    .map((override) => override.path.join('.'))
    .find((key) => `${path}.`.startsWith(`${key}.`))
  return option === undefined ? undefined : `--set ${field}`
}

/** A run is called after its config, unless that says otherwise. */
function nameOf(file: string | undefined): string {
  const stem = file === undefined ? '' : basename(file, extname(file))
  const name = stem
    .replaceAll(/[\p{Cc}\u2028\u2029\\]/gu, '-')
    .slice(0, LONGEST_NAME)
    .trim()
  return name === '' ? 'run' : name
}
