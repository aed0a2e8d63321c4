import type { Topology } from '../../../model/topology.ts'
import type { Aggregate } from '../../../tasks/custom/aggregate.ts'
import type { SharedArrays } from '../../../tasks/custom/fitness.ts'
import type { FitnessSource } from '../../../tasks/custom/load.ts'
import type { Randomness } from '../../../tasks/custom/options.ts'

/** A fitness of the user's own, as plain data from which any thread loads it. */
export interface CustomScorerSpec {
  readonly kind: 'fitness'
  /** Null for a fitness that is an object in the coordinator's process. */
  readonly source: FitnessSource | null
  /** With their defaults. */
  readonly options: unknown
  readonly shared: SharedArrays
  /** Null for genomes that are not networks. */
  readonly topology: Topology | null
  readonly episodes: number
  readonly aggregate: Aggregate
  readonly randomness: Randomness
  /** Milliseconds; null for no limit. */
  readonly deadlineMs: number | null
  /** The most ticks of an evaluation; null for no limit. */
  readonly budget: number | null
  /** The most individuals that are scored at once; 1 if the fitness takes one at a time. */
  readonly together: number
}
