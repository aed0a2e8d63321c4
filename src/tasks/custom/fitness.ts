/** What a user writes to have a fitness of their own, and what the program gives to it. */

import type { Direction } from '../../math/direction.ts'
import type { Topology } from '../../model/topology.ts'
import type { VectorOptions } from '../../strategies/vector-options.ts'
import type { DrawnFrame } from './drawn.ts'
import type { OptionDefaults } from './option-defaults.ts'
import type { OptionsSchema } from './standard-schema.ts'

/** The network of an individual. It is valid until its evaluation ends. */
export interface FitnessNetwork {
  readonly topology: Topology
  /**
   * (P) for each layer its biases (O), if it has them, then its weights (O, I), or (O, I + O) in a recurrent layer, where those of its own
   * outputs follow those of its inputs. A copy: changes to it make the evaluation fail.
   */
  readonly parameters: Float32Array
  /**
   * The outputs (O) for inputs (I), or (S, O) for (S, I). Inputs are rounded to float32. It allocates nothing.
   * A recurrent network takes a step. Of several rows each is an episode of its own: row k goes on from row k of the call
   * before, and from 0 where there was none in this evaluation since `reset`.
   * @param outputs filled and returned; by default an array of the network's own, which the next call overwrites
   * @throws RangeError for inputs that are not I numbers a sample, or outputs that are too short
   */
  forward(inputs: ArrayLike<number>): Float32Array
  forward<Outputs extends FitnessOutputs>(inputs: ArrayLike<number>, outputs: Outputs): Outputs
  /** Lets a recurrent network forget what it remembers. Each evaluation begins with a network that remembers nothing. */
  reset(): void
}

/** Where outputs of a network can be written. */
export type FitnessOutputs = Float32Array | Float64Array | number[]

/** Random numbers of one (seed, generation, individual, episode): the same on every machine, whatever runs beside. */
export interface FitnessRandom {
  /** A number in [0, 1), a multiple of 2^-53. */
  float64(): number
  /** A standard normal. */
  normal(): number
  /** A whole number in [0, bound); 1 ≤ bound ≤ 2^32. */
  integer(bound: number): number
  /** True with probability `p`. */
  boolean(p: number): boolean
  /** A whole number in [0, 2^32). */
  uint32(): number
  /** Fills `out` with numbers in [0, 1). */
  fillUniform(out: Float32Array): void
  /** Fills `out` with standard normals. */
  fillNormal(out: Float32Array): void
}

/** Typed arrays that all workers read, by name. They lie in memory that threads share. */
export type SharedArrays = Readonly<Record<string, SharedArray>>

export type SharedArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array

/** What `share` gets, once a run. */
export interface ShareContext<Options = unknown> {
  readonly options: Options
  /** Seed of the run, 0 … 2³²-1. */
  readonly seed: number
  /** Random numbers of this seed, for data that is made by a formula. */
  readonly random: FitnessRandom
}

/** What `setup` gets, once a worker. */
export interface SetupContext<Options = unknown> {
  readonly options: Options
  readonly shared: SharedArrays
  /** Seed of the run, 0 … 2³²-1. */
  readonly seed: number
  /** Prints a line above the progress of the run. */
  log(...values: readonly unknown[]): void
}

/** What `evaluate` gets besides the individual. */
export interface FitnessContext<Options = unknown, State = unknown> extends SetupContext<Options> {
  /** What `setup` returned in this worker. */
  readonly state: State
  /** From 1, as in the metrics. */
  readonly generation: number
  /** The row of the individual in its generation, from 0. */
  readonly individual: number
  /** From 0. */
  readonly episode: number
  /** The random numbers of this episode. A fitness that uses them counts as noisy. */
  readonly random: FitnessRandom
  /** Aborted when this evaluation has run out of time. */
  readonly signal: AbortSignal
  /** Adds figures to the metrics of the individual, by name. The last value of a name counts. */
  report(metrics: Readonly<Record<string, number>>): void
  /**
   * The result if the evaluation is ended early by `tick` or `prune`. The last one counts.
   * @param result what `evaluate` would return
   */
  settle(result: FitnessResult): void
  /**
   * Counts work. When the sum exceeds the task's `budget`, it ends the evaluation by throwing. The result is then what
   * was given to `settle`; without that the individual fails.
   * @param cost ≥ 0, default 1
   */
  tick(cost?: number): void
  /**
   * Ends the evaluation by throwing if an individual whose fitness is `bound` cannot become a parent. `bound` then is its
   * fitness.
   * @param bound the best fitness that this evaluation can still reach
   */
  prune(bound: number): void
}

