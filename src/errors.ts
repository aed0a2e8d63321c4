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

/** What was under way has been ended before it was done: nobody works on it, or nobody waits for it. */
export class Interrupted extends EvolveError {
  constructor(message: string, options?: ErrorOptions) {
    super('run', message, options)
    this.name = 'Interrupted'
  }
}

/** @returns what the work gives; null if it was ended before it was done */
export async function unlessInterrupted<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Interrupted) return null
    throw error
  }
}

/** A place in a text. */
export interface TextPosition {
  /** From 1. Lines end with LF, CRLF or CR. */
  readonly line: number
  /** From 1, in UTF-16 units as in editors. */
  readonly column: number
}

/** What is wrong with an input, said so that the user can fix it. */
export interface Issue {
  /** The file, as the user wrote its name. */
  readonly file?: string | undefined
  /** Where in the text of the file, if that is known. */
  readonly position?: TextPosition | undefined
  /** What in the file: a dotted config path, `row 3, column "mass"`, or an option. */
  readonly field?: string | undefined
  readonly expected: string
  readonly found: string
  /** How to fix it, if that is known. */
  readonly hint?: string | undefined
}

/** The most issues of a message; an error holds all. */
const mostIssues = 20

/**
 * Wrong usage, config or data: `file:line:column: field: expected …, found …; hint` on one line, as far as it is known.
 * An error with several issues has a line for each.
 */
export class InputError extends EvolveError {
  /** All that is wrong, at least one. */
  readonly issues: readonly [Issue, ...Issue[]]

  /** @param issues one, or several: at least one */
  constructor(issues: Issue | readonly Issue[], options?: ErrorOptions) {
    const [first, ...others] = [issues].flat() as [Issue, ...Issue[]]
    super('input', describeAll([first, ...others]), options)
    this.name = 'InputError'
    this.issues = [first, ...others]
  }

  /** The first of the issues. */
  get issue(): Issue {
    return this.issues[0]
  }

  /** The same error with the name of the file, for parsers that only know the text. */
  in(file: string): InputError {
    const issues = this.issues.map((issue) => ({ ...issue, file: issue.file ?? file }))
    return new InputError(issues, { cause: this })
  }
}

/**
 * Does something with each, and raises all that is wrong at once.
 * @throws InputError with the issues of all
 */
export function forAll<T, R>(values: readonly T[], action: (value: T) => R): R[] {
  const issues: Issue[] = []
  const results = values.flatMap((value) => {
    try {
      return [action(value)]
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      issues.push(...error.issues)
      return []
    }
  })
  if (issues.length > 0) throw new InputError(issues)
  return results
}

function describeAll(issues: readonly Issue[]): string {
  const lines = issues.slice(0, mostIssues).map(describe)
  const rest = issues.length - lines.length
  return [...lines, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n')
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
  const where = [placed(file, issue.position), field]
    .filter((part) => part !== undefined && part !== '')
    .map((part) => `${part}: `)
  const line = `${where.join('')}expected ${expected}, found ${found}${hint === undefined ? '' : `; ${hint}`}`
  return escapedControls(line)
}

/** `moons.yaml:3:7` as in other tools, so that editors and terminals can open it. */
function placed(file: string | undefined, position: TextPosition | undefined): string | undefined {
  if (position === undefined) return file
  const { line, column } = position
  return file === undefined ? `line ${line}, column ${column}` : `${file}:${line}:${column}`
}
