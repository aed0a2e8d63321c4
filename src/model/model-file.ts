import { InputError, type Issue } from '../errors.ts'
import { shortestFloat32 } from '../math/shortest.ts'
import { checkModel } from './model-checks.ts'
import {
  checkedModel,
  dateVersion,
  type ModelFile,
  modelFormat,
  modelGenes,
  modelVersion,
  recurrentVersion,
} from './model-schema.ts'
import type { Signature } from './signature.ts'
import { checkChecksum, checksumOf, parseStored } from './stored-json.ts'
import { createTopology, hasBiases, inputWidth, isRecurrent, type Topology } from './topology.ts'

/** A trained network with all that is needed to use it on new data. */
export interface StoredModel {
  readonly topology: Topology
  /** (P) for each layer its biases (O), if it has them, then its weights (O, fan-in). */
  readonly parameters: Float32Array
  readonly signature: Signature
}

/** The text of a model file: JSON, with each parameter as the shortest decimal that gives the same float32. */
export function writeModel({ topology, parameters, signature }: StoredModel): string {
  const { columns, missingWords, features, scaling, outputs } = signature
  const recurrent = isRecurrent(topology)
  const file: ModelFile = {
    format: modelFormat,
    version: hasDates(columns) ? dateVersion : recurrent ? recurrentVersion : modelVersion,
    inputs: inputWidth(topology),
    ...(recurrent && { recurrent }),
    ...(!hasBiases(topology) && { bias: false as const }),
    layers: topology.layers.map((layer) => ({
      outputs: layer.outputs,
      activation: layer.activation.kind,
      slope: layer.activation.slope,
    })),
    columns,
    ...(missingWords !== undefined && { missingWords }),
    ...(features !== undefined && { features }),
    scaling,
    outputs,
    genes: modelGenes,
    parameters: Array.from(parameters, shortestFloat32),
  }
  const { parameters: numbers, ...head } = file
  const checked = { ...head, sha256: checksumOf(head, numbers) }
  // The head in readable lines, the parameters in one.
  return `${JSON.stringify(checked, null, 2).slice(0, -2)},\n  "parameters": ${JSON.stringify(numbers)}\n}\n`
}

/**
 * Reads and checks a model file.
 * @throws InputError that says which field is wrong
 */
export function readModel(text: string, file: string): StoredModel {
  const value = parseStored(text, file, 'a model file')
  const checked = checkedModel(value, file)
  const { inputs, layers, columns, missingWords, features, scaling, outputs, parameters } = checked
  const topology = createTopology(
    inputs,
    layers.map((layer) => layer.outputs),
    layers.map(({ activation, slope }) => ({ kind: activation, slope })),
    { recurrent: checked.recurrent, bias: checked.bias },
  )
  const signature = {
    columns,
    ...(missingWords !== undefined && { missingWords }),
    ...(features !== undefined && { features }),
    scaling,
    outputs,
  }
  const issue =
    recurrenceIssue(checked) ?? dateIssue(checked) ?? checkModel({ topology, parameters, signature })
  if (issue !== undefined) throw new InputError({ ...issue, file })
  checkChecksum(value, 'parameters', file)
  return { topology, parameters: Float32Array.from(parameters), signature }
}

function hasDates(columns: Signature['columns']): boolean {
  return columns.some(({ kind }) => kind === 'date')
}

/** Dates are in a file of their version, and only there. */
function dateIssue({ version, columns }: ModelFile): Issue | undefined {
  const dates = hasDates(columns)
  if (dates === (version === dateVersion)) return undefined
  const [expected, found] = dates ? ['no column', 'one'] : ['a column', 'none']
  return { field: 'columns', expected: `${expected} of dates in a file of version ${version}`, found }
}

/** A recurrent network has hidden layers, learns no picture, and is in a file of its version or in one with dates. */
function recurrenceIssue(file: ModelFile): Issue | undefined {
  const { version, layers, outputs } = file
  const recurrent = file.recurrent === true
  const expected = version === recurrentVersion
  if (recurrent !== expected && version !== dateVersion) {
    const only = expected ? 'true' : 'none'
    const found = recurrent ? 'true' : 'nothing'
    return { field: 'recurrent', expected: `${only} in a file of version ${version}`, found }
  }
  if (!recurrent) return undefined
  if (layers.length < 2)
    return { field: 'layers', expected: 'a hidden layer, which is recurrent', found: 'none' }
  if (outputs.kind !== 'colour') return undefined
  return { field: 'outputs.kind', expected: 'classes or numbers for a recurrent network', found: 'colour' }
}
