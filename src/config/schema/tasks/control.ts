import { type EnvironmentName, environments } from '../../../tasks/control/environments/index.ts'
import type { ControlFitness } from '../../../tasks/control/problem.ts'
import { type ControlOptions, controlDefaults } from '../../../tasks/control.ts'
import { integer, type Shape, word } from '../field.ts'
import { aggregate, election, randomness } from './custom.ts'
import { noBatch } from './samples.ts'

/** A network that controls a system. */
export interface ControlConfig extends ControlOptions {
  readonly kind: 'control'
  /** Never given: such a task has no samples. */
  readonly batch?: undefined
}

export const controlShape: Shape<Omit<ControlConfig, 'kind'>> = {
  environment: word<EnvironmentName>(Object.keys(environments) as EnvironmentName[]).describe(
    'the system that the network controls',
  ),
  episodes: integer({ min: 1, max: 1_000_000 })
    .optional()
    .describe('episodes of each individual; default: 5, or 1 where all episodes start in the same state'),
  randomness,
  aggregate,
  steps: integer({ min: 1, max: 100_000_000 })
    .optional()
    .describe('steps after which an episode ends; default: those of the source, and 1000 for damping'),
  window: integer({ min: 1, max: 1000 })
    .default(controlDefaults.window)
    .describe('how many of the last observations the network sees'),
  fitness: word<ControlFitness>(['reward', 'damping'])
    .default(controlDefaults.fitness)
    .describe('reward: the sum of the rewards; damping, for the double poles: rewards rest too'),
  champion: election.prefault({}).describe('how the champion is chosen at the end if starts are drawn anew'),
  batch: noBatch,
}
