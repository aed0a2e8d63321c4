/** Places in what a user wrote: how messages name them, and what stands there. */
import { quote } from './errors.ts'

/** Keys and list indices, from the root. */
export type ValuePath = readonly PropertyKey[]

/** `network.hidden[2]`; keys that are not plain words are quoted: `contestants["GA alone"]`. */
export function dotted(path: ValuePath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    const key = shownKey(String(part))
    if (key.startsWith('"')) return `${text}[${key}]`
    return text === '' ? key : `${text}.${key}`
  }, '')
}

/** The path that `dotted` wrote; keys that were shortened stay so. */
export function undotted(field: string): ValuePath {
  const parts = field.matchAll(/\[(\d+)\]|\[("(?:[^"\\\p{Cc}]|\\["\\bfnrt]|\\u[0-9a-f]{4})*")\]|[^.[\]]+/gu)
  return Array.from(parts, ([part, index, quoted]) => {
    if (index !== undefined) return Number(index)
    return quoted === undefined ? part : (JSON.parse(quoted) as string)
  })
}

/** The value at a path; undefined if there is none. */
export function valueAt(path: ValuePath, root: unknown): unknown {
  return path.reduce<unknown>((value, part) => {
    if (value instanceof Map) return value.get(part)
    const inside = typeof value === 'object' && value !== null && Object.hasOwn(value, part)
    return inside ? (value as Record<PropertyKey, unknown>)[part] : undefined
  }, root)
}

/** The record's own value of a key that may be any word; undefined if it has none. */
export function ownValue<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

/** A value for a message, with the size of a list and the first keys of a mapping. */
export function shownValue(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`
  // User and password of a URL are for no screen and no log.
  if (typeof value === 'string') return quote(value.replace(/(\w:\/\/)\S*@/g, '$1…@'))
  if (typeof value !== 'object' || value === null) return quote(value)
  const keys = value instanceof Map ? [...value.keys()] : Object.keys(value)
  return keys.length === 0 ? 'an empty mapping' : `a mapping of ${keys.slice(0, 5).map(shownKey).join(', ')}`
}

function shownKey(key: string): string {
  return /^[\w-]{1,60}$/.test(key) ? key : quote(key)
}
