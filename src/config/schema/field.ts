/**
 * The building blocks of the schema. By convention the message of an issue is the phrase after "expected" in the error;
 * for unknown keys it is the list of known keys.
 */
import { z } from 'zod'

/** A schema for every key of T: the compiler refuses a missing one or one of another type. */
export type Shape<T> = { readonly [K in keyof T]-?: z.ZodType<T[K]> }

/** A mapping with these keys and no others. */
export function mapping<T extends object>(shape: Shape<T>): z.ZodType<T> {
  return strict(shape) as unknown as z.ZodType<T>
}

function strict(shape: Record<string, z.ZodType>): z.ZodObject {
  const keys = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? keys : 'a mapping'),
  }) as z.ZodObject
}

export interface Range {
  readonly min?: number
  readonly max?: number
  /** Exclusive bounds. */
  readonly above?: number
  readonly below?: number
}

export function number(range: Range = {}): z.ZodType<number> {
  return bounded(z.number({ error: phrase('a number', range) }), 'a number', range)
}

export function integer(range: Range = {}): z.ZodType<number> {
  return bounded(z.int({ error: phrase('an integer', range) }), 'an integer', range)
}

function bounded(schema: z.ZodNumber, noun: string, range: Range): z.ZodType<number> {
  const { min, max, above, below } = range
  const error = phrase(noun, range)
  let checked = schema
  if (min !== undefined) checked = checked.min(min, { error })
  if (max !== undefined) checked = checked.max(max, { error })
  if (above !== undefined) checked = checked.gt(above, { error })
  if (below !== undefined) checked = checked.lt(below, { error })
  return checked
}

/** `an integer from 1 to 5`, `a number above 0, at most 10`, `a number from 0 to below 1`. */
function phrase(noun: string, { min, max, above, below }: Range): string {
  if (min !== undefined && max !== undefined) return `${noun} from ${min} to ${max}`
  if (min !== undefined && below !== undefined) return `${noun} from ${min} to below ${below}`
  const bounds = [
    min === undefined ? '' : `of at least ${min}`,
    above === undefined ? '' : `above ${above}`,
    max === undefined ? '' : `at most ${max}`,
  ]
  return `${noun} ${bounds.filter((bound) => bound !== '').join(', ')}`.trim()
}

/** Non-empty text that matches the pattern. */
export function text(noun: string, pattern: RegExp = /./s): z.ZodType<string> {
  return z.string({ error: noun }).regex(pattern, { error: noun })
}

export function flag(): z.ZodType<boolean> {
  return z.boolean({ error: 'true or false' })
}

/** One of several words. */
export function word<T extends string>(words: readonly T[]): z.ZodType<T> {
  return z.enum(words, { error: oneOf(words) }) as unknown as z.ZodType<T>
}

function oneOf(words: readonly string[]): string {
  return words.length === 1 ? words[0]! : `one of ${words.join(', ')}`
}

/** The keys of each variant, without the key that distinguishes them. */
export type Shapes<T, Key extends keyof T> = {
  readonly [Kind in T[Key] & string]: Shape<Omit<Extract<T, { readonly [K in Key]: Kind }>, Key>>
}

/**
 * A mapping in which one key, such as `kind`, determines the other keys.
 *
 * @param fallback the kind of a mapping that names none
 */
export function variants<T, Key extends keyof T & string>(
  key: Key,
  shapes: Shapes<T, Key>,
  fallback?: T[Key] & string,
): z.ZodType<T> {
  const names = Object.keys(shapes)
  const options = Object.entries<Shape<object>>(shapes).map(([name, shape]) => {
    const kind = z.literal(name)
    return strict({ [key]: name === fallback ? kind.default(name) : kind, ...shape })
  })
  const error = oneOf(names)
  return z.discriminatedUnion(key, options as [z.ZodObject], {
    // For a value that is not a mapping, zod gives a code that is missing in its types.
    error: ({ code }) => ((code as string) === 'invalid_type' ? `a mapping whose ${key} is ${error}` : error),
  }) as unknown as z.ZodType<T>
}

/** Variants by `kind`. The kind alone is short for a mapping with only a kind. */
export function kinds<T extends { readonly kind: string }>(
  shapes: Shapes<T, 'kind'>,
  fallback?: T['kind'],
): z.ZodType<T> {
  return z.preprocess(
    (value) => (typeof value === 'string' ? { kind: value } : value),
    variants<T, 'kind'>('kind', shapes, fallback),
  )
}
