import { shortened } from './shortened.ts'

/** The errors that the program raises on purpose. Any other error is a bug. */

/** The kind of an error. The command line turns it into an exit code. */
export type ErrorCode = 'input' | 'run' | 'output'

export class EvolveError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'EvolveError'
    this.code = code
  }
}

/** What is wrong with an input, said so that the user can fix it. */
export interface Issue {
  /** The file, as the user wrote its name. */
  readonly file?: string | undefined
  /** Where in the file: a dotted config path, `row 3, column "mass"`, `line 2, column 7`, or an option. */
  readonly field?: string | undefined
  readonly expected: string
  readonly found: string
  /** How to fix it, if that is known. */
  readonly hint?: string | undefined
}

/** Wrong usage, config or data: `file: field: expected …, found …; hint` on one line. */
export class InputError extends EvolveError {
  readonly issue: Issue

  constructor(issue: Issue, options?: ErrorOptions) {
    super('input', describe(issue), options)
    this.name = 'InputError'
    this.issue = issue
  }

  /** The same error with the name of the file, for parsers that only know the text. */
  in(file: string): InputError {
    return new InputError({ ...this.issue, file: this.issue.file ?? file }, { cause: this })
  }
}

/** A user's value for a message: quoted, on one line, shortened if it is long. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : inline(value)
  return text.length > 60 ? shortened(text, 58) : text
}

function inline(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'a mapping'
  return String(value)
}

/** Characters of a place, such as the name of a column, and of the other parts of a message. */
const mostPlace = 300
const mostWords = 1000

function describe({ file, field, expected, found, hint }: Issue): string {
  const where = [file, field].flatMap((part) => (part ? [`${shortened(part, mostPlace)}: `] : []))
  const cure = hint === undefined ? '' : `; ${shortened(hint, mostWords)}`
  const line = `${where.join('')}expected ${shortened(expected, mostWords)}, found ${shortened(found, mostWords)}${cure}`
  return line.replaceAll(/[\p{Cc}\u2028\u2029]/gu, escaped)
}

/** File names, keys and messages of other modules may contain line ends and terminal control codes. */
function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
