import { InputError, quote } from '../errors.ts'
import { lineAndColumn } from './position.ts'

const DEEPEST = 100

/**
 * Reads JSON (RFC 8259) as `JSON.parse` does, but refuses a key given twice, and says where it stopped:
 * the engine's own messages differ from one version to the next.
 *
 * @throws InputError naming line and column
 */
export function parseJson(text: string): unknown {
  const scanner = new Scanner(text)
  scanner.value(0)
  if (!scanner.atEnd()) scanner.refuse('nothing after the value')
  return JSON.parse(text)
}

/** Walks the grammar; keeps nothing but its position and, within each object, the keys seen. */
class Scanner {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  value(depth: number): void {
    if (depth > DEEPEST) this.refuse(`at most ${DEEPEST} levels of nesting`, 'more')
    this.#skipSpace()
    if (this.#take('{')) this.#object(depth)
    else if (this.#take('[')) this.#array(depth)
    else if (this.#match(STRING) === undefined && this.#match(NUMBER_OR_WORD) === undefined) {
      this.refuse('a JSON value')
    }
  }

  atEnd(): boolean {
    this.#skipSpace()
    return this.#at === this.#text.length
  }

  refuse(expected: string, found: string = this.#rest(), at: number = this.#at): never {
    throw new InputError({ field: lineAndColumn(this.#text, at), expected, found })
  }

  #object(depth: number): void {
    const keys = new Set<string>()
    if (this.#take('}')) return
    do {
      this.#skipSpace()
      const start = this.#at
      const token = this.#match(STRING)
      if (token === undefined) this.refuse('a key in double quotes')
      const key = JSON.parse(token) as string
      if (keys.has(key)) this.refuse('each key once', `${quote(key)} again`, start)
      keys.add(key)
      if (!this.#take(':')) this.refuse('":" after the key')
      this.value(depth + 1)
    } while (this.#take(','))
    if (!this.#take('}')) this.refuse('"," or "}"')
  }

  #array(depth: number): void {
    if (this.#take(']')) return
    do this.value(depth + 1)
    while (this.#take(','))
    if (!this.#take(']')) this.refuse('"," or "]"')
  }

  #skipSpace(): void {
    this.#match(SPACE)
  }

  /** Steps over `sign` and the space before it, if it stands here. */
  #take(sign: string): boolean {
    this.#skipSpace()
    if (this.#text[this.#at] !== sign) return false
    this.#at++
    return true
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const token = pattern.exec(this.#text)?.[0]
    this.#at += token?.length ?? 0
    return token
  }

  #rest(): string {
    if (this.#at >= this.#text.length) return 'the end of the file'
    return quote(/^(?:\w{1,20}|.)/su.exec(this.#text.slice(this.#at, this.#at + 20))![0])
  }
}

const SPACE = /[ \t\n\r]*/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON refuses control characters in strings
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const NUMBER_OR_WORD = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y
