import { EvolveError } from '../../../errors.ts'
import type { Fitness, SetupContext } from '../../../tasks/custom/fitness.ts'
import { loadFitness } from '../../../tasks/custom/load.ts'
import { overrunMessage } from '../../faults.ts'
import type { CustomScorerSpec } from './spec.ts'

/** Prints a line of the user's code. */
export type Log = (line: string) => void

/** A fitness that is ready to evaluate. */
export interface ReadyFitness {
  readonly fitness: Fitness
  /** What its `setup` returned. */
  readonly state: unknown
}

/** Loads a fitness and sets it up, once a worker. All slots of a worker share it. */
export class FitnessHost {
  readonly log: Log
  private readonly spec: CustomScorerSpec
  private readonly seed: number
  private readonly given: Fitness | null
  private loading: Promise<ReadyFitness> | null = null
  private loaded: ReadyFitness | null = null

  /** @param given the fitness itself if it is an object of this process; null to load its module */
  constructor(spec: CustomScorerSpec, seed: number, log: Log, given: Fitness | null = null) {
    this.spec = spec
    this.seed = seed
    this.log = log
    this.given = given
  }

  /** @throws EvolveError for a module that does not load or fails in setup */
  ready(): Promise<ReadyFitness> {
    this.loading ??= this.load()
    return this.loading
  }

  /** The fitness once it is ready. */
  get present(): ReadyFitness {
    if (this.loaded === null)
      throw new RangeError('fitness: expected one that is ready, found one that is not')
    return this.loaded
  }

  /** Calls `teardown`, if the fitness was set up and has one. */
  async close(): Promise<void> {
    const { loaded } = this
    this.loaded = null
    await loaded?.fitness.teardown?.({ ...this.context(), state: loaded.state })
  }

  private async load(): Promise<ReadyFitness> {
    const { spec } = this
    const fitness = this.given ?? (await loadFitness(spec.source!))
    const state = await this.setUp(fitness)
    this.loaded = { fitness, state }
    return this.loaded
  }

  private async setUp(fitness: Fitness): Promise<unknown> {
    const { deadlineMs, source } = this.spec
    const where = source === null ? '' : `${source.module}: `
    let timer: NodeJS.Timeout | undefined
    try {
      const late = new Promise<never>((_, reject) => {
        if (deadlineMs !== null)
          timer = setTimeout(() => reject(new Error(overrunMessage(deadlineMs))), deadlineMs)
      })
      return await Promise.race([fitness.setup?.(this.context()), late])
    } catch (cause) {
      const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
      throw new EvolveError('run', `${where}setup failed: ${why}`, { cause })
    } finally {
      clearTimeout(timer)
    }
  }

  private context(): SetupContext {
    const { options, shared } = this.spec
    return { options, shared, seed: this.seed, log: (...values) => this.log(values.map(shown).join(' ')) }
  }
}

/** A logged value as text. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Error) return value.stack ?? value.message
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return String(value)
  }
}
