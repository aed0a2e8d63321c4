/** The model file as it stands in JSON. The message of an issue is the phrase after "expected" in the error. */
import { z } from 'zod'
import { quote } from '../errors.ts'
import type { GenomeType } from '../random/genome.ts'
import { type ActivationName, activations } from './activations.ts'
import type { Features } from './features.ts'
import type { Signature } from './signature.ts'
import { checkedShape, checksumSchema } from './stored-json.ts'

/** The format that `champion.json` names. */
export const modelFormat = 'evolve-mlp model'
/** The version of a file, of one with a recurrent network, and of one with dates, which earlier builds would misread. */
export const modelVersion = 1
export const recurrentVersion = 2
export const dateVersion = 3
export const modelGenes = 'float32'

/** What a model file holds. */
export interface ModelFile extends Omit<Signature, 'features' | 'missingWords'> {
  readonly format: typeof modelFormat
  readonly version: typeof modelVersion | typeof recurrentVersion | typeof dateVersion
  readonly inputs: number
  /** Whether the hidden layers are recurrent. */
  readonly recurrent?: true | undefined
  /** Whether the units have biases. Absent if they have. */
  readonly bias?: false | undefined
  readonly layers: readonly {
    readonly outputs: number
    readonly activation: ActivationName
    readonly slope: number
  }[]
  readonly features?: Features | undefined
  readonly missingWords?: readonly string[] | undefined
  /** The type of the parameters. Files of 0.1 do not name it. */
  readonly genes?: (GenomeType & typeof modelGenes) | undefined
  /** See `checksumOf`. */
  readonly sha256?: string | undefined
  readonly parameters: readonly number[]
}

const number = z.number({ error: 'a number' })
const text = z.string({ error: 'text' })
const name = text.min(1, { error: 'a name' })
const count = z.int({ error: 'a whole number from 1' }).min(1, { error: 'a whole number from 1' })

function list<T extends z.ZodType>(entry: T): z.ZodArray<T> {
  return z.array(entry, { error: 'a list' })
}

/** A mapping with these keys and no others. */
function mapping<T extends z.core.$ZodLooseShape>(shape: T): z.ZodObject<T, z.core.$strict> {
  return z.strictObject(shape, { error: 'a mapping' })
}

const scaling = mapping({
  mean: list(number),
  deviation: list(number.positive({ error: 'a number above 0' })),
})
const column = z.discriminatedUnion(
  'kind',
  [
    mapping({ name, kind: z.literal('number'), missing: number.nullable() }),
    mapping({
      name,
      kind: z.literal('category'),
      levels: list(text).min(1, { error: 'at least one level' }),
      missing: text.nullable(),
    }),
    mapping({
      name,
      kind: z.literal('date'),
      time: z.boolean({ error: 'true or false' }),
      missing: number.nullable(),
    }),
  ],
  { error: 'number, category or date' },
)
const outputs = z.discriminatedUnion(
  'kind',
  [
    mapping({ kind: z.literal('classes'), target: text, names: list(text) }),
    mapping({ kind: z.literal('numbers'), names: list(name), scaling: scaling.nullable() }),
    mapping({ kind: z.literal('colour'), names: list(text), width: count, height: count }),
  ],
  { error: 'classes, numbers or colour' },
)
const wave = z.tuple([number, number], { error: 'two numbers' })
const features = z.discriminatedUnion(
  'kind',
  [
    mapping({ kind: z.literal('fourier'), waves: list(wave).min(1, { error: 'at least one wave' }) }),
    mapping({ kind: z.literal('sine'), frequencies: count }),
  ],
  { error: 'fourier or sine' },
)
const names = Object.keys(activations) as [ActivationName, ...ActivationName[]]
const layer = mapping({
  outputs: count,
  activation: z.enum(names, { error: `one of ${names.join(', ')}` }),
  slope: number,
})
const version = `a model file of version ${modelVersion}, ${recurrentVersion} or ${dateVersion}`
const schema: z.ZodType<ModelFile> = mapping({
  format: z.literal(modelFormat, { error: version }),
  version: z.literal([modelVersion, recurrentVersion, dateVersion], { error: version }),
  inputs: count,
  recurrent: z.literal(true, { error: 'true' }).optional(),
  bias: z.literal(false, { error: 'false' }).optional(),
  layers: list(layer).min(1, { error: 'at least one layer' }),
  columns: list(column),
  missingWords: list(text).optional(),
  features: features.optional(),
  scaling: scaling.nullable(),
  outputs,
  genes: z.literal(modelGenes, { error: quote(modelGenes) }).optional(),
  sha256: checksumSchema,
  parameters: list(number),
})

/**
 * Checks the shape of a model file. What it states more than once may still differ.
 * @throws InputError for the first key that is missing, unknown or wrong
 */
export function checkedModel(value: unknown, file: string): ModelFile {
  return checkedShape(schema, value, file)
}
