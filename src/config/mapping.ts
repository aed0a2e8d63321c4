/**
 * Mappings as they were written. A parser gives them as Maps: an object would put keys such as `10` and `2` in another
 * order.
 */

/** The keys and values of a Map or a plain object, in order; undefined for anything else. */
export function entriesOf(value: unknown): readonly (readonly [key: string, value: unknown])[] | undefined {
  if (value instanceof Map) return [...value]
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : undefined
}

/** The value of a key of a Map or a plain object; undefined if there is none. */
export function memberOf(value: unknown, key: string): unknown {
  return entriesOf(value)?.find(([each]) => each === key)?.[1]
}

/** The same value with plain objects in place of Maps. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (!(value instanceof Map)) return value
  return Object.fromEntries([...value].map(([key, child]) => [key, plain(child)]))
}
