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
        ? Kind | { readonly [K in keyof T]?: Draft<T[K]> }
        : T extends object
          ? { readonly [K in keyof T]?: Draft<T[K]> }
          : T

type DraftMap<T> =
  | ReadonlyMap<string, T>
  | Readonly<Record<string, T>>
  | readonly (T & { readonly name: string })[]
