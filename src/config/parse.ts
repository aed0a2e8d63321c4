import { basename, extname } from 'node:path'
import { InputError, type Issue, quote } from '../errors.ts'
import { didYouMean } from '../nearest.ts'
import { dotted, undotted } from '../value-path.ts'
import { checkConsistency } from './consistency.ts'
import { withNamedContestants } from './contestant-names.ts'
import { issuesOf, type KeyIssue } from './issue.ts'
import { configJsonSchema } from './json-schema.ts'
import type { Locate } from './locate.ts'
import { inOrder } from './order.ts'
import { type Place, places } from './places.ts'
import { type Config, configSchema, LONGEST_NAME, NAME } from './schema.ts'
import type { Override } from './set.ts'

/** Where a config comes from, for its name and for messages. */
export interface ConfigSource {
  /** The file as the user wrote it. */
  readonly file?: string | undefined
  /** Finds a key in its text. */
  readonly locate?: Locate | undefined
  /** The overrides from the command line. */
  readonly overrides?: readonly Override[] | undefined
}

/**
 * Checks a config and fills in every default. Parsing the result again does not change it.
 *
 * @throws InputError with file, place and key of all issues; whether keys fit each other is checked once each is right
 */
export function parseConfig(value: unknown, source: ConfigSource = {}): Config {
  const given = named(value, source)
  const parsed = configSchema.safeParse(given)
  const issues = [
    ...(parsed.success
      ? inOrder(checkConsistency(parsed.data).map(keyIssue), given)
      : issuesOf(parsed.error.issues, given, knownPlaces)),
    ...unknownRemovals(source),
  ]
  if (issues.length > 0) throw new InputError(sourced(issues, source))
  const { name, ...config } = parsed.data!
  return { name: name ?? nameOf(source.file), ...config }
}

function named(value: unknown, source: ConfigSource): unknown {
  try {
    return withNamedContestants(value)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(sourced(error.issues.map(keyIssue), source), { cause: error })
  }
}

/** Keys that options remove and no config has: they leave no trace in the config that is checked. */
function unknownRemovals({ overrides = [] }: ConfigSource): readonly KeyIssue[] {
  const removed = overrides.filter(({ value }) => value === null).map(({ path }) => path)
  return removed.flatMap((path) => {
    // These keys are the user's own.
    if (/^(task\.options|compare\.contestants)\./.test(path.join('.'))) return []
    const keys = path.filter((part) => !/^\d+$/.test(part))
    const [parent, key] = [keys.slice(0, -1).join('.'), keys.at(-1) ?? '']
    const beside = knownPlaces().filter((place) => place.parent === parent)
    if (beside.some((place) => place.key === key)) return []
    const hint = didYouMean(
      key,
      beside.map((place) => place.key),
    )
    return [{ path, which: 'key', field: dotted(path), expected: 'a known key', found: quote(key), hint }]
  })
}

function keyIssue(issue: Issue): KeyIssue {
  return { ...issue, path: undotted(issue.field ?? ''), which: 'value' }
}

/** Says where each key comes from: its place in the file, or the option that set it. Options come last. */
function sourced(issues: readonly KeyIssue[], { file, locate, overrides = [] }: ConfigSource): Issue[] {
  const options = overrides.map(({ path }) => dotted(path))
  const shown = issues.map(({ path, which, ...issue }) => {
    const option = optionFor(issue.field ?? '', options)
    return option === -1
      ? { option, issue: { ...issue, file, position: locate?.(path, which) } }
      : { option, issue: { ...issue, field: `--set ${issue.field}` } }
  })
  return shown.toSorted((a, b) => a.option - b.option).map(({ issue }) => issue)
}

let known: readonly Place[] | null = null

/** All keys of a config. Computed once, since this takes longer than the rest of parsing. */
function knownPlaces(): readonly Place[] {
  known ??= places(configJsonSchema())
  return known
}

/** The index of the option that set the field with the issue; -1 if none did. */
function optionFor(field: string, options: readonly string[]): number {
  const path = field.replaceAll(/\[(\d+)\]/g, '.$1')
  return options.findIndex((key) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`))
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
