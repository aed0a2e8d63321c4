import { z } from 'zod'
import { InputError, quote } from '../errors.ts'
import { type ActivationName, activations } from './activations.ts'
import { featureCount } from './features.ts'
import type { Signature } from './signature.ts'
import { createTopology, inputWidth, outputLayer, parameterCount, type Topology } from './topology.ts'

/** The format that `champion.json` names. */
const modelFormat = 'evolve-mlp model'
const modelVersion = 1

/** A trained network with all that is needed to use it on new data. */
export interface StoredModel {
  readonly topology: Topology
  /** (P) for each layer its biases (O), then its weights (O, I). */
  readonly parameters: Float32Array
  readonly signature: Signature
}

const count = z.int().min(1)
const scaling = z.strictObject({ mean: z.array(z.number()), deviation: z.array(z.number().positive()) })
const column = z.discriminatedUnion('kind', [
  z.strictObject({ name: z.string(), kind: z.literal('number'), missing: z.number().nullable() }),
  z.strictObject({
    name: z.string(),
    kind: z.literal('category'),
    levels: z.array(z.string()),
    missing: z.string().nullable(),
  }),
])
const outputs = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('classes'), target: z.string(), names: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('numbers'), names: z.array(z.string()), scaling: scaling.nullable() }),
  z.strictObject({ kind: z.literal('colour'), names: z.array(z.string()), width: count, height: count }),
])
const features = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('fourier'),
    waves: z.array(z.tuple([z.number(), z.number()])).min(1),
  }),
  z.strictObject({ kind: z.literal('sine'), frequencies: count }),
])
const schema = z.strictObject({
  format: z.literal(modelFormat),
  version: z.literal(modelVersion),
  inputs: count,
  layers: z
    .array(
      z.strictObject({
        outputs: count,
        activation: z.enum(Object.keys(activations) as [ActivationName, ...ActivationName[]]),
        slope: z.number(),
      }),
    )
    .min(1),
  columns: z.array(column),
  features: features.optional(),
  scaling: scaling.nullable(),
  outputs,
  parameters: z.array(z.number()),
})

/** The text of a model file: JSON, with each parameter as the shortest decimal that gives the same float32. */
export function writeModel({ topology, parameters, signature }: StoredModel): string {
  const { columns, features, scaling, outputs } = signature
  const file: z.input<typeof schema> = {
    format: modelFormat,
    version: modelVersion,
    inputs: inputWidth(topology),
    layers: topology.layers.map((layer) => ({
      outputs: layer.outputs,
      activation: layer.activation.kind,
      slope: layer.activation.slope,
    })),
    columns: columns.map((entry) =>
      entry.kind === 'category' ? { ...entry, levels: [...entry.levels] } : entry,
    ),
    ...(features !== undefined && {
      features: structuredClone(features) as z.input<typeof schema>['features'],
    }),
    scaling: scaling && { mean: [...scaling.mean], deviation: [...scaling.deviation] },
    outputs: structuredClone(outputs) as z.input<typeof schema>['outputs'],
    parameters: Array.from(parameters, shortest),
  }
  const { parameters: numbers, ...head } = file
  // The head in readable lines, the parameters in one.
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "parameters": ${JSON.stringify(numbers)}\n}\n`
}

/**
 * Reads and checks a model file.
 * @throws InputError that says which field is wrong
 */
export function readModel(text: string, file: string): StoredModel {
  const parsed = schema.safeParse(parseJson(text, file))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new InputError({
      file,
      field: issue.path.join('.') || undefined,
      expected: `a model file of version ${modelVersion}`,
      found: issue.message.replace(/\s+/g, ' '),
    })
  }
  const { inputs, layers, columns, features, scaling, outputs: meaning, parameters } = parsed.data
  const topology = createTopology(
    inputs,
    layers.map((layer) => layer.outputs),
    layers.map(({ activation, slope }) => ({ kind: activation, slope })),
  )
  const model = {
    topology,
    parameters: Float32Array.from(parameters),
    signature: { columns, ...(features !== undefined && { features }), scaling, outputs: meaning },
  }
  checkSizes(model, file)
  return model
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new InputError(
      { file, expected: 'a model file in JSON', found: quote(text.slice(0, 40)) },
      { cause },
    )
  }
}

/** Checks that sizes which the file states more than once agree. */
function checkSizes({ topology, parameters, signature }: StoredModel, file: string): void {
  const { columns, features, scaling, outputs } = signature
  const encoded = columns.reduce(
    (sum, entry) => sum + (entry.kind === 'category' ? entry.levels.length : 1),
    0,
  )
  const answers = outputLayer(topology).outputs
  const sizes: [string, number, number][] = [['parameters', parameterCount(topology), parameters.length]]
  if (features === undefined) sizes.push(['columns', inputWidth(topology), encoded])
  else sizes.push(['columns', 2, encoded], ['features', inputWidth(topology), featureCount(features)])
  if (scaling !== null) {
    sizes.push(
      ['scaling.mean', encoded, scaling.mean.length],
      ['scaling.deviation', encoded, scaling.deviation.length],
    )
  }
  // Two classes may have a single output.
  const named =
    outputs.names.length === 2 && answers === 1 && outputs.kind === 'classes' ? 1 : outputs.names.length
  sizes.push(['outputs.names', answers, named])
  for (const [field, expected, found] of sizes) {
    if (expected !== found) {
      throw new InputError({ file, field, expected: `${expected} entries`, found: String(found) })
    }
  }
}

/** Nine significant digits distinguish all float32; most need fewer. */
function shortest(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return Number(value.toPrecision(9))
}
