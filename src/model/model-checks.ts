import { type Issue, quote } from '../errors.ts'
import { activations } from './activations.ts'
import { featureCount } from './features.ts'
import type { InputColumn, Scaling, Signature } from './signature.ts'
import { inputWidth, outputLayer, parameterCount, type Topology } from './topology.ts'

/** A model whose parts may not fit each other. */
interface Unchecked {
  readonly topology: Topology
  /** As the file has them, before they are rounded to float32. */
  readonly parameters: readonly number[]
  readonly signature: Signature
}

/** Checks that the parts of a model fit each other. Returns the first issue, or undefined. */
export function checkModel({ topology, parameters, signature }: Unchecked): Issue | undefined {
  return (
    checkLayers(topology) ??
    checkColumns(signature) ??
    checkInputs(topology, signature) ??
    checkOutputs(outputLayer(topology).outputs, signature) ??
    entries('parameters', parameterCount(topology), parameters.length) ??
    checkRange(parameters)
  )
}

function checkLayers({ layers }: Topology): Issue | undefined {
  const wrong = layers.slice(0, -1).findIndex(({ activation }) => activations[activation.kind].outputOnly)
  if (wrong < 0) return undefined
  const { kind } = layers[wrong]!.activation
  return { field: `layers[${wrong}].activation`, expected: 'one for a hidden layer', found: quote(kind) }
}

function checkColumns({ columns, features, outputs }: Signature): Issue | undefined {
  const point = features !== undefined || outputs.kind === 'colour'
  for (const [index, column] of columns.entries()) {
    const field = `columns[${index}]`
    if (columns.findIndex(({ name }) => name === column.name) < index)
      return { field: `${field}.name`, expected: 'each name once', found: `${quote(column.name)} again` }
    if (column.kind === 'number') continue
    if (point) return { field: `${field}.kind`, expected: 'number, for x and y', found: quote(column.kind) }
    const { levels, missing } = column
    if (missing !== null && !levels.includes(missing))
      return { field: `${field}.missing`, expected: 'one of its levels, or null', found: quote(missing) }
  }
  return point ? entries('columns', 2, columns.length) : undefined
}

function checkInputs(topology: Topology, { columns, features, scaling }: Signature): Issue | undefined {
  const inputs = inputWidth(topology)
  const encoded = columns.reduce((sum, column) => sum + encodedWidth(column), 0)
  return (
    (features === undefined
      ? entries('columns', inputs, encoded)
      : entries('features', inputs, featureCount(features))) ?? checkScaling('scaling', encoded, scaling)
  )
}

function encodedWidth(column: InputColumn): number {
  return column.kind === 'category' ? column.levels.length : 1
}

function checkOutputs(answers: number, { outputs }: Signature): Issue | undefined {
  const { kind, names } = outputs
  const found = String(names.length)
  const field = 'outputs.names'
  if (kind === 'classes' && names.length < 2) return { field, expected: 'at least 2 classes', found }
  if (kind === 'colour' && names.length !== 1 && names.length !== 3)
    return { field, expected: '1 channel, grey, or 3', found }
  // Two classes may have a single output.
  const single = kind === 'classes' && names.length === 2 && answers === 1
  return (
    entries(field, answers, single ? 1 : names.length) ??
    (kind === 'numbers' ? checkScaling('outputs.scaling', names.length, outputs.scaling) : undefined)
  )
}

function checkScaling(field: string, columns: number, scaling: Scaling | null): Issue | undefined {
  if (scaling === null) return undefined
  return (
    entries(`${field}.mean`, columns, scaling.mean.length) ??
    entries(`${field}.deviation`, columns, scaling.deviation.length)
  )
}

function checkRange(parameters: readonly number[]): Issue | undefined {
  const wrong = parameters.findIndex((parameter) => !Number.isFinite(Math.fround(parameter)))
  if (wrong < 0) return undefined
  return {
    field: `parameters[${wrong}]`,
    expected: 'a number within the range of float32',
    found: String(parameters[wrong]),
  }
}

function entries(field: string, expected: number, found: number): Issue | undefined {
  if (found === expected) return undefined
  return { field, expected: `${expected} entries`, found: String(found) }
}
