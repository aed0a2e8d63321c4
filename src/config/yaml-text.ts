import {
  Composer,
  type CST,
  type Document,
  isScalar,
  Parser,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml'
import { InputError, quote } from '../errors.ts'
import { positionAt } from './position.ts'

const DEEPEST = 100
/** The most uses of aliases. Normal configs have a few; a document with thousands is an attack. */
const MOST_ALIASES = 100

/**
 * Reads one document of YAML 1.2 (core schema). Mappings become Maps, in their order; keys are words, as written. Refuses
 * duplicate keys, keys that are not plain words, tags, more documents, deep nesting, thousands of aliases, and aliases
 * within what they name.
 *
 * @returns null if the text contains only space and comments
 * @throws InputError naming line and column
 */
export function parseYaml(text: string): unknown {
  const tokens = [...new Parser().parse(text)]
  // The composer is recursive, and V8 ends the process if the stack overflows inside a regular expression.
  if (depth(tokens) > DEEPEST) {
    throw new InputError({ expected: `at most ${DEEPEST} levels of nesting`, found: 'more' })
  }
  const composer = new Composer({
    prettyErrors: false,
    schema: 'core',
    resolveKnownTags: false,
    // This check compares every pair of keys, which takes minutes for a large file.
    uniqueKeys: false,
  })
  const [document, another] = [...composer.compose(tokens, true, text.length)]
  if (another !== undefined) {
    throw new InputError({
      position: positionAt(text, another.range[0]),
      expected: 'one YAML document',
      found: 'another',
    })
  }
  const error = document!.errors[0] ?? document!.warnings[0]
  if (error !== undefined) throw malformed(error, text)
  let aliases = 0
  visit(document!, {
    Map: (_, map) => checkKeys(map, text),
    Alias: (_, { source, range }, path) => {
      if (++aliases > MOST_ALIASES) throw bomb()
      if (!path.some((node) => 'anchor' in node && node.anchor === source)) return
      const position = positionAt(text, range?.[0] ?? 0)
      throw new InputError({
        position,
        expected: 'an alias outside of what it names',
        found: quote(`*${source}`),
      })
    },
  })
  return expand(document!)
}

/** The deepest nesting of the syntax tree, walked without recursion. */
function depth(tokens: readonly CST.Token[]): number {
  let deepest = 0
  const open = tokens.map((token) => ({ token, level: 0 }))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, level } = next
    deepest = Math.max(deepest, level)
    if (token.type === 'document' && token.value !== undefined) open.push({ token: token.value, level })
    if (!('items' in token)) continue
    for (const { key, value } of token.items) {
      for (const child of [key, value]) if (child) open.push({ token: child, level: level + 1 })
    }
  }
  return deepest
}

function malformed(error: YAMLError, text: string): InputError {
  const position = positionAt(text, error.pos[0])
  if (error.code === 'TAG_RESOLVE_FAILED') {
    return new InputError({ position, expected: 'no tags', found: quote(text.slice(...error.pos)) })
  }
  return new InputError({ position, expected: 'YAML', found: `an error: ${error.message}` })
}

function checkKeys(map: YAMLMap, text: string): void {
  const seen = new Set<string>()
  for (const { key } of map.items) {
    const refuse = (expected: string, found: string): InputError => {
      const start = (key as { range?: [number] }).range?.[0] ?? 0
      return new InputError({ position: positionAt(text, start), expected, found })
    }
    if (!isScalar(key)) throw refuse('a word as key', 'something else')
    const word = typeof key.value === 'string' ? key.value : (key.source ?? '')
    key.value = word
    if (seen.has(word)) throw refuse('each key once', `${quote(word)} again`)
    seen.add(word)
  }
}

function expand(document: Document): unknown {
  try {
    return document.toJS({ mapAsMap: true, maxAliasCount: MOST_ALIASES })
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    const unknown = /^Unresolved alias.*?: (.+)$/s.exec(error.message)?.[1]
    if (unknown === undefined) throw bomb({ cause: error })
    const expected = 'an anchor before its alias'
    throw new InputError({ expected, found: quote(`*${unknown}`) }, { cause: error })
  }
}

function bomb(options?: ErrorOptions): InputError {
  return new InputError({ expected: `at most ${MOST_ALIASES} uses of aliases`, found: 'more' }, options)
}
