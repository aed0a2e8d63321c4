/** The kinds that a mapping means which names none. */
export type DefaultKind = 'ga' | 'truncation' | 'arithmetic' | 'gaussian' | 'one-fifth' | 'constant' | 'none'

/**
 * T as a user may write it: keys with defaults are optional; a mapping with a kind may be written as the kind alone;
 * a single one may stand for a list of equal ones; and what is kept by name may be a mapping or a list with names.
 */
export type Draft<T> =
  T extends ReadonlyMap<string, infer Named>
    ? DraftMap<Draft<Named>>
    : T extends readonly (infer Entry)[]
      ? readonly Draft<Entry>[] | (Entry extends { readonly kind: unknown } ? Draft<Entry> : never)
      : T extends { readonly kind: infer Kind }
        ? Kind | KindedDraft<T>
        : T extends object
          ? { readonly [K in keyof T]?: Draft<T[K]> }
          : T

/** A mapping with a kind, which may be left out of one of the default kind. */
type KindedDraft<T extends { readonly kind: unknown }> = {
  readonly [K in keyof T]?: Draft<T[K]>
} & (IsDefault<T> extends true ? unknown : Pick<T, 'kind'>)

/** Whether a mapping without a kind is of this one: adam is the default optimiser, but no default strategy. */
type IsDefault<T extends { readonly kind: unknown }> = T['kind'] extends DefaultKind
  ? true
  : T['kind'] extends 'adam'
    ? 'batchSize' extends keyof T
      ? false
      : true
    : false

type DraftMap<T> =
  | ReadonlyMap<string, T>
  | Readonly<Record<string, T>>
  | readonly (T & { readonly name: string })[]
