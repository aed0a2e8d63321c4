import type { Direction } from '../math/direction.ts'
import type { ActivationName } from '../model/activations.ts'
import type { LossName } from '../model/losses.ts'
import type { Signature } from '../model/signature.ts'
import type { GenomeSpec } from '../strategies/problem.ts'
import type { FitnessDescription } from './custom/description.ts'
import type { Fitness } from './custom/fitness.ts'
import type { CustomOptions } from './custom/options.ts'
import type { ClassWeight } from './supervised/class-weights.ts'
import type { Dataset } from './supervised/dataset.ts'

/** Figures for people besides the fitness: accuracy; or rmse, mae and r2 in the target's unit. */
export type Metrics = Readonly<Record<string, number>>

/** What is to be achieved. It declares its own capabilities, so that no other code depends on its kind. */
export interface Task {
  /** Its name in the config. */
  readonly kind: string
  readonly direction: Direction
  /** The displayed name of the fitness. For a task with samples it is the loss: `cross-entropy`. */
  readonly fitnessName: string
  /** What the task requires of a network; null if its genome is not a network's. */
  readonly network: NetworkSpec | null
  /** The genome of a task without a network; null if it follows from the network. */
  readonly genome: GenomeSpec | null
  /** What only tasks with samples have; null for others. */
  readonly supervised: Supervised | null
  /** What only tasks whose fitness is code have; null for others. */
  readonly custom: CustomTask | null
  /** What pictures can show of it; null if nothing. */
  readonly view: TaskView | null
  /** What the user should know, one line each: rows dropped or cells filled, and how many. */
  readonly notes: readonly string[]
}

/**
 * curve: the network's outputs over its only input; map: over its two inputs; picture: the picture that it has learnt;
 * episode: an episode of the champion, drawn by the code of the fitness.
 */
export type TaskView = 'curve' | 'map' | 'picture' | 'episode'

/** A fitness that is code: the user's own, or one that is part of the program. */
export interface CustomTask {
  readonly options: CustomOptions
  readonly description: FitnessDescription
  /** The absolute path of its module; undefined for an object. */
  readonly module: string | undefined
  /** The fitness itself if it is an object of this process. */
  readonly fitness: Fitness | null
  /** Whether it is part of the program, which needs no protection from it. */
  readonly shipped: boolean
}

/** What a task requires of a network. */
export interface NetworkSpec {
  /** I, after one-hot encoding. */
  readonly inputs: number
  /** O */
  readonly outputs: number
  /** The activation of the last layer if the config names none. */
  readonly outputActivation: ActivationName
  /** The activations that fit the last layer; null for all. */
  readonly fits: OutputFit | null
  /** The meaning of inputs and outputs, for the model file. */
  readonly signature: Signature
}

/** The activations that fit the last layer. */
export interface OutputFit {
  readonly activations: readonly ActivationName[]
  /** Follows the activations in a message: `for the loss hinge, since its targets are -1 and +1`. */
  readonly why: string
}

/** What a task with samples has. Batches, gradient descents and memetic steps need it. */
export interface Supervised {
  readonly loss: LossName
  readonly data: Dataset
  /** The weight of each class in the loss; null if all count alike, and for what has no classes. */
  readonly classWeights: readonly ClassWeight[] | null
  /** The config key with the size of the validation part. */
  readonly validationField: string
  /**
   * @param outputs (S, O) of the network
   * @param targets (S, O)
   * @param count S; 0 gives no figures
   */
  measure(outputs: Float32Array, targets: Float32Array, count: number): Metrics
}
