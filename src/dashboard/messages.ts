import type { ChampionMap } from '../report/champion-view.ts'
import type { CurveData } from '../report/curves.ts'
import type { MachineRow } from '../report/fleet-totals.ts'
import type { Phase, Unit } from '../run/events.ts'

/** The messages between the training, the dashboard's thread and the page. Types only, since all three import them. */

/** What a button of the page asks for. */
export type Command = 'pause' | 'resume' | 'stop'

/** pausing and stopping: asked for, with a generation still in flight. */
export type TrainingState = 'training' | 'pausing' | 'paused' | 'stopping' | 'ended'

/** What is known of a run before its first generation. */
export interface Facts {
  readonly name: string
  /** Lines for people: seed, network, strategy and so on. */
  readonly details: readonly string[]
  /** Names the fitness: `mse`. */
  readonly fitness: string
  /** Whether the fitness is a loss. */
  readonly fitnessNoun: 'loss' | 'fitness'
  /** What the run's first phase counts. */
  readonly unit: Unit
  /** 0 in process. */
  readonly workers: number
  readonly hasValidation: boolean
  readonly target: number | null
  /** What the picture beside the curves shows; null where there is none. */
  readonly view: ChampionPicture | null
}

/** A network of two inputs as a map over them, or the picture that a network learns. */
export type ChampionPicture =
  | { readonly kind: 'map'; readonly map: Omit<ChampionMap, 'reach'> }
  | { readonly kind: 'picture'; readonly width: number; readonly height: number }

/** The champion as drawn: (H, W, 3) red, green and blue, row by row from the top, in base64. */
export interface DrawnChampion {
  readonly width: number
  readonly height: number
  readonly rgb: string
  /** The generation in which this champion appeared. */
  readonly generation: number
  /** Milliseconds of drawing. */
  readonly tookMs: number
}

/** The progress of a run after its latest generation. */
export interface RunPosition {
  readonly phase: Phase
  readonly unit: Unit
  /** Generations or epochs of the phase. */
  readonly count: number
  readonly evaluations: number
  /** The champion's fitness, in the task's own direction; null before there is one. */
  readonly best: number | null
  /** The champion's fitness on the validation part. */
  readonly validation: number | null
  /** Evaluations that failed since the start of the run. */
  readonly failures: number
  readonly elapsedMs: number
  /** How much of the phase is over, in [0, 1]; null if no stop criterion says so. */
  readonly done: number | null
  /** The figures of the strategy and of a fitness of the user's own, which may have any name. */
  readonly figures: readonly (readonly [name: string, value: number])[]
  /** The machines that generations are handed to, those that have scored most first; empty for a run on one machine. */
  readonly machines: readonly MachineRow[]
}

/** The state of a run. */
export interface LiveStatus extends RunPosition {
  readonly state: TrainingState
  /** Evaluations a second over the last seconds; null until it can be measured. */
  readonly rate: number | null
  /** The workers' share of time at work over the last seconds, in [0, 1]; null in process. */
  readonly busy: number | null
  /** How the run ended; null while it goes on. */
  readonly ending: RunEnding | null
}

export interface RunEnding {
  /** For people, one sentence. */
  readonly text: string
  /** False for a run that failed. */
  readonly well: boolean
}

/** The curves, but only their rows from `from` on, which replace the reader's. */
export interface CurveNews extends CurveData {
  readonly from: number
}

/** The event `update`: what changed since the last one. */
export interface RunUpdate {
  readonly status: LiveStatus
  readonly curves: CurveNews
}

/** The event `history`: everything but the picture, for a page that is new or missed something. */
export interface RunHistory extends RunUpdate {
  readonly facts: Facts
}
