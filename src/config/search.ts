import { z } from 'zod'
import { InputError, type Issue, quote } from '../errors.ts'
import type { Direction } from '../math/direction.ts'
import { activation, createTopology, parameterCount, type Topology } from '../model/topology.ts'
import { type EvolutionOptions, strategies } from '../strategies/index.ts'
import type { GenomeSpec } from '../strategies/problem.ts'
import { vectorGenome } from '../strategies/vector-genome.ts'
import { LONGEST_GENOME, type VectorOptions } from '../strategies/vector-options.ts'
import { networkGenome } from './build/genome.ts'
import { issuesOf } from './issue.ts'
import { type Place, places } from './places.ts'
import { integer, number, word } from './schema/field.ts'
import { type NetworkConfig, networkSchema } from './schema/network.ts'
import { checkStrategy, isOf, searchOptions, strategySchema, useOfBudget } from './schema/strategy.ts'

/** A search without a task, as its options describe it. */
export interface SearchConfig {
  readonly strategy: EvolutionOptions
  readonly seed: number
  readonly direction: Direction
  /** Null for a vector. */
  readonly topology: Topology | null
  /** P */
  readonly length: number
  /** Makes the genome, whose size is that of several vectors of P numbers. */
  genome(): GenomeSpec
}

type SearchKeys = Readonly<Record<string, unknown>>

const WIDEST = 65_536
const vectorKeys = ['length', 'lower', 'upper', 'start', 'integer']
const networkKeys = ['topology', 'activation', 'output', 'recurrent', 'bias', 'init']
const ownKeys: readonly string[] = ['seed', 'direction', ...vectorKeys, ...networkKeys]
const seedSchema = integer({ min: 0, max: 2 ** 32 - 1 })
const evaluationsSchema = number({ min: 1 })
const directionSchema = word<Direction>(['minimize', 'maximize'])
const lengthSchema = integer({ min: 1, max: LONGEST_GENOME })
const topologySchema = z
  .array(integer({ min: 1, max: WIDEST }), { error: 'a list of layer widths' })
  .min(2, { error: 'a list of at least two widths: inputs and outputs' })

/**
 * Checks the options of a search and fills in every default.
 * @param kind of the strategy
 * @param options the keys of a strategy in a config, and those of the genome
 * @throws InputError that names the option
 */
export function parseSearch(kind: string, options: unknown): SearchConfig {
  if (!Object.hasOwn(strategies, kind)) {
    const expected = `one of ${Object.keys(strategies).join(', ')}`
    throw new InputError({ field: 'kind', expected, found: quote(kind) })
  }
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new InputError({ field: 'options', expected: 'a mapping', found: quote(options) })
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  const own = Object.fromEntries(Object.entries(given).filter(([key]) => ownKeys.includes(key)))
  const rest = Object.fromEntries(Object.entries(given).filter(([key]) => !ownKeys.includes(key)))
  const isNetwork = checkGenomeKeys(own)
  const { seed = 1, direction = 'minimize' } = own
  return {
    strategy: parseStrategy(kind, rest),
    seed: checked(seedSchema, 'seed', seed),
    direction: checked(directionSchema, 'direction', direction),
    ...(isNetwork ? parseNetwork(own) : parseVector(own)),
  }
}

/** Whether the genome is a network. */
function checkGenomeKeys(own: SearchKeys): boolean {
  const isNetwork = Object.hasOwn(own, 'topology')
  const stray = (isNetwork ? vectorKeys : networkKeys).find((key) => Object.hasOwn(own, key))
  if (stray !== undefined) {
    const expected = isNetwork
      ? 'nothing with topology, whose genes are the weights of a network'
      : 'nothing without topology'
    throw new InputError({ field: stray, expected, found: quote(own[stray]) })
  }
  if (isNetwork || Object.hasOwn(own, 'length')) return isNetwork
  throw new InputError({ field: 'length', expected: 'the number of genes, or a topology', found: 'neither' })
}

