import type { z } from 'zod'
import { type Issue, quote } from '../errors.ts'
import { didYouMean, nearest } from '../nearest.ts'
import { dotted, shownValue, type ValuePath, valueAt } from '../value-path.ts'
import { inOrder } from './order.ts'
import type { Place } from './places.ts'

type ZodIssue = z.core.$ZodIssue

/** An issue of a config, and the path of the key that it is about. */
export interface KeyIssue extends Issue {
  readonly path: ValuePath
  /** What is wrong: the key, or its value. */
  readonly which: 'key' | 'value'
}

/** An unknown key, what it probably means, and what is known in its place. */
interface UnknownKey {
  readonly issue: KeyIssue
  readonly means: string | undefined
  readonly here: readonly string[]
}

/**
 * The issues to report for an invalid config, in the order of its keys. A missing key of which a misspelt one is the cause
 * is left out.
 *
 * @param issues those that zod found, at least one
 * @param config as the user gave it
 * @param known returns all known keys, to find where an unknown key or word belongs
 */
export function issuesOf(
  issues: readonly ZodIssue[],
  config: unknown,
  known: () => readonly Place[],
): readonly [KeyIssue, ...KeyIssue[]] {
  const plain = issues.flatMap((issue) => branch(issue, config))
  const unknown = plain
    .filter((issue) => issue.code === 'unrecognized_keys')
    .flatMap((issue) => issue.keys.map((key) => unknownKey(issue, key, known())))
  const others = plain
    .filter(({ code }) => code !== 'unrecognized_keys')
    .map((issue) => ({ issue, path: written(issue.path, config) }))
    .filter(({ path }) => valueAt(path, config) !== undefined || !unknown.some((key) => isCause(key, path)))
    .map(({ issue, path }): KeyIssue => {
      const value = valueAt(path, config)
      const hint = meant(issue, path, config, known)
      return {
        ...{ path, which: value === undefined ? 'key' : 'value', field: dotted(path) },
        ...{ expected: issue.message, found: shownValue(value), hint },
      }
    })
  const [first, ...rest] = inOrder([...unknown.map(({ issue }) => issue), ...others], config)
  return [first!, ...rest]
}

/** Whether a key of the same mapping means the missing one, or makes it another kind of mapping. */
function isCause({ issue, means, here }: UnknownKey, missing: ValuePath): boolean {
  const [own, other] = [issue.path, missing].map((path) => dotted(path.slice(0, -1)))
  return own === other && means !== undefined && (means === missing.at(-1) || !here.includes(means))
}

/** A hint with the word that the user probably meant. */
function meant(
  issue: ZodIssue,
  path: ValuePath,
  config: unknown,
  known: () => readonly Place[],
): string | undefined {
  const value = valueAt(path, config)
  const words = 'values' in issue ? issue.values : 'options' in issue ? (issue.options as unknown[]) : []
  if (typeof value === 'string') {
    return (
      beside(value, path, known()) ??
      didYouMean(
        value,
        words.filter((word) => typeof word === 'string'),
      )
    )
  }
  if (value !== undefined || !('discriminator' in issue)) return undefined
  // Without a kind, the keys of a mapping cannot be checked, but `kind` itself may be misspelt.
  const key = String(path.at(-1))
  const misspelt = Object.keys(valueAt(path.slice(0, -1), config) ?? {}).find((word) => nearest(word, [key]))
  return misspelt === undefined ? undefined : `did you mean ${quote(key)} by ${quote(misspelt)}?`
}

/** A hint with another key of the same mapping that accepts the word. */
function beside(word: string, path: ValuePath, known: readonly Place[]): string | undefined {
  const parent = parentOf(path)
  const place = known.find(
    ({ key, schema, ...other }) =>
      other.parent === parent && key !== path.at(-1) && schema.enum?.includes(word),
  )
  return place && `use ${place.key}: ${word}`
}

/** The path of the mapping that contains a key, in the form of `Place`. */
function parentOf(path: ValuePath): string {
  return path
    .slice(0, -1)
    .filter((part) => typeof part !== 'number')
    .join('.')
}

/** For an issue with several alternatives, the issues of the one that was probably meant, if it is clear. */
function branch(issue: ZodIssue, config: unknown): ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const branches = issue.errors.map((issues) =>
    issues.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })),
  )
  const missing = ({ path }: ZodIssue): boolean => valueAt(written(path, config), config) === undefined
  const typed = branches.filter(([first]) => {
    if (first!.path.length === issue.path.length) return !/^invalid_(type|value)$/.test(first!.code)
    return !('discriminator' in first! && missing(first))
  })
  const whole = typed.filter((issues) => !issues.some(missing))
  const [likely, another] = typed.length === 1 ? typed : whole.length > 0 ? whole : nearestOf(typed)
  if (likely === undefined || another !== undefined) return [issue]
  // As long as nothing is given, one key says which alternatives there are.
  const shown = likely.every(missing) ? likely.slice(0, 1) : likely
  return shown.flatMap((inner) => branch(inner, config))
}

/** Of alternatives that all lack a key the one with the fewest issues; of several the first if a key is misspelt. */
function nearestOf(branches: readonly ZodIssue[][]): readonly ZodIssue[][] {
  const fewest = Math.min(...branches.map((issues) => issues.length))
  const near = branches.filter((issues) => issues.length === fewest)
  const misspelt = near.every((issues) => issues.some(({ code }) => code === 'unrecognized_keys'))
  return misspelt ? near.slice(0, 1) : near
}

function unknownKey(
  issue: z.core.$ZodIssueUnrecognizedKeys,
  key: string,
  known: readonly Place[],
): UnknownKey {
  const path = [...issue.path, key]
  const parent = parentOf(path)
  const here = issue.message.split(', ')
  const beside = known
    .filter((place) => place.parent === parent && place.key !== key)
    .map((place) => place.key)
  const belongs = home(key, parent, known)
  const means = belongs === undefined ? nearest(key, [...here, ...beside]) : undefined
  const hint =
    belongs ??
    (means === undefined ? undefined : `did you mean ${quote(means)}?`) ??
    home(
      nearest(
        key,
        known.map((place) => place.key),
      ) ?? '',
      parent,
      known,
    ) ??
    `known here: ${here.join(', ')}`
  const own = { path, which: 'key', field: dotted(path) } as const
  return { issue: { ...own, expected: 'a known key', found: quote(key), hint }, means, here }
}

/** A hint where a key of this name belongs: to another kind or in another mapping. */
function home(key: string, parent: string, known: readonly Place[]): string | undefined {
  const everywhere = known.filter((place) => place.key === key && key !== 'kind')
  // A mapping further in is more likely meant than another kind.
  const inside = everywhere.filter((place) => place.parent.startsWith(`${parent}.`))
  const homes = inside.length > 0 ? inside : everywhere
  const variants = homes.filter((place) => place.parent === parent).map(({ variant }) => variant)
  if (variants.length > 0) {
    const named = variants.filter((variant) => variant !== undefined)
    return named.length === 0 ? undefined : `it goes with ${named.join(' or ')}`
  }
  const paths = [
    ...new Set(
      homes.map((place) => (place.parent === '' ? `${key} at the top level` : `${place.parent}.${key}`)),
    ),
  ]
  return paths.length === 0 ? undefined : `did you mean ${paths.slice(0, 3).join(' or ')}?`
}

/** The path of an issue as the user wrote it: a kind alone stands for its mapping. */
function written(path: ValuePath, config: unknown): ValuePath {
  const parent = path.slice(0, -1)
  return path.at(-1) === 'kind' && typeof valueAt(parent, config) === 'string' ? parent : path
}
