import { clearTimeout, setTimeout } from 'node:timers'
import { EvolveError } from '../../../errors.ts'
import { errorText } from '../../../tasks/custom/error-text.ts'
import type { Fitness, SetupContext } from '../../../tasks/custom/fitness.ts'
import { loadFitness } from '../../../tasks/custom/load.ts'
import { extraSetupMs } from '../../../tasks/custom/options.ts'
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
  /** Whether an evaluation that is late is ended from outside, and its thread or process with it. */
  readonly watched: boolean
  private readonly spec: CustomScorerSpec
  private readonly seed: number
  private readonly given: Fitness | null
  private loading: Promise<ReadyFitness> | null = null
  private loaded: ReadyFitness | null = null

  /** @param given the fitness itself if it is an object of this process; null to load its module */
  constructor(spec: CustomScorerSpec, seed: number, log: Log, given: Fitness | null = null, watched = false) {
    this.watched = watched
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

  /** Calls `teardown`, if the fitness was set up and has one. All results are known by then, so an error is only told. */
  async close(): Promise<void> {
    const { loaded } = this
    this.loaded = null
    if (loaded === null) return
    try {
      const { state, fitness } = loaded
      await this.inTime(async () => fitness.teardown?.({ ...this.context(), state }), this.spec.deadlineMs)
    } catch (error) {
      this.log(`teardown failed: ${shown(error)}`)
    }
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
    try {
      return await this.inTime(
        async () => fitness.setup?.(this.context()),
        deadlineMs === null ? null : deadlineMs + extraSetupMs,
      )
    } catch (cause) {
      throw new EvolveError('run', `${where}setup failed: ${errorText(cause, source?.module)}`, { cause })
    }
  }

  /** Waits for a hook, unless a thread that takes too long is ended anyway. */
  private async inTime<T>(hook: () => Promise<T>, limitMs: number | null): Promise<T> {
    if (this.watched || limitMs === null) return await hook()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(overrunMessage(limitMs))), limitMs)
    })
    try {
      return await Promise.race([hook(), late])
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
