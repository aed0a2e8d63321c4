/** What files of models and genomes have in common. */
import { hash } from 'node:crypto'
import { z } from 'zod'
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

/** The checksum in a file; files of 0.1 have none. */
export const checksumSchema: z.ZodOptional<z.ZodString> = z.string({ error: 'text' }).optional()

/**
 * The SHA-256 of what a file says: of its other keys as JSON, and of the bits of its numbers.
 * @param head the keys before the numbers, in the order of the file; a checksum among them does not count
 * @param numbers as they stand in the file
 */
export function checksumOf(head: object, numbers: readonly number[]): string {
  const { sha256: _, ...rest } = head as { readonly sha256?: string }
  const bits = new DataView(new ArrayBuffer(8 * numbers.length))
  for (const [index, value] of numbers.entries()) bits.setFloat64(8 * index, value, true)
  return hash(
    'sha256',
    Buffer.concat([Buffer.from(JSON.stringify(rest)), new Uint8Array(bits.buffer)]),
    'hex',
  )
}

/**
 * Finds what a failing disk has changed: a weight with another digit is a weight too.
 * @param value the file as it was parsed, of the right shape
 * @param key of the numbers
 * @throws InputError if the file has a checksum that does not fit
 */
export function checkChecksum(value: unknown, key: 'parameters' | 'genome', file: string): void {
  const { [key]: numbers, ...head } = value as Record<typeof key, readonly number[]> & {
    readonly sha256?: string
  }
  if (head.sha256 === undefined) return
  const expected = checksumOf(head, numbers)
  if (head.sha256 === expected) return
  throw new InputError({
    ...{ file, field: 'sha256', expected: 'a file as it was written', found: 'one that has changed since' },
    hint: 'if you have changed it by hand, remove its key sha256',
  })
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
