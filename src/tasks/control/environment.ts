import type { ActivationName } from '../../model/activations.ts'
import type { DrawnShape } from '../custom/drawn.ts'
import type { FitnessRandom } from '../custom/fitness.ts'

/**
 * A system that a network controls. Its state is S numbers of an array (…, S), from `at` on. All functions are pure: they
 * depend on their arguments alone, and change nothing but the state or the inputs that they are given.
 */
export interface Environment {
  /** (S) the names of the numbers of a state, with their units. */
  readonly state: readonly string[]
  /** (I) the names of what the network sees. */
  readonly inputs: readonly string[]
  /** What the network decides, and how. */
  readonly control: Control
  /** After so many steps an episode ends. */
  readonly steps: number
  /** The simulated time of a step, seconds. */
  readonly stepSeconds: number
  /** Whether episodes start in states that differ. */
  readonly varied: boolean
  /** Writes the state that an episode starts in. */
  start(state: Float64Array, at: number, source: EpisodeSource): void
  /** Writes what the network sees of a state, scaled to about [-1, 1]: I numbers, from `to` on. */
  observe(state: Float64Array, at: number, inputs: Float32Array, to: number): void
  /**
   * Moves a state on by one step.
   * @param action in the unit of the control
   * @returns the reward of the step
   */
  step(state: Float64Array, at: number, action: number): number
  /** Whether a state ends its episode. */
  over(state: Float64Array, at: number): boolean
  /** How much the system moves and is away from rest, for the fitness `damping`; absent where there is no such fitness. */
  readonly unrest?: (state: Float64Array, at: number) => number
  /** The shapes of a picture of a state. */
  draw(state: Float64Array, at: number, action: number): StateDrawing
}

/** What an episode is drawn from. A start that is always the same leaves the random numbers alone, so that it is not noisy. */
export interface EpisodeSource {
  readonly random: FitnessRandom
}

/**
 * How the outputs of a network become an action. choice: an output for each action, and the largest counts; of equals the first.
 * range: one output, from -1 to 1, times the limit.
 */
export type Control =
  | { readonly kind: 'choice'; readonly actions: readonly number[]; readonly names: readonly string[] }
  | { readonly kind: 'range'; readonly limit: number; readonly name: string }

/** A picture of a state. */
export interface StateDrawing {
  /** Pixels. */
  readonly width: number
  readonly height: number
  readonly shapes: readonly DrawnShape[]
}

/** (O) the names of the outputs of a network. */
export function outputsOf(control: Control): readonly string[] {
  return control.kind === 'choice' ? control.names : [control.name]
}

/** The activation of outputs: any will do for the largest of several; one of a range has to be bounded. */
export function outputActivationOf({ kind }: Control): ActivationName {
  return kind === 'choice' ? 'linear' : 'tanh'
}

/** Reads the action from the outputs (…, O) of a network, from `at` on. */
export function actionOf(control: Control, outputs: Float32Array, at: number): number {
  if (control.kind === 'range') return control.limit * Math.min(1, Math.max(-1, outputs[at]!))
  const { actions } = control
  let best = 0
  for (let o = 1; o < actions.length; o++) if (outputs[at + o]! > outputs[at + best]!) best = o
  return actions[best]!
}

/** A number between two bounds. */
export function clamp(value: number, lower: number, upper: number): number {
  return value < lower ? lower : value > upper ? upper : value
}

/** A uniform number between two bounds. */
export function uniform(random: FitnessRandom, lower: number, upper: number): number {
  return lower + (upper - lower) * random.float64()
}
