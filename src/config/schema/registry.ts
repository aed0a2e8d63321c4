import type { z } from 'zod'
import { kinds, type Shapes } from './field.ts'

type Kinded = { readonly kind: string }

/** The keys of any variant of T. */
type KeyOf<T extends Kinded> = T extends T ? Exclude<keyof T, 'kind'> & string : never

/** The type of a key in those variants of T that have it. */
type ValueOf<T, Key extends string> = T extends { readonly [K in Key]: infer Value } ? Value : never

type Fields<T extends Kinded> = { readonly [Key in KeyOf<T>]: z.ZodType<ValueOf<T, Key>> }

/** The defaults of each kind. */
export type Defaults<T extends Kinded> = { readonly [Kind in T['kind']]: Extract<T, { readonly kind: Kind }> }

/**
 * The kinds of a registry. Each takes the keys that have defaults.
 * @param fallback the kind of a mapping that names none
 */
export function registered<T extends Kinded>(
  defaults: Defaults<T>,
  fields: Fields<T>,
  fallback: T['kind'],
): z.ZodType<T> {
  return kinds<T>(shapesOf<T>(defaults, fields), fallback)
}

/** For each kind of a registry, the keys that have defaults. */
export function shapesOf<T extends Kinded>(defaults: Defaults<T>, fields: Fields<T>): Shapes<T, 'kind'> {
  const schemas: Readonly<Record<string, z.ZodType>> = fields
  const shapes = Object.entries<object>(defaults).map(([kind, values]) => {
    const own = Object.entries(values).filter(([key]) => key !== 'kind')
    return [kind, Object.fromEntries(own.map(([key, value]) => [key, withDefault(schemas[key]!, value)]))]
  })
  return Object.fromEntries(shapes) as Shapes<T, 'kind'>
}

function withDefault(schema: z.ZodType, value: unknown): z.ZodType {
  const filled = schema.prefault(value)
  return schema.description === undefined ? filled : filled.describe(schema.description)
}

export function defaultsOf<T extends Kinded>(
  registry: {
    readonly [Kind in T['kind']]: { readonly defaults: Extract<T, { readonly kind: Kind }> }
  },
): Defaults<T> {
  const entries = Object.entries<{ defaults: T }>(registry)
  return Object.fromEntries(entries.map(([kind, { defaults }]) => [kind, defaults])) as Defaults<T>
}
