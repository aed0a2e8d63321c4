import type { ValuePath } from '../value-path.ts'
import { entriesOf } from './mapping.ts'

/**
 * What is about keys of a config, in their order there: a mapping comes before its keys, and a key that is missing before
 * those that are not.
 */
export function inOrder<T extends { readonly path: ValuePath }>(values: readonly T[], config: unknown): T[] {
  const places = new Map(values.map((value) => [value, placesOf(value.path, config)]))
  return values.toSorted((a, b) => compare(places.get(a)!, places.get(b)!))
}

/** The place of each part of a path among its siblings, from 1; 0 for what is missing. */
function placesOf(path: ValuePath, config: unknown): number[] {
  let value = config
  return path.map((part) => {
    const children = Array.isArray(value)
      ? value.map((item, index) => [index, item] as const)
      : (entriesOf(value) ?? [])
    const index = children.findIndex(([key]) => key === part)
    value = children[index]?.[1]
    return index + 1
  })
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((place, depth) => place !== b[depth])
  return at === -1 ? a.length - b.length : a[at]! - (b[at] ?? -1)
}
