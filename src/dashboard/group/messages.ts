import type { Direction } from '../../math/direction.ts'
import type { RunEnding, TrainingState } from '../messages.ts'

/** The messages about several trainings of one command, between the command, the dashboard's thread and the page. Types only. */

/** What is known of the trainings before the first one begins. */
export interface GroupFacts {
  readonly name: string
  /** Lines for people: task, network, seeds and so on. */
  readonly details: readonly string[]
  /** Names the fitness: `mse`. */
  readonly fitness: string
  /** Whether the fitness is a loss. */
  readonly fitnessNoun: 'loss' | 'fitness'
  readonly direction: Direction
  readonly target: number | null
  /** Their labels; empty for trainings that only differ in their seeds. */
  readonly contestants: readonly string[]
  readonly trainings: readonly GroupMember[]
}

/** One of several trainings. */
export interface GroupMember {
  readonly seed: number
  /** Its place in `contestants`; 0 without any. */
  readonly contestant: number
  /** Its run folder, as the reader sees it. */
  readonly folder: string
}

/** The progress of one of several trainings. */
export interface MemberProgress {
  /** Its place in `trainings`. */
  readonly training: number
  /** stopped: by the user, before its end. */
  readonly state: 'waiting' | 'training' | 'ended' | 'stopped' | 'failed'
  /** Generations and epochs since its start. */
  readonly generations: number
  /** In evaluations of the comparison, if it is one. */
  readonly evaluations: number
  /** The champion's fitness; null before there is one. */
  readonly best: number | null
  readonly validation: number | null
  readonly elapsedMs: number
  /** How much of its phase is over, in [0, 1]; null if no stop criterion says so. */
  readonly done: number | null
}

/** The champion's fitness so far: evaluations and fitness by turns, ascending in evaluations. */
export interface MemberCurve {
  readonly training: number
  readonly points: readonly number[]
}

/** What changed of some of the trainings. */
export interface GroupNews {
  readonly progress: readonly MemberProgress[]
  /** Whole curves, which replace the reader's. */
  readonly curves: readonly MemberCurve[]
}

/** The event `update` of several trainings. */
export interface GroupUpdate extends GroupNews {
  readonly state: TrainingState
  readonly ending: RunEnding | null
}

/** The event `history`: everything, for a page that is new or missed something. */
export interface GroupHistory extends GroupUpdate {
  readonly facts: GroupFacts
}
