import type { EnvironmentName } from './environments/index.ts'

/** What the fitness of a control problem is given. */
export interface ControlProblem {
  readonly environment: EnvironmentName
  /** After so many steps an episode ends. */
  readonly steps: number
  /** W ≥ 1: how many of the last observations the network sees. */
  readonly window: number
  readonly fitness: ControlFitness
}

/** reward: the sum of the rewards; damping: see `Damping`. */
export type ControlFitness = 'reward' | 'damping'
