import type { MessagePort } from 'node:worker_threads'
import type { Config } from '../config/schema.ts'
import type { SplitScores } from '../evaluation/evaluator.ts'
import type { ComputationChoice } from '../kernels/computation.ts'
import type { Champion, GenerationEvent, Outcome } from '../run/events.ts'
import type { WasmModules } from '../wasm-modules.ts'
import type { TrainingPoint } from './training-curve.ts'
import type { OrderMemory } from './training-orders.ts'

/** One training as plain data that can be sent to another thread. */
export interface TrainingJob {
  /** With every default filled in, including the seed. */
  readonly config: Config
  /** Absolute; paths in the config are relative to it. */
  readonly directory: string
  /** The config file as the user wrote it, for messages. */
  readonly file?: string | undefined
  /** SHA-256 of the config file. */
  readonly hash?: string | undefined
  /** The run folder: new or empty, or that of a training that goes on. Null to write nothing. */
  readonly folder: string | null
  /** The computation of an earlier process, instead of that of the config. */
  readonly computation?: ComputationChoice | undefined
  /** Goes on where the folder is; absent to begin. */
  readonly resume?: ResumeMode | undefined
}

/** How a training goes on. */
export interface ResumeMode {
  /** In spite of what has changed. */
  readonly force: boolean
}

/** The results of a training in figures. The network is in the run folder. */
export interface TrainingFigures {
  readonly outcome: Pick<Outcome, 'reason' | 'generations' | 'evaluations' | 'failures' | 'elapsedMs'> & {
    readonly champion: Omit<Champion, 'genome'>
  }
  readonly scores: SplitScores
}

/** The result of a job. It is plain data, since errors lose their class when they are sent between threads. */
export type TrainingResult =
  | (TrainingFigures & {
      readonly kind: 'done'
      readonly folder: string | null
      /** The champion's fitness during the training. */
      readonly points: readonly TrainingPoint[]
      /** Whether the disk took all of it: a full one takes no pictures either. */
      readonly whole: boolean
    })
  | { readonly kind: 'failed'; readonly message: string }
  /** Stopped before it started; nothing was written. */
  | { readonly kind: 'skipped' }

/** Listens to a training on another thread. */
export interface TrainingListener {
  /** Called with each generation once and in order, several at a time. */
  readonly onEvents: (events: readonly GenerationEvent[]) => void
  /** Called for problems outside of the training, such as a metrics line that could not be written. */
  readonly onWarning: (line: string) => void
  /** Called with each line that the user's code logs. */
  readonly onLog: (line: string) => void
  /** Called for a training that goes on, before its first generation, with its curve so far. */
  readonly onEarlier?: (points: readonly TrainingPoint[]) => void
}

/** What a thread of the pool gets when it starts. */
export interface TrainingSetup {
  readonly orders: OrderMemory
  /** Compiled modules that the thread uses. */
  readonly modules: WasmModules
}

/** A job as a thread receives it. */
export interface TrainingTask {
  readonly job: TrainingJob
  /** For messages while it trains. */
  readonly port: MessagePort
}

/** A message of a thread while it trains. */
export type TrainingMessage =
  /** The run folder that the training has claimed. */
  | { readonly claimed: string }
  | { readonly events: readonly GenerationEvent[] }
  | { readonly warning: string }
  /** A line that the user's code logs. */
  | { readonly log: string }
  /** The curve up to where a training goes on. */
  | { readonly earlier: readonly TrainingPoint[] }
  /** The number of the pause that holds the training. */
  | { readonly held: number }

/** The final reply of a thread. A bug is distinguished from a training that failed. */
export type TrainingReply = TrainingResult | { readonly kind: 'bug'; readonly error: Error }
