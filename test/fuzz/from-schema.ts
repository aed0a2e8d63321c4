import fc from 'fast-check'
import type { JsonSchema } from '../../src/config/places.ts'

/** The parts of a JSON schema that say which values are allowed. */
export interface ValueSchema extends JsonSchema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, ValueSchema>>
  readonly anyOf?: readonly ValueSchema[]
  readonly oneOf?: readonly ValueSchema[]
  readonly items?: ValueSchema
  readonly minItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
}

/** What keys are always set to, in place of what the schema allows, so that a training takes no time. */
export type Caps = Readonly<Record<string, fc.Arbitrary<unknown>>>

/** Values that a JSON schema allows, with the extremes of its ranges. Keys that are not required are there at times. */
export function fromSchema(schema: ValueSchema, caps: Caps): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => fromSchema(choice, caps)))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  switch (schema.type) {
    case 'object':
      return mapping(schema, caps)
    case 'array':
      return fc.array(fromSchema(schema.items ?? {}, caps), { minLength: schema.minItems ?? 0, maxLength: 3 })
    case 'integer':
    case 'number':
      return numeric(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.constantFrom('a', 'k', '')
  }
}

function mapping({ properties = {}, required = [] }: ValueSchema, caps: Caps): fc.Arbitrary<unknown> {
  const entries = Object.entries(properties).map(([key, child]): [string, fc.Arbitrary<unknown>] => [
    key,
    caps[key] ?? fromSchema(child, caps),
  ])
  const always = ['kind', 'strategy', 'network', ...required, ...Object.keys(caps)]
  const needed = entries.filter(([key]) => always.includes(key))
  // A few keys at a time, so that most configs are valid.
  const others = entries.filter((entry) => !needed.includes(entry))
  return fc
    .subarray(others, { maxLength: Math.min(4, others.length) })
    .chain((some) => fc.record(Object.fromEntries([...needed, ...some])))
}

function numeric(schema: ValueSchema): fc.Arbitrary<number> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema
  const whole = schema.type === 'integer'
  const low = minimum ?? exclusiveMinimum ?? -1e6
  const high = maximum ?? exclusiveMaximum ?? 1e6
  const inside = (value: number): boolean =>
    value >= low && value <= high && value !== exclusiveMinimum && value !== exclusiveMaximum
  const edges = [low, high, 0, 1, 2, 3, 10, 0.5, 0.1, 1e-3, 5e-324, 1e-300, 1e-38, 1e-9, 1e6, 1e300]
  const listed = edges.filter((value) => inside(value) && (!whole || Number.isInteger(value)))
  return listed.length === 0 ? fc.constant(low) : fc.constantFrom(...listed)
}
