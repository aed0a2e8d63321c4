/** What a fitness of your own needs, and no more: workers load this quickly. The same is in `evolve-mlp` too. */

export type { DrawnFrame, DrawnShape } from './tasks/custom/drawn.ts'
export {
  type Awaitable,
  defineFitness,
  type Fitness,
  type FitnessContext,
  type FitnessNetwork,
  type FitnessRandom,
  type FitnessResult,
  type GenomeOptions,
  type NetworkFitness,
  type SetupContext,
  type ShareContext,
  type SharedArrays,
  type VectorFitness,
} from './tasks/custom/fitness.ts'
