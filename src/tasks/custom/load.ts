import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { EvolveError, InputError, quote } from '../../errors.ts'
import { didYouMean } from '../../nearest.ts'
import { errorText } from './error-text.ts'
import type { Fitness } from './fitness.ts'

/** Where a fitness is. */
export interface FitnessSource {
  /** Absolute path. */
  readonly module: string
  /** The name of the export. */
  readonly export: string
}

/**
 * Imports a fitness.
 * @throws InputError for a file that does not load, with its own error and place; and for an export that is no fitness
 */
export async function loadFitness(source: FitnessSource): Promise<Fitness> {
  const exports = await importModule(source.module)
  const name = source.export
  if (!Object.hasOwn(exports, name)) {
    const names = Object.keys(exports)
    throw new InputError({
      file: source.module,
      expected: name === 'default' ? 'a default export' : `an export called ${quote(name)}`,
      found: names.length === 0 ? 'no export' : names.join(', '),
      hint: didYouMean(name, names) ?? 'set task.export to another name',
    })
  }
  return checkFitness((exports as Readonly<Record<string, unknown>>)[name], source.module)
}

/**
 * Imports a module by its path. TypeScript is loaded with jiti, since no version of Node.js supports all of it, and the
 * oldest supports none of it.
 * @throws InputError with the error of the module and its place
 */
async function importModule(file: string): Promise<object> {
  const url = pathToFileURL(file).href
  try {
    if (!/\.m?ts$/i.test(file)) return await importNative(url)
    return await importWithJiti(url)
  } catch (cause) {
    if (cause instanceof EvolveError) throw cause
    throw new InputError(
      {
        file,
        expected: 'a module that loads',
        found: `an error: ${errorText(cause, file)}`,
      },
      { cause },
    )
  }
}

async function importNative(url: string): Promise<object> {
  try {
    return await import(url)
  } catch (error) {
    // A program that is installed globally is not found from the user's folder.
    const { code, message } = error as NodeJS.ErrnoException
    // The parser of Node.js does not tell the place to those who catch its error; that of jiti does.
    if (error instanceof SyntaxError) await importWithJiti(url)
    if (code !== 'ERR_MODULE_NOT_FOUND' || !/package '?evolve-mlp/.test(message)) throw error
    return await importWithJiti(url)
  }
}

async function importWithJiti(url: string): Promise<object> {
  // Loaded only when needed, since it makes every start slower.
  const { createJiti } = await import('jiti')
  const require = createRequire(import.meta.url)
  const alias = {
    'evolve-mlp/fitness': require.resolve('evolve-mlp/fitness'),
    'evolve-mlp': require.resolve('evolve-mlp'),
  }
  return createJiti(import.meta.url, { fsCache: false, alias, sourceMaps: true }).import<object>(url)
}

const hooks = ['share', 'setup', 'teardown', 'evaluate', 'evaluateBatch', 'evaluateEpisodes', 'draw'] as const

/** The keys of a fitness. */
export const fitnessKeys: readonly string[] = [
  ...['inputs', 'outputs', 'outputActivation', 'inputNames', 'outputNames', 'genome'],
  ...['direction', 'fitnessName', 'options', ...hooks],
]

/**
 * Checks that a value is a fitness: that it has what each one needs, functions where functions belong, and no key that
 * would be ignored. An instance of a class may have fields of its own.
 * @param file for messages; undefined for a fitness that is given as an object
 * @throws InputError that names the key
 */
export function checkFitness(value: unknown, file?: string): Fitness {
  const refuse = (field: string | undefined, expected: string, found: unknown, hint?: string): InputError =>
    new InputError({ file, field, expected, found: quote(found), hint })
  if (typeof value === 'function') {
    const hint = 'export { inputs, outputs, direction, evaluate }, or { genome, direction, evaluate }'
    throw refuse(undefined, 'an object with evaluate', value, hint)
  }
  if (typeof value !== 'object' || value === null) throw refuse(undefined, 'a fitness', value)
  const fitness = value as Readonly<Record<string, unknown>>
  const unknown = isInstance(fitness)
    ? undefined
    : Object.keys(fitness).find((key) => !fitnessKeys.includes(key))
  if (unknown !== undefined)
    throw refuse(
      undefined,
      'the keys of a fitness',
      unknown,
      didYouMean(unknown, fitnessKeys) ?? `they are ${fitnessKeys.join(', ')}`,
    )
  for (const name of hooks) {
    if (fitness[name] !== undefined && typeof fitness[name] !== 'function')
      throw refuse(name, 'a function', fitness[name])
  }
  const [batch, episodes] = [fitness['evaluateBatch'], fitness['evaluateEpisodes']]
  if (fitness['evaluate'] === undefined && batch === undefined && episodes === undefined) {
    const expected = 'a function called evaluate, evaluateBatch or evaluateEpisodes'
    throw refuse(undefined, expected, Object.keys(fitness).join(', '))
  }
  if (batch !== undefined && episodes !== undefined)
    throw new InputError({ file, expected: 'either evaluateBatch or evaluateEpisodes', found: 'both' })
  const ofNetwork = fitness['inputs'] !== undefined || fitness['outputs'] !== undefined
  if (ofNetwork === (fitness['genome'] !== undefined))
    throw new InputError({
      ...{ file, expected: 'either inputs and outputs, or genome', found: ofNetwork ? 'both' : 'neither' },
    })
  return value as Fitness
}

function isInstance(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype !== null && prototype !== Object.prototype
}
