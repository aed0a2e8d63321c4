/** What files of models and genomes have in common. */
import type { z } from 'zod'
import { InputError, quote } from '../errors.ts'
import { parseStrictJson } from '../json-text.ts'
import { dotted, shownValue, valueAt } from '../value-path.ts'

/**
 * @param noun what the file should be: `a model file`
 * @throws InputError for text that is no JSON, or JSON with a key twice (line, column)
 */
export function parseStored(text: string, file: string, noun: string): unknown {
  if (!/^\s*\{/.test(text)) {
    throw new InputError({ file, expected: `${noun} in JSON`, found: quote(text.slice(0, 60)) })
  }
  try {
    return parseStrictJson(text)
  } catch (error) {
    throw error instanceof InputError ? error.in(file) : error
  }
}

/**
 * Checks the shape of a file. By convention the message of an issue is the phrase after "expected" in the error.
 * @throws InputError for the first key that is missing, unknown or wrong
 */
export function checkedShape<T>(schema: z.ZodType<T>, value: unknown, file: string): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const { code, path, message, ...issue } = parsed.error.issues[0]!
  if (code === 'unrecognized_keys' && 'keys' in issue) {
    const [key] = issue.keys
    throw new InputError({ file, field: dotted([...path, key!]), expected: 'a known key', found: quote(key) })
  }
  throw new InputError({
    ...{ file, field: dotted(path) },
    ...{ expected: message, found: shownValue(valueAt(path, value)) },
  })
}
