import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { InputError, quote } from '../../errors.ts'
import { isGenomeFile } from '../../model/genome-file.ts'
import { readModel, type StoredModel } from '../../model/model-file.ts'
import type { InputColumn, OutputMeaning, Signature } from '../../model/signature.ts'
import { shapeText, type Topology } from '../../model/topology.ts'
import { statsOf } from '../../stats.ts'
import { networkOf } from '../../tasks/capabilities.ts'
import { KeptFile } from '../../tasks/kept-file.ts'
import type { Task } from '../../tasks/task.ts'
import type { StartConfig } from '../schema/start.ts'

/** The file of a run folder with the network that the run starts from. */
export const keptStartName = 'start.json'

/** A network that a run starts from. */
export interface NetworkStart {
  /** (P) */
  readonly parameters: Float32Array
  /** The standard deviation of the first genomes around it, as a multiple of that of fresh weights. */
  readonly spread: number
}

/** The same with what the run folder keeps of it. */
export interface ReadStart extends NetworkStart {
  readonly kept: KeptFile
  /** What the user should know, one line each. */
  readonly notes: readonly string[]
}

const field = 'from'

/**
 * Reads the network that a run starts from, and checks that the run has the same layers, inputs and outputs.
 * @param directory absolute; what its path is relative to
 * @param given the text of its file, if a program gave the network itself
 * @throws InputError for a file that is no model, and for another network
 */
export function readStart(
  { model, spread }: StartConfig,
  { directory, given }: { readonly directory: string; readonly given: string | undefined },
  task: Task,
  topology: Topology | null,
): ReadStart {
  const { signature } = networkOf(task, field)
  const text = given ?? textOf(model, directory)
  const stored = readModel(text, given === undefined ? model : field)
  checkSame(stored, topology!, signature)
  const { parameters } = stored
  const scaled = isDeepStrictEqual(scalingsOf(stored.signature), scalingsOf(signature))
  const notes = scaled
    ? []
    : [`${field}: numbers are scaled by the data of this run, not as for that network`]
  return { parameters, spread, notes, kept: new KeptFile(keptStartName, 'start', () => [text]) }
}

function textOf(model: string, directory: string): string {
  const path = resolve(directory, model)
  const file = statsOf(path)?.isDirectory() === true ? join(path, 'champion.json') : path
  const refuse = (found: string, cause?: unknown): InputError =>
    new InputError({ field, expected: 'a model file or the folder of a run', found }, { cause })
  if (statsOf(file) === undefined) throw refuse(`nothing at ${file}`)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw refuse((error as NodeJS.ErrnoException).code ?? String(error), error)
  }
  if (isGenomeFile(text)) throw refuse(`${model}, a genome that is no network`)
  return text
}

/** How numbers become inputs, and outputs numbers. */
function scalingsOf({ scaling, outputs }: Signature): unknown {
  return [scaling, outputs.kind === 'numbers' ? outputs.scaling : null]
}

/** @throws InputError for what differs first: inputs, outputs, layers */
function checkSame({ topology, signature }: StoredModel, own: Topology, wanted: Signature): void {
  const same = (what: string, expected: string, found: string): void => {
    if (expected !== found) throw new InputError({ field, expected: `${what} ${expected}`, found })
  }
  same(
    'the inputs',
    named(wanted.columns.map(({ name }) => name)),
    named(signature.columns.map(({ name }) => name)),
  )
  for (const [index, column] of wanted.columns.entries())
    same(`the input ${quote(column.name)} as`, contentOf(column), contentOf(signature.columns[index]!))
  if (!isDeepStrictEqual(wanted.features, signature.features)) {
    const expected = 'a network that sees a point through the same task.features'
    const hint = 'the waves of fourier follow from the seed'
    throw new InputError({ field, expected, found: 'other features', hint })
  }
  same('outputs that are', outputsOf(wanted.outputs), outputsOf(signature.outputs))
  same('the layers', layersOf(own), layersOf(topology))
}

function contentOf(column: InputColumn): string {
  if (column.kind === 'category') return `the categories ${named(column.levels)}`
  if (column.kind === 'number') return 'numbers'
  return column.time ? 'dates with times' : 'dates'
}

function outputsOf(outputs: OutputMeaning): string {
  if (outputs.kind === 'classes') return `the classes ${named(outputs.names)}`
  return outputs.kind === 'numbers'
    ? `the numbers ${named(outputs.names)}`
    : `the colours ${named(outputs.names)}`
}

/** All of them, since the first that differs may be the last. */
function named(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(', ')
}

/** `4-16-3 (tanh, softmax)`; with `, without biases` behind it if it has none. */
function layersOf(topology: Topology): string {
  const functions = topology.layers.map(({ activation: { kind, slope } }) =>
    kind === 'leaky-relu' ? `${kind} ${slope}` : kind,
  )
  const bare = topology.layers.some(({ bias }) => !bias) ? ', without biases' : ''
  return `${shapeText(topology)} (${functions.join(', ')})${bare}`
}
