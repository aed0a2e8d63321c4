import { type Complaint, quote } from '../../errors.ts'

/** Nothing where all is well, else the complaint. */
export function unless(
  good: boolean,
  field: string,
  expected: string,
  found: unknown,
): Complaint | undefined {
  return good ? undefined : { field, expected, found: quote(found) }
}
