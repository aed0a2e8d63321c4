import { type Issue, quote } from '../errors.ts'
import { activations } from './activations.ts'
import { columnWidth } from './column-inputs.ts'
import { type Features, featureCount } from './features.ts'
import { mostPixels } from './picture-size.ts'
import { repeated } from './repeated.ts'
import { entries, float32Issue, inFloat32, scalingIssue } from './scaling-checks.ts'
import type { InputColumn, Signature } from './signature.ts'
import { inputWidth, outputLayer, parameterCount, type Topology } from './topology.ts'

/** A model whose parts may not fit each other. */
interface Unchecked {
  readonly topology: Topology
  /** As the file has them, before they are rounded to float32. */
  readonly parameters: readonly number[]
  readonly signature: Signature
}

type CategoryColumn = Extract<InputColumn, { readonly kind: 'category' }>

/** Checks that the parts of a model fit each other. Returns the first issue, or undefined. */
export function checkModel({ topology, parameters, signature }: Unchecked): Issue | undefined {
  return (
    checkLayers(topology) ??
    checkColumns(signature) ??
    checkInputs(topology, signature) ??
    checkStandIns(signature) ??
    checkOutputs(outputLayer(topology).outputs, signature) ??
    entries('parameters', parameterCount(topology), parameters.length) ??
    checkParameters(parameters)
  )
}

function checkLayers({ layers }: Topology): Issue | undefined {
  for (const [index, { activation }] of layers.entries()) {
    const issue = float32Issue(`layers[${index}].slope`, activation.slope)
    if (issue !== undefined) return issue
  }
  const wrong = layers.slice(0, -1).findIndex(({ activation }) => activations[activation.kind].outputOnly)
  if (wrong < 0) return undefined
  const { kind } = layers[wrong]!.activation
  return { field: `layers[${wrong}].activation`, expected: 'one for a hidden layer', found: quote(kind) }
}

function checkColumns({ columns, features, outputs }: Signature): Issue | undefined {
  const point = features !== undefined || outputs.kind === 'colour'
  const twice = repeated(columns.map(({ name }) => name))
  if (twice !== undefined) return again(`columns[${twice.place}].name`, twice.name)
  for (const [index, column] of columns.entries()) {
    const field = `columns[${index}]`
    if (point && column.kind !== 'number')
      return { field: `${field}.kind`, expected: 'number, for x and y', found: quote(column.kind) }
    const issue = column.kind === 'category' ? levelsIssue(field, column) : undefined
    if (issue !== undefined) return issue
  }
  return point ? entries('columns', 2, columns.length) : undefined
}

/** What is scaled may be any number of float64, as long as the network can take it in. */
function checkStandIns({ columns, scaling }: Signature): Issue | undefined {
  let input = 0
  for (const [index, column] of columns.entries()) {
    const { missing } = column
    if (column.kind !== 'category' && missing !== null) {
      const scaled =
        scaling === null
          ? Number(missing)
          : (Number(missing) - scaling.mean[input]!) / scaling.deviation[input]!
      const issue = float32Issue(`columns[${index}].missing`, scaled)
      if (issue !== undefined) return { ...issue, found: String(missing) }
    }
    input += columnWidth(column)
  }
  return undefined
}

function levelsIssue(field: string, { levels, missing }: CategoryColumn): Issue | undefined {
  const twice = repeated(levels)
  if (twice !== undefined) return again(`${field}.levels[${twice.place}]`, twice.name)
  if (missing === null || levels.includes(missing)) return undefined
  return { field: `${field}.missing`, expected: 'one of its levels, or null', found: quote(missing) }
}

function again(field: string, name: string): Issue {
  return { field, expected: 'each name once', found: `${quote(name)} again` }
}

function checkInputs(topology: Topology, { columns, features, scaling }: Signature): Issue | undefined {
  const inputs = inputWidth(topology)
  const encoded = columns.reduce((sum, column) => sum + columnWidth(column), 0)
  return (
    (features === undefined
      ? entries('columns', inputs, encoded)
      : (entries('features', inputs, featureCount(features)) ?? featuresIssue(features))) ??
    scalingIssue('scaling', encoded, scaling)
  )
}

/** Of one more, the angle 2^127 π at the edge of a picture is beyond float32. */
const mostOctaves = 127

/** The angles of all features must be numbers, at the corners of the picture too. */
function featuresIssue(features: Features): Issue | undefined {
  if (features.kind === 'sine') {
    const { frequencies } = features
    const field = 'features.frequencies'
    if (frequencies <= mostOctaves) return undefined
    return { field, expected: `at most ${mostOctaves} octaves`, found: String(frequencies) }
  }
  const wrong = features.waves.findIndex(
    ([across, down]) => !inFloat32(Math.PI * (Math.abs(across) + Math.abs(down))),
  )
  if (wrong < 0) return undefined
  const found = features.waves[wrong]!.join(' and ')
  return { field: `features.waves[${wrong}]`, expected: 'frequencies within the range of float32', found }
}

function checkOutputs(answers: number, { outputs }: Signature): Issue | undefined {
  const { kind, names } = outputs
  const found = String(names.length)
  const field = 'outputs.names'
  if (kind === 'classes' && names.length < 2) return { field, expected: 'at least 2 classes', found }
  if (kind === 'colour' && names.length !== 1 && names.length !== 3)
    return { field, expected: '1 channel, grey, or 3', found }
  const twice = repeated(names)
  if (twice !== undefined) return again(`${field}[${twice.place}]`, twice.name)
  if (outputs.kind === 'colour' && outputs.width * outputs.height > mostPixels) {
    const { width, height } = outputs
    return {
      ...{ field: 'outputs', expected: `a picture of at most ${mostPixels} pixels` },
      found: `${width} × ${height} = ${width * height}`,
    }
  }
  // Two classes may have a single output.
  const single = kind === 'classes' && names.length === 2 && answers === 1
  return (
    entries(field, answers, single ? 1 : names.length) ??
    (kind === 'numbers' ? scalingIssue('outputs.scaling', names.length, outputs.scaling) : undefined)
  )
}

function checkParameters(parameters: readonly number[]): Issue | undefined {
  const wrong = parameters.findIndex((parameter) => !inFloat32(parameter))
  return wrong < 0 ? undefined : float32Issue(`parameters[${wrong}]`, parameters[wrong]!)
}
