import { InputError, quote } from '../../errors.ts'
import type { Direction } from '../../math/direction.ts'
import { type ActivationName, activations } from '../../model/activations.ts'
import { repeated } from '../../model/repeated.ts'
import { didYouMean } from '../../nearest.ts'
import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import type { Fitness, GenomeOptions, SharedArrays } from './fitness.ts'
import { parseOptions } from './parse-options.ts'
import { shareArrays } from './shared-arrays.ts'

/** What is known of a fitness once its module is loaded and its options are checked: plain data. */
export interface FitnessDescription {
  readonly direction: Direction
  readonly fitnessName: string
  /** The options with their defaults. */
  readonly options: unknown
  /** Null for a genome without a network. */
  readonly network: NetworkDescription | null
  readonly vector: GenomeOptions | null
  readonly shared: SharedArrays
  /** Whether it scores several individuals at once. */
  readonly batches: boolean
  /** Whether it draws frames. */
  readonly draws: boolean
}

/** The ends of a network that a fitness asks for. */
export interface NetworkDescription {
  readonly inputs: number
  readonly outputs: number
  readonly outputActivation: ActivationName
  /** (I) */
  readonly inputNames: readonly string[]
  /** (O) */
  readonly outputNames: readonly string[]
}

/** What a fitness is described with. */
export interface DescribeRequest {
  /** For messages. */
  readonly file: string | undefined
  readonly options: unknown
  /** Arrays that the caller shares. */
  readonly shared: SharedArrays
  readonly seed: number
}

/** @throws InputError that names the key of the module, or all options that are wrong */
export async function describeFitness(
  fitness: Fitness,
  { file, options: given, shared, seed }: DescribeRequest,
): Promise<FitnessDescription> {
  const options = await parseOptions(fitness.options, given, file)
  const random = new RandomStream({ seed, purpose: purpose.share })
  const own =
    fitness.share === undefined ? {} : shareArrays(await fitness.share({ options, seed, random }), file)
  return {
    direction: directionOf(value(fitness.direction, options), file),
    fitnessName: name(value(fitness.fitnessName, options) ?? 'fitness', 'fitnessName', file),
    options,
    network: fitness.genome === undefined ? networkOf(fitness, options, file) : null,
    vector: fitness.genome === undefined ? null : plainVector(value(fitness.genome, options), file),
    shared: { ...own, ...shareArrays(shared) },
    batches: fitness.evaluateBatch !== undefined,
    draws: fitness.draw !== undefined,
  }
}

function value<T>(given: T | ((options: never) => T), options: unknown): T {
  return typeof given === 'function' ? (given as (options: unknown) => T)(options) : given
}

function directionOf(direction: unknown, file: string | undefined): Direction {
  if (direction === 'minimize' || direction === 'maximize') return direction
  throw new InputError({
    ...{ file, field: 'direction', expected: 'minimize or maximize', found: quote(direction) },
    hint: typeof direction === 'string' ? didYouMean(direction, ['minimize', 'maximize']) : undefined,
  })
}

function name(given: unknown, field: string, file: string | undefined): string {
  if (typeof given === 'string' && given.trim() !== '' && given.length <= 200) return given
  throw new InputError({ file, field, expected: 'a text of 1 to 200 characters', found: quote(given) })
}

function networkOf(
  fitness: Extract<Fitness, { readonly genome?: undefined }>,
  options: unknown,
  file: string | undefined,
): NetworkDescription {
  const inputs = width(value(fitness.inputs, options), 'inputs', file)
  const outputs = width(value(fitness.outputs, options), 'outputs', file)
  const outputActivation = value(fitness.outputActivation, options) ?? 'tanh'
  if (!Object.hasOwn(activations, outputActivation)) {
    throw new InputError({
      ...{ file, field: 'outputActivation' },
      ...{ expected: `one of ${Object.keys(activations).join(', ')}`, found: quote(outputActivation) },
      hint: didYouMean(String(outputActivation), Object.keys(activations)),
    })
  }
  return {
    inputs,
    outputs,
    outputActivation: outputActivation as ActivationName,
    inputNames: names(value(fitness.inputNames, options), inputs, 'input', file),
    outputNames: names(value(fitness.outputNames, options), outputs, 'output', file),
  }
}

function width(given: unknown, field: string, file: string | undefined): number {
  if (Number.isInteger(given) && (given as number) >= 1 && (given as number) <= 100_000)
    return given as number
  throw new InputError({ file, field, expected: 'a whole number from 1 to 100,000', found: quote(given) })
}

function names(
  given: readonly string[] | undefined,
  count: number,
  noun: 'input' | 'output' | 'genome.',
  file: string | undefined,
): readonly string[] {
  if (given === undefined) return Array.from({ length: count }, (_, index) => `${noun} ${index + 1}`)
  const field = noun === 'genome.' ? 'genome.names' : `${noun}Names`
  if (!Array.isArray(given))
    throw new InputError({ file, field, expected: 'a list of names', found: quote(given) })
  if (given.length !== count)
    throw new InputError({ file, field, expected: `${count} names`, found: String(given.length) })
  for (const [index, one] of given.entries()) name(one, `${field}[${index}]`, file)
  const twice = repeated(given)
  if (twice !== undefined)
    throw new InputError({ file, field, expected: 'names that differ', found: `${quote(twice.name)} twice` })
  return [...given]
}

const vectorKeys: readonly string[] = ['length', 'lower', 'upper', 'initial', 'integer', 'names']

/** The options of a vector as plain data; what they say is checked where the genome is made. */
function plainVector(vector: unknown, file: string | undefined): GenomeOptions {
  if (typeof vector !== 'object' || vector === null)
    throw new InputError({ file, field: 'genome', expected: 'a mapping with length', found: quote(vector) })
  const unknown = Object.keys(vector).find((key) => !vectorKeys.includes(key))
  if (unknown !== undefined) {
    throw new InputError({
      ...{ file, field: 'genome', expected: `keys out of ${vectorKeys.join(', ')}`, found: quote(unknown) },
      hint: didYouMean(unknown, vectorKeys),
    })
  }
  const { names: labels, ...values } = vector as GenomeOptions
  for (const [key, given] of Object.entries(values)) {
    if (typeof given !== 'function') continue
    const hint = 'genome itself may be a function of the options'
    throw new InputError({ file, field: `genome.${key}`, expected: 'a value', found: 'a function', hint })
  }
  const options = structuredClone(values)
  if (labels === undefined || !Number.isInteger(options.length)) return options
  return { ...options, names: names(labels, options.length, 'genome.', file) }
}
