import { type JSONVisitor, type Node, parseTree, visit } from 'jsonc-parser'
import { InputError, quote } from './errors.ts'

/** How deep objects and lists may nest below the root. */
const deepest = 100

export interface JsonOptions {
  /** Whether a number, as it is written, is to become a text of the same characters. */
  readonly asText?: (number: string) => boolean
  /** Called with each key in the order of the text, which an object does not keep. */
  readonly onKey?: (key: string) => void
}

/**
 * Reads JSON (RFC 8259) as `JSON.parse` does, but refuses duplicate keys and more than 100 levels of nesting. Its
 * messages are the same in every JavaScript engine.
 *
 * @throws InputError naming line and column
 */
export function parseStrictJson(text: string, { asText, onKey = () => {} }: JsonOptions = {}): unknown {
  const quoted: { start: number; end: number }[] = []
  const onNumber = (start: number, end: number): void => {
    if (asText?.(text.slice(start, end)) === true) quoted.push({ start, end })
  }
  const visitor = checks(text, onNumber, onKey)
  visit(text, visitor, { disallowComments: true })
  return JSON.parse(quoted.length === 0 ? text : withQuotes(text, quoted))
}

function withQuotes(text: string, places: readonly { start: number; end: number }[]): string {
  let from = 0
  const parts = places.map(({ start, end }) => {
    const part = `${text.slice(from, start)}"${text.slice(start, end)}"`
    from = end
    return part
  })
  return `${parts.join('')}${text.slice(from)}`
}

/**
 * The same with a Map for each object: an object would put keys such as `10` and `2` in another order.
 * @throws InputError as `parseStrictJson` does
 */
export function parseOrderedJson(text: string): unknown {
  parseStrictJson(text)
  return ordered(parseTree(text)!)
}

function ordered({ type, value, children = [] }: Node): unknown {
  if (type === 'array') return children.map(ordered)
  if (type !== 'object') return value
  return new Map(children.map(({ children: pair }) => [pair![0]!.value as string, ordered(pair![1]!)]))
}

/** Callbacks that throw at the first error. Each of them records what the next token should be. */
function checks(
  text: string,
  onNumber: (start: number, end: number) => void,
  onKey: (key: string) => void,
): JSONVisitor {
  /** The objects and lists that are open: the keys of an object so far, null for a list. */
  const open: (Set<string> | null)[] = []
  let expected = 'a JSON value'

  function value(line: number, column: number): void {
    if (open.length <= deepest) return
    throw issue(line, column, `at most ${deepest} levels of nesting`, 'more')
  }
  function valueEnd(): void {
    const keys = open.at(-1)
    if (keys === undefined) expected = 'nothing after the value'
    else expected = keys === null ? '"," or "]"' : '"," or "}"'
  }
  /** @param length of the closing bracket; 0 if the text ends without one */
  function close(length: number): void {
    if (length === 0) return
    open.pop()
    valueEnd()
  }

  return {
    onObjectBegin(_offset, _length, line, column) {
      value(line, column)
      open.push(new Set())
      expected = 'a key in double quotes'
    },
    onObjectProperty(key, _offset, _length, line, column) {
      const keys = open.at(-1)
      if (keys?.has(key)) throw issue(line, column, 'each key once', `${quote(key)} again`)
      keys?.add(key)
      onKey(key)
      expected = '":" after the key'
    },
    onObjectEnd(_offset, length) {
      close(length)
    },
    onArrayBegin(_offset, _length, line, column) {
      value(line, column)
      open.push(null)
      expected = 'a JSON value'
    },
    onArrayEnd(_offset, length) {
      close(length)
    },
    onLiteralValue(literal, offset, length, line, column) {
      value(line, column)
      if (typeof literal === 'number') onNumber(offset, offset + length)
      valueEnd()
    },
    onSeparator(character) {
      const nextIsKey = character === ',' && open.at(-1) !== null
      expected = nextIsKey ? 'a key in double quotes' : 'a JSON value'
    },
    onError(_code, offset, length, line, column) {
      throw issue(line, column, expected, found(text.slice(offset, offset + length)))
    },
  }
}

/** @param line from 0, as `column` */
function issue(line: number, column: number, expected: string, found: string): InputError {
  return new InputError({ position: { line: line + 1, column: column + 1 }, expected, found })
}

/** A whole word or number; otherwise the first character. */
function found(token: string): string {
  const [start] = token
  if (start === undefined) return 'the end of the file'
  return quote(/\w/.test(start) ? token : start)
}