/** What an evaluation gives: a fitness alone, or more. */
export type FitnessResult =
  | number
  | {
      readonly fitness: number
      /** Each is met if it is at most 0; a positive number says by how much it is broken. */
      readonly constraints?: readonly number[]
      readonly metrics?: Readonly<Record<string, number>>
      /** The behaviour as numbers, kept with the champion. */
      readonly behaviour?: readonly number[]
    }

/** A value, or a promise of it. */
export type Awaitable<T> = T | PromiseLike<T>

/** A genome without a network: a vector of numbers. */
export interface GenomeOptions extends VectorOptions {
  /** One for each gene, for people. */
  readonly names?: readonly string[]
}

/** A value, or a function that gives it for the options. Declared as a method, so that it may expect options of any type. */
type ByOptions<T, Options> = T | { of(options: Options): T }['of']

interface FitnessHooks<Subject, Options, State> {
  /** Which fitness is better. */
  readonly direction: ByOptions<Direction, Options>
  /** The displayed name of the fitness; default: fitness. */
  readonly fitnessName?: ByOptions<string, Options>
  /**
   * What `task.options` of the config may be. Defaults by name: each value has to be of the kind of its default, and there
   * are no other keys. Or a schema of zod, valibot or arktype, which can also check ranges. Without it, anything.
   */
  readonly options?: OptionDefaults<Options> | OptionsSchema<Options>
  /** Makes the typed arrays that all workers share; called once a run, in a worker. */
  share?(context: ShareContext<Options>): Awaitable<SharedArrays>
  /** Called once a worker, before its first evaluation. What it returns is `context.state`. */
  setup?(context: SetupContext<Options>): Awaitable<State>
  /** Called when a worker ends well. */
  teardown?(context: SetupContext<Options> & { readonly state: State }): Awaitable<void>
  /** Scores one individual. */
  evaluate?(subject: Subject, context: FitnessContext<Options, State>): Awaitable<FitnessResult>
  /**
   * Scores several individuals at once: one result each, in their order. Their number may differ from call to call, and
   * must not change a result.
   */
  evaluateBatch?(
    subjects: readonly Subject[],
    contexts: readonly FitnessContext<Options, State>[],
  ): Awaitable<readonly FitnessResult[]>
  /**
   * Scores several episodes of one individual at once: one result each, in their order. So a simulation can ask the network
   * about all of them in one call of `forward`. Their number may differ from call to call, and must not change a result.
   */
  evaluateEpisodes?(
    subject: Subject,
    contexts: readonly FitnessContext<Options, State>[],
  ): Awaitable<readonly FitnessResult[]>
  /** Draws a frame of the champion's episode, for its film. Frames are asked for in order, from 0, until one is null. */
  draw?(frame: number, subject: Subject, context: FitnessContext<Options, State>): Awaitable<DrawnFrame>
}

/** A fitness of networks. */
export interface NetworkFitness<Options = unknown, State = unknown>
  extends FitnessHooks<FitnessNetwork, Options, State> {
  /** I */
  readonly inputs: ByOptions<number, Options>
  /** O */
  readonly outputs: ByOptions<number, Options>
  /** The activation of the last layer if the config names none; default: tanh. */
  readonly outputActivation?: ByOptions<string, Options>
  /** (I) for people. */
  readonly inputNames?: ByOptions<readonly string[], Options>
  /** (O) */
  readonly outputNames?: ByOptions<readonly string[], Options>
  readonly genome?: undefined
}

/** A fitness of vectors of numbers. */
export interface VectorFitness<Options = unknown, State = unknown>
  extends FitnessHooks<Float64Array, Options, State> {
  readonly genome: ByOptions<GenomeOptions, Options>
  readonly inputs?: undefined
  readonly outputs?: undefined
}

/** A fitness of one's own. */
export type Fitness<Options = unknown, State = unknown> =
  | NetworkFitness<Options, State>
  | VectorFitness<Options, State>

/**
 * Gives a fitness its types; returns it as it is. A module exports the result by default.
 * The evaluation hooks run in worker threads, so they cannot use what other modules hold in memory.
 */
export function defineFitness<Options, State>(
  fitness: NetworkFitness<Options, State>,
): NetworkFitness<Options, State>
export function defineFitness<Options, State>(
  fitness: VectorFitness<Options, State>,
): VectorFitness<Options, State>
export function defineFitness<Options, State>(fitness: Fitness<Options, State>): Fitness<Options, State> {
  return fitness
}
