import { type Complaint, quote } from '../errors.ts'
import type { Config } from './schema.ts'

/** What no single key can know: whether they go together. The first thing that does not, or undefined. */
export function checkConsistency({ task }: Omit<Config, 'name'>): Complaint | undefined {
  const { validation = 0, test = 0 } = task.data
  if (validation + test >= 1) {
    const expected = `less than ${1 - validation}, which the validation part leaves`
    return { field: 'task.data.test', expected, found: quote(test) }
  }
  return undefined
}
