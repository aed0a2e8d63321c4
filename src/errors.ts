/** The errors that the program raises on purpose. Any other error is a bug. */
import { escapedControls, shortened } from './shown-text.ts'

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

/** The most cells of a user's value in a message, and of a part of a message. */
const mostCells = 60
const mostCellsOfPart = 1000

/** A user's value for a message: quoted, on one line, shortened if it is long. */
export function quote(value: unknown): string {
  // Enough to be cut, and no more: a text may be as large as a file.
  return shortened(
    typeof value === 'string' ? JSON.stringify(value.slice(0, 2000)) : inline(value),
    mostCells,
  )
}

function inline(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'a mapping'
  return String(value)
}

function describe(issue: Issue): string {
  const part = (text: string | undefined): string | undefined => text && shortened(text, mostCellsOfPart)
  const { file, field, expected, found, hint } = {
    ...{ file: part(issue.file), field: part(issue.field), hint: part(issue.hint) },
    ...{ expected: part(issue.expected), found: part(issue.found) },
  }
  const where = [file, field].filter((part) => part !== undefined && part !== '').map((part) => `${part}: `)
  const line = `${where.join('')}expected ${expected}, found ${found}${hint === undefined ? '' : `; ${hint}`}`
  return escapedControls(line)
}
