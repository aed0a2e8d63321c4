/** The place of one key in the config. */
export interface Place {
  /** The key itself. */
  readonly key: string
  /** Dotted path of the mapping that contains it; empty for the root. */
  readonly parent: string
  /** The variant of that mapping that has it: `kind tournament`, `generate spirals`. */
  readonly variant?: string | undefined
  /** The JSON Schema of its value. */
  readonly schema: JsonSchema
}

/** The part of JSON Schema that the schema of the config uses. */
export interface JsonSchema {
  readonly title?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  /** The schemas that others name. */
  readonly $defs?: Readonly<Record<string, JsonSchema>>
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly required?: readonly string[]
  readonly default?: unknown
  readonly description?: string
}

/** Every key that a config may have, in the order of the schema; one entry for each kind that has it. */
export function places(schema: JsonSchema, parent = ''): Place[] {
  const { properties = {}, anyOf = [], oneOf = [], items } = schema
  const [discriminator] = Object.entries(properties).filter(([, { const: value }]) => value !== undefined)
  const variant = discriminator && `${discriminator[0]} ${discriminator[1].const}`
  const own = Object.entries(properties).flatMap(([key, child]) => [
    { key, parent, schema: child, variant },
    ...places(child, parent === '' ? key : `${parent}.${key}`),
  ])
  const nested = [...anyOf, ...oneOf, ...(items === undefined ? [] : [items])]
  return [...own, ...nested.flatMap((branch) => places(branch, parent))]
}
