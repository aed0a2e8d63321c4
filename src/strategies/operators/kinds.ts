/** The options of one kind, picked from the options of a registry. */
export type OfKind<Options extends { readonly kind: string }, Kind extends Options['kind']> = Extract<
  Options,
  { readonly kind: Kind }
>
