/**
 * T as a user may write it: keys with defaults are optional; a mapping with a kind may be written as the kind alone;
 * and a single one may stand for a list of equal ones.
 */
export type Draft<T> = T extends readonly (infer Entry)[]
  ? readonly Draft<Entry>[] | (Entry extends { readonly kind: unknown } ? Draft<Entry> : never)
  : T extends { readonly kind: infer Kind }
    ? Kind | { readonly [K in keyof T]?: Draft<T[K]> }
    : T extends object
      ? { readonly [K in keyof T]?: Draft<T[K]> }
      : T
