/** Where the keys of a config stand in its text. */
import { type Node as JsonNode, parseTree } from 'jsonc-parser'
import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml'
import type { TextPosition } from '../errors.ts'
import type { ValuePath } from '../value-path.ts'
import { positionAt } from './position.ts'

/** Finds a place in the text of a config. */
export type Locate = (path: ValuePath, which: 'key' | 'value') => TextPosition | undefined

/** A value in the text, and what it holds. */
interface Spot {
  /** Offset of its key, or of itself if it has none. */
  readonly key: number
  readonly value: number
  child(part: PropertyKey): Spot | undefined
}

/**
 * Finds places in the text of a config that has been read before. A path that the config has not leads to the key of the
 * deepest mapping on it; nothing leads to the config as a whole.
 */
export function locator(text: string, format: 'yaml' | 'json'): Locate {
  let root: Spot | undefined
  return (path, which) => {
    root ??= format === 'yaml' ? yamlSpot(text) : jsonSpot(text)
    let spot = root
    let depth = 0
    for (const part of path) {
      const child = spot.child(part)
      if (child === undefined) break
      spot = child
      depth++
    }
    if (depth === 0) return undefined
    return positionAt(text, which === 'value' && depth === path.length ? spot.value : spot.key)
  }
}

function yamlSpot(text: string): Spot {
  const document = parseDocument(text, { schema: 'core', uniqueKeys: false })
  return yamlNode(document.contents, 0, document)
}

/** @param at offset of its key; for an entry of a list, of what is before it */
function yamlNode(node: unknown, at: number, document: Document): Spot {
  const value = offsetOf(node) ?? at
  const target = isAlias(node) ? node.resolve(document) : node
  return {
    ...{ key: at, value },
    child(part) {
      if (isMap(target)) {
        const pair = target.items.find(({ key }) => isScalar(key) && (key.source ?? key.value) === part)
        return pair && yamlNode(pair.value, offsetOf(pair.key) ?? value, document)
      }
      if (!isSeq(target)) return undefined
      const item = target.items.find(
        (item, index) => index === part || (isMap(item) && item.get('name') === part),
      )
      return item === undefined ? undefined : yamlNode(item, offsetOf(item) ?? value, document)
    },
  }
}

function offsetOf(node: unknown): number | undefined {
  return (node as { readonly range?: readonly [number, ...number[]] | null } | null)?.range?.[0]
}

function jsonSpot(text: string): Spot {
  const root = parseTree(text)!
  return jsonNode(root, root.offset)
}

function jsonNode(node: JsonNode, key: number): Spot {
  return {
    ...{ key, value: node.offset },
    child(part) {
      const [name, value] = jsonMember(node, part)
      if (name !== undefined && value !== undefined) return jsonNode(value, name.offset)
      if (node.type !== 'array') return undefined
      const item = node.children?.find(
        (item, index) => index === part || jsonMember(item, 'name')[1]?.value === part,
      )
      return item && jsonNode(item, item.offset)
    },
  }
}

/** The nodes of a key and of its value; none of what is no object or has no such key. */
function jsonMember({ type, children = [] }: JsonNode, key: PropertyKey): readonly JsonNode[] {
  if (type !== 'object') return []
  return children.map(({ children: pair = [] }) => pair).find(([name]) => name?.value === key) ?? []
}