/** Of a strategy that needs to know how many evaluations it has, `evaluations` is what `stop.evaluations` is in a config. */
function parseStrategy(kind: string, given: SearchKeys): EvolutionOptions {
  const { evaluations, ...rest } = given
  if (Object.hasOwn(rest, 'monitor')) {
    const expected = 'nothing in a loop of your own, where you choose the champion'
    throw new InputError({ field: 'monitor', expected, found: quote(rest['monitor']) })
  }
  const value = { ...rest, kind }
  const parsed = strategySchema.safeParse(value)
  if (!parsed.success) {
    const issues = issuesOf(parsed.error.issues, value, () => knownPlaces(kind))
    const list = typeof rest['initial'] !== 'number'
    throw new InputError(
      issues.map(({ path: _, which: __, ...issue }) =>
        list && issue.field === 'initial'
          ? { ...issue, hint: 'use start for where the search starts' }
          : issue,
      ),
    )
  }
  if (evaluations !== undefined && useOfBudget(parsed.data) === undefined) {
    const expected = `nothing, since ${kind} need not know how many there are`
    throw new InputError({ field: 'evaluations', expected, found: quote(evaluations) })
  }
  const stop =
    evaluations === undefined ? {} : { evaluations: checked(evaluationsSchema, 'evaluations', evaluations) }
  const issues = checkStrategy(parsed.data, { stop, task: {} })
  if (issues.length > 0) throw new InputError(issues.map(withoutPrefix))
  if (!isOf('evolution', parsed.data)) throw new RangeError(`${kind}: expected a strategy of evolution`)
  return searchOptions(parsed.data, { stop, task: {} })
}

function withoutPrefix(issue: Issue): Issue {
  return { ...issue, field: issue.field?.replace(/^(strategy|stop)\./, '') }
}

/** The keys that the options may have, those of other strategies left out. */
function knownPlaces(kind: string): readonly Place[] {
  const all = places(z.toJSONSchema(strategySchema, { io: 'input' }) as Parameters<typeof places>[0])
  const own = ownKeys.map((key): Place => ({ key, parent: '', schema: {} }))
  return [...own, ...all.filter(({ parent, variant }) => parent !== '' || variant === `kind ${kind}`)]
}

function parseVector(own: SearchKeys): Pick<SearchConfig, 'topology' | 'length' | 'genome'> {
  const { lower, upper, start, integer } = own as Partial<VectorOptions> & {
    start?: VectorOptions['initial']
  }
  const length = checked(lengthSchema, 'length', own['length'])
  return {
    topology: null,
    length,
    genome() {
      try {
        return vectorGenome({ length, lower, upper, integer, initial: start }, '')
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        const field = error.issue.field?.replace(/^initial/, 'start')
        throw new InputError({ ...error.issue, field }, { cause: error })
      }
    },
  }
}

function parseNetwork(own: SearchKeys): Pick<SearchConfig, 'topology' | 'length' | 'genome'> {
  const { topology: given, ...functions } = own
  const widths = checked(topologySchema, 'topology', given)
  const keys = Object.entries(functions).filter(([key]) => networkKeys.includes(key))
  const network = checked(networkSchema, '', { ...Object.fromEntries(keys), hidden: widths.slice(1, -1) })
  const topology = topologyOf(widths, network)
  const length = parameterCount(topology)
  return { topology, length, genome: () => networkGenome(topology, network.init) }
}

function topologyOf(widths: readonly number[], network: NetworkConfig): Topology {
  const output = network.output ?? activation('linear')
  return createTopology(widths[0], widths.slice(1), [...network.activation, output], network)
}

/** @param field '' if the value is the mapping of all options */
function checked<T>(schema: z.ZodType<T>, field: string, value: unknown): T {
  const whole = z.object({ value: schema }).safeParse({ value })
  if (whole.success) return whole.data.value
  const issues = issuesOf(whole.error.issues, { value }, () => [])
  throw new InputError(
    issues.map(({ path: _, which: __, ...issue }) => ({
      ...issue,
      field: issue.field?.replace(/^value/, field).replace(/^\./, ''),
    })),
  )
}
