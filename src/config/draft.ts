/**
 * T as a user may write it: every key has a default, and what has a kind may be given as the kind alone.
 */
export type Draft<T> = T extends readonly (infer Entry)[]
  ? readonly Draft<Entry>[]
  : T extends { readonly kind: infer Kind }
    ? Kind | { readonly [K in keyof T]?: Draft<T[K]> }
    : T extends object
      ? { readonly [K in keyof T]?: Draft<T[K]> }
      : T
