import { InputError, quote } from '../errors.ts'
import { shownValue } from '../value-path.ts'
import { entriesOf, memberOf, plain } from './mapping.ts'

const field = 'compare.contestants'

/**
 * A config in plain objects but for its contestants, which become a Map from their names. They may be written as a
 * mapping, or as a list of the same with a `name` each.
 * @throws InputError for a list of contestants without a name, or with the same twice
 */
export function withNamedContestants(config: unknown): unknown {
  const compare = memberOf(config, 'compare')
  const contestants = named(memberOf(compare, 'contestants'))
  const whole = plain(config)
  if (contestants === undefined) return whole
  return { ...(whole as object), compare: { ...(plain(compare) as object), contestants } }
}

/** Undefined for what is neither a mapping nor a list, which the schema refuses. */
function named(contestants: unknown): ReadonlyMap<string, unknown> | undefined {
  const entries = Array.isArray(contestants) ? contestants.map(entryOf) : entriesOf(contestants)
  if (entries === undefined) return undefined
  const map = new Map<string, unknown>()
  for (const [name, options] of entries) {
    if (map.has(name)) {
      throw new InputError({ field, expected: 'each name once', found: `${quote(name)} again` })
    }
    map.set(name, plain(options))
  }
  return map
}

function entryOf(contestant: unknown, index: number): readonly [name: string, options: unknown] {
  const place = `${field}[${index}]`
  const entries = entriesOf(contestant)
  if (entries === undefined) {
    const found = shownValue(contestant)
    throw new InputError({ field: place, expected: 'a mapping such as { name: mine, strategy: ga }', found })
  }
  const name = memberOf(contestant, 'name')
  if (typeof name !== 'string') {
    throw new InputError({ field: `${place}.name`, expected: 'a name', found: shownValue(name) })
  }
  return [name, new Map(entries.filter(([key]) => key !== 'name'))]
}

/** The contestants as a list with names, for a file: JSON readers lose the order of names such as `10` and `2`. */
export function listedContestants<T extends object>(contestants: ReadonlyMap<string, T>): object[] {
  return [...contestants].map(([name, options]) => ({ name, ...options }))
}
