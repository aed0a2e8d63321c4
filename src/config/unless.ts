import { type Issue, quote } from '../errors.ts'

/** The issue, unless the condition holds. */
export function unless(good: boolean, field: string, expected: string, found: unknown): Issue | undefined {
  return good ? undefined : { field, expected, found: quote(found) }
}

/** The issues among the results of several checks. */
export function found(...checks: readonly (Issue | undefined)[]): readonly Issue[] {
  return checks.filter((issue) => issue !== undefined)
}
