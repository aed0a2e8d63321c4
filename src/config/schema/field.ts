/**
 * The pieces that the schema is made of. By convention the message of an issue is the phrase that follows
 * "expected" in the error; for unknown keys it is the list of the known ones.
 */
import { z } from 'zod'

/** A schema for every key of T, so that the compiler refuses one that is missing or of another type. */
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

/** Text that is not empty, and that fits the pattern. */
export function text(noun: string, pattern: RegExp = /./s): z.ZodType<string> {
  return z.string({ error: noun }).regex(pattern, { error: noun })
}

export function flag(): z.ZodType<boolean> {
  return z.boolean({ error: 'true or false' })
}

/** One of the field's words. */
export function word<T extends string>(words: readonly T[]): z.ZodType<T> {
  return z.enum(words, { error: oneOf(words) }) as unknown as z.ZodType<T>
}

function oneOf(words: readonly string[]): string {
  return words.length === 1 ? words[0]! : `one of ${words.join(', ')}`
}

/** The keys of each variant, beside the one that tells them apart. */
export type Shapes<T, Key extends keyof T> = {
  readonly [Kind in T[Key] & string]: Shape<Omit<Extract<T, { readonly [K in Key]: Kind }>, Key>>
}

/**
 * A mapping in which one key, `kind` for one, says what other keys there are.
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
    // A value that is no mapping at all comes as another code than the types let on.
    error: ({ code }) => ((code as string) === 'invalid_type' ? `a mapping whose ${key} is ${error}` : error),
  }) as unknown as z.ZodType<T>
}

/** Variants by `kind`. The bare kind is short for a mapping with nothing else. */
export function kinds<T extends { readonly kind: string }>(
  shapes: Shapes<T, 'kind'>,
  fallback?: T['kind'],
): z.ZodType<T> {
  return z.preprocess(
    (value) => (typeof value === 'string' ? { kind: value } : value),
    variants<T, 'kind'>('kind', shapes, fallback),
  )
}
