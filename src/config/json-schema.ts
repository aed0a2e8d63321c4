import { z } from 'zod'
import type { JsonSchema } from './places.ts'
import { configSchema } from './schema.ts'

/** JSON Schema (draft 2020-12) of a config as a user writes it, for completion and checks in editors. */
export function configJsonSchema(): JsonSchema {
  return { title: 'Config of evolve-mlp', ...withShortForms(inputSchema(configSchema)) }
}

/** A Map is written as a mapping from its keys; one of mappings also as a list of these with the key of each as its name. */
function inputSchema(schema: z.core.$ZodType): JsonSchema {
  const input = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if (!(zodSchema instanceof z.ZodMap)) return
      // What is named stands at the root.
      const { $schema: _, $defs: __, ...values } = inputSchema(zodSchema.valueType) as typeof jsonSchema
      const byName = { type: 'object' as const, additionalProperties: values }
      const named = { type: 'object' as const, required: ['name'] }
      if (values.type === 'object') jsonSchema.anyOf = [byName, { type: 'array', items: named }]
      else Object.assign(jsonSchema, byName)
    },
  })
  return input as JsonSchema
}

/** Adds the short form, the kind alone, to each mapping that requires only its kind. */
function withShortForms(schema: JsonSchema): JsonSchema {
  const { properties, anyOf, oneOf, items, $defs, ...rest } = schema
  const choices = anyOf ?? oneOf
  const deep: JsonSchema = {
    ...rest,
    ...($defs && { $defs: eachWithShortForms($defs) }),
    ...(properties && { properties: eachWithShortForms(properties) }),
    ...(choices && { anyOf: choices.map(withShortForms).flatMap(flat) }),
    ...(items && { items: withShortForms(items) }),
  }
  const kind = properties?.['kind']
  const words = kind?.enum ?? (kind?.const === undefined ? [] : [kind.const])
  const short = words.length > 0 && (rest.required ?? []).every((key) => key === 'kind')
  if (!short) return deep
  const { description, default: fallback, ...mapping } = deep
  return {
    ...(description !== undefined && { description }),
    ...(fallback !== undefined && { default: fallback }),
    anyOf: [{ enum: words }, mapping],
  }
}

function eachWithShortForms(
  schemas: Readonly<Record<string, JsonSchema>>,
): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(Object.entries(schemas).map(([key, child]) => [key, withShortForms(child)]))
}

/** Merges a choice within a choice into one. */
function flat(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf !== undefined && Object.keys(schema).length === 1 ? schema.anyOf : [schema]
}
