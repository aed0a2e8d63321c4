import { forAll, InputError, quote } from '../errors.ts'
import { entriesOf } from './mapping.ts'
import { parseYaml } from './yaml-text.ts'

/** One `--set key=value`: a place in the config and its new value. */
export interface Override {
  /** Keys and list indices, from the root. */
  readonly path: readonly string[]
  /** Null removes the key, so that its default returns. */
  readonly value: unknown
}

const NEVER: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Reads `strategy.mutation.sigma=0.2` or `network.hidden=[8, 8]`: a dotted path (list entries as `hidden.0` or
 * `hidden[0]`), and a value in YAML.
 *
 * @throws InputError naming the option
 */
export function parseOverride(text: string): Override {
  const split = text.indexOf('=')
  const refuse = (expected: string, found: string): InputError =>
    new InputError({ field: `--set ${quote(text)}`, expected, found })
  if (split === -1) throw refuse('key=value', 'no "="')
  const key = text.slice(0, split).trim()
  const path = key.replaceAll(/\[(\d+)\]/g, '.$1').split('.')
  if (path.includes('')) throw refuse('a dotted path before "="', quote(key))
  const forbidden = path.find((part, depth) => NEVER.has(part) && !(depth === 2 && path[1] === 'contestants'))
  if (forbidden !== undefined) throw refuse('keys of the config', quote(forbidden))
  if (text.slice(split + 1).trim() === '') throw refuse('a value after "="', 'nothing')
  try {
    return { path, value: parseYaml(text.slice(split + 1)) }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw refuse(error.issue.expected, error.issue.found)
  }
}

/**
 * Reads several.
 * @throws InputError with the issues of all
 */
export function parseOverrides(texts: readonly string[] = []): Override[] {
  return forAll(texts, parseOverride)
}

/**
 * A copy of the config with the new values; later overrides win. Mappings on the path become Maps, and missing ones are
 * created; a kind in its short form (`selection: roulette`) becomes a mapping. Null removes a key or an entry of a list.
 *
 * @throws InputError for all paths that lead through a number or past the end of a list
 */
export function applyOverrides(config: unknown, overrides: readonly Override[]): unknown {
  let value = config
  forAll(overrides, (override) => {
    value = put(value, override, 0)
  })
  return value
}

function put(node: unknown, override: Override, depth: number): unknown {
  const { path, value } = override
  if (depth === path.length) return value
  const key = path[depth]!
  if (Array.isArray(node)) {
    const index = Number(key)
    if (!/^\d+$/.test(key) || index > node.length) {
      throw misplaced(override, `an index from 0 to ${node.length}`, quote(key))
    }
    return removes(override, depth)
      ? node.toSpliced(index, 1)
      : node.toSpliced(index, 1, put(node[index], override, depth + 1))
  }
  // What is not there needs no mapping to be removed from.
  if (node === undefined && value === null && !isSwitch(path)) return undefined
  const entries = typeof node === 'string' ? [['kind', node] as const] : entriesOf(node ?? {})
  if (entries === undefined) {
    throw misplaced(override, `a mapping at ${quote(path.slice(0, depth).join('.'))}`, quote(node))
  }
  const mapping = new Map<string, unknown>(entries)
  const changed = removes(override, depth) ? undefined : put(mapping.get(key), override, depth + 1)
  if (changed === undefined) mapping.delete(key)
  else mapping.set(key, changed)
  return mapping
}

/** Whether the override removes the key at this depth of its path. */
function removes({ path, value }: Override, depth: number): boolean {
  return value === null && depth === path.length - 1 && !isSwitch(path)
}

/** Whether null is a value of its own: a contestant without what the config has. */
function isSwitch([first, second, , ...keys]: readonly string[]): boolean {
  return first === 'compare' && second === 'contestants' && /^(finetune|memetic)$/.test(keys.join('.'))
}

function misplaced({ path }: Override, expected: string, found: string): InputError {
  return new InputError({ field: `--set ${path.join('.')}`, expected, found })
}
