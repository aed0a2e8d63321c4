import { basename, extname } from 'node:path'
import { InputError } from '../errors.ts'
import { dotted } from '../value-path.ts'
import { checkConsistency } from './consistency.ts'
import { withNamedContestants } from './contestant-names.ts'
import { issueOf } from './issue.ts'
import { configJsonSchema } from './json-schema.ts'
import { type Place, places } from './places.ts'
import { type Config, configSchema, LONGEST_NAME, NAME } from './schema.ts'
import type { Override } from './set.ts'

/** Where a config comes from, for its name and for messages. */
export interface ConfigSource {
  /** The file as the user wrote it. */
  readonly file?: string | undefined
  /** The overrides from the command line. */
  readonly overrides?: readonly Override[] | undefined
}

/**
 * Checks a config and fills in every default. Parsing the result again does not change it.
 *
 * @throws InputError with file and key of the first issue
 */
export function parseConfig(value: unknown, source: ConfigSource = {}): Config {
  const given = named(value, source)
  const parsed = configSchema.safeParse(given)
  const issue = parsed.success
    ? checkConsistency(parsed.data)
    : issueOf(parsed.error.issues, given, knownPlaces)
  if (issue !== undefined) {
    const option = optionFor(issue.field ?? '', source.overrides ?? [])
    throw new InputError(option === undefined ? { ...issue, file: source.file } : { ...issue, field: option })
  }
  const { name, ...config } = parsed.data!
  return { name: name ?? nameOf(source.file), ...config }
}

function named(value: unknown, { file }: ConfigSource): unknown {
  try {
    return withNamedContestants(value)
  } catch (error) {
    throw error instanceof InputError && file !== undefined ? error.in(file) : error
  }
}

let known: readonly Place[] | null = null

/** All keys of a config. Computed once, since this takes longer than the rest of parsing. */
function knownPlaces(): readonly Place[] {
  known ??= places(configJsonSchema())
  return known
}

/** The option that set the field with the issue. */
function optionFor(field: string, overrides: readonly Override[]): string | undefined {
  const path = field.replaceAll(/\[(\d+)\]/g, '.$1')
  const option = overrides
    .map((override) => dotted(override.path))
    .find((key) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`))
  return option === undefined ? undefined : `--set ${field}`
}

/** The name of a run, from its config file, if the config has no name. */
function nameOf(file: string | undefined): string {
  const stem = file === undefined ? '' : basename(file, extname(file))
  const name = stem
    .replaceAll(/[\p{Cc}\u2028\u2029\\]/gu, '-')
    .slice(0, LONGEST_NAME)
    .trim()
  return NAME.test(name) ? name : 'run'
}
