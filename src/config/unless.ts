import { type Issue, quote } from '../errors.ts'

/** Nothing where all is well, else the issue. */
export function unless(good: boolean, field: string, expected: string, found: unknown): Issue | undefined {
  return good ? undefined : { field, expected, found: quote(found) }
}
