/**
 * T as a user may write it: every key has a default; what has a kind may be given as the kind alone; and one such
 * may stand for a list of equal ones.
 */
export type Draft<T> = T extends readonly (infer Entry)[]
  ? readonly Draft<Entry>[] | (Entry extends { readonly kind: unknown } ? Draft<Entry> : never)
  : T extends { readonly kind: infer Kind }
    ? Kind | { readonly [K in keyof T]?: Draft<T[K]> }
    : T extends object
      ? { readonly [K in keyof T]?: Draft<T[K]> }
      : T
