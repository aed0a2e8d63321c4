import type { Direction } from '../math/direction.ts'
import type { ActivationName } from '../model/activations.ts'
import type { LossName } from '../model/losses.ts'
import type { Signature } from '../model/signature.ts'
import type { GenomeSpec } from '../strategies/problem.ts'
import type { Dataset } from './supervised/dataset.ts'

export type { Direction }

/** Figures a person reads, beside the fitness: accuracy; or rmse, mae and r2 in the target's own unit. */
export type Metrics = Readonly<Record<string, number>>

/** What is to be achieved. What a kind of task is capable of, it says itself: nobody else asks for its kind. */
export interface Task {
  /** As the config names it. */
  readonly kind: string
  readonly direction: Direction
  /** What the fitness is called where people read it; of a task with samples it is the loss: `cross-entropy`. */
  readonly fitnessName: string
  /** What the task asks of a network; null where its genome is not a network's. */
  readonly network: NetworkSpec | null
  /** The genome of a task without a network; null where it follows from the network. */
  readonly genome: GenomeSpec | null
  /** What only tasks with samples have; null for all others. */
  readonly supervised: Supervised | null
  /** What pictures can show of it. */
  readonly view: TaskView | null
  /** What the user should know: rows dropped, cells filled, and how many. One line each. */
  readonly notes: readonly string[]
}

/** map: the network's answers over the square of its two inputs; picture: the picture that it has learnt. */
export type TaskView = 'map' | 'picture'

/** What a task asks of a network. */
export interface NetworkSpec {
  /** I, after one-hot encoding. */
  readonly inputs: number
  /** O */
  readonly outputs: number
  /** The activation behind the last layer where the config names none. */
  readonly outputActivation: ActivationName
  /** Which activations fit there; null where all do. */
  readonly fits: OutputFit | null
  /** What goes in and what comes out, for the model file. */
  readonly signature: Signature
}

/** The activations that fit behind the last layer. */
export interface OutputFit {
  readonly activations: readonly ActivationName[]
  /** Follows the activations in a message: `for the loss hinge, since its targets are -1 and +1`. */
  readonly why: string
}

/** What a task with samples has. Batches, gradient descents and memetic steps need it. */
export interface Supervised {
  readonly loss: LossName
  readonly data: Dataset
  /** Where the config says how large the validation part is. */
  readonly validationField: string
  /**
   * @param outputs (S, O) the network's answers
   * @param targets (S, O)
   * @param count S; 0 gives no figures
   */
  measure(outputs: Float32Array, targets: Float32Array, count: number): Metrics
}
