/** Options that a fitness declares by their defaults alone. */

import { InputError, type Issue, quote } from '../../errors.ts'
import { didYouMean } from '../../nearest.ts'
import { dotted, ownValue, shownValue } from '../../value-path.ts'

/** A default says of which kind the values of its option are. */
type OptionDefault = number | string | boolean | readonly number[] | readonly string[] | readonly boolean[]

/**
 * The defaults of all options, by their names. What is not taken stands in an intersection, so that the compiler infers
 * `number` from 2000 and `boolean` from true.
 */
export type OptionDefaults<Options = unknown> = {
  readonly [Key in keyof Options]: Options[Key] & Taken<Options[Key]>
}

/** An empty list does not say what it holds. */
type Taken<T> = T extends readonly never[] ? never : T extends OptionDefault ? unknown : never

type OptionValues = Readonly<Record<string, unknown>>

/** What a kind is called in messages: one value, and a list of them. */
const kinds = {
  number: { one: 'a finite number', list: 'a list of finite numbers' },
  string: { one: 'a text', list: 'a list of texts' },
  boolean: { one: 'true or false', list: 'a list of true or false' },
} as const

/** The kind of a default, and whether it is a list of them. */
interface Declared {
  readonly kind: keyof typeof kinds
  readonly listed: boolean
}

/**
 * Checks the options of a config by their defaults: no other keys, each value of the kind of its default.
 * @param given undefined as the value of a key is the same as no key
 * @param file of the fitness, for messages
 * @returns the given options, and the defaults of the others
 * @throws InputError for a default that says no kind, and for all that is wrong in the options
 */
export function withDefaults(defaults: unknown, given: unknown, file: string | undefined): OptionValues {
  const options = checkDefaults(defaults, file)
  if (typeof given !== 'object' || given === null || Array.isArray(given) || given instanceof Map)
    throw new InputError({ field: 'task.options', expected: 'a mapping', found: shownValue(given) })
  const values: OptionValues = { ...given }
  const issues = Object.entries(values).flatMap(([key, value]): Issue[] => {
    const field = dotted(['task', 'options', key])
    if (!Object.hasOwn(options, key)) return [unknownKey(key, field, Object.keys(options))]
    return value === undefined ? [] : mismatches(value, declaredBy(options[key])!, field)
  })
  if (issues.length > 0) throw new InputError(issues)
  return structuredClone(
    Object.fromEntries(Object.entries(options).map(([key, value]) => [key, ownValue(values, key) ?? value])),
  )
}

/** @throws InputError for all defaults that cannot be taken */
function checkDefaults(defaults: unknown, file: string | undefined): OptionValues {
  if (!isPlain(defaults)) {
    const instance = typeof defaults === 'object' && defaults !== null && !Array.isArray(defaults)
    const found = instance ? 'an instance of a class' : quote(defaults)
    throw new InputError({ file, field: 'options', expected: 'a schema, or a mapping of defaults', found })
  }
  const issues = Object.entries(defaults).flatMap(([key, value]): Issue[] => {
    const field = dotted(['options', key])
    const declared = declaredBy(value)
    if (declared !== undefined) return mismatches(value, declared, field)
    const expected = 'a finite number, a text, true, false, or a list that begins with one of these'
    return [{ field, expected, found: shownValue(value), hint: 'a schema may declare other options' }]
  })
  if (issues.length > 0) throw new InputError(issues.map((issue) => ({ ...issue, file })))
  return defaults
}

/** What a default declares; undefined for one that cannot be taken. */
function declaredBy(value: unknown): Declared | undefined {
  const listed = Array.isArray(value)
  const kind = kindOf(listed ? value[0] : value)
  return kind && { kind, listed }
}

/** What is wrong with a value. */
function mismatches(value: unknown, { kind, listed }: Declared, field: string): Issue[] {
  const { one, list } = kinds[kind]
  if (!listed) return kindOf(value) === kind ? [] : [{ field, expected: one, found: shownValue(value) }]
  if (!Array.isArray(value)) return [{ field, expected: list, found: shownValue(value) }]
  // Not flatMap, which leaves holes out.
  return Array.from(value, (entry: unknown, index): Issue[] =>
    mismatches(entry, { kind, listed: false }, `${field}[${index}]`),
  ).flat()
}

function kindOf(value: unknown): Declared['kind'] | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? 'number' : undefined
  if (typeof value === 'string') return 'string'
  return typeof value === 'boolean' ? 'boolean' : undefined
}

function unknownKey(key: string, field: string, known: readonly string[]): Issue {
  const all = known.length === 0 ? 'the fitness has no options' : `known here: ${known.join(', ')}`
  return { field, expected: 'a known key', found: quote(key), hint: didYouMean(key, known) ?? all }
}

function isPlain(value: unknown): value is OptionValues {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
