import type { MessagePort } from 'node:worker_threads'
import type { Config } from '../config/schema.ts'
import type { SplitScores } from '../evaluation/evaluator.ts'
import type { Champion, GenerationEvent, Outcome } from '../run/events.ts'
import type { WasmModules } from '../wasm-modules.ts'

/** One training as plain data, ready to cross to another thread. */
export interface TrainingJob {
  /** With every default filled in, the seed included. */
  readonly config: Config
  /** Absolute; what paths in the config are relative to. */
  readonly directory: string
  /** The config file as the user wrote it, for messages. */
  readonly file?: string | undefined
  /** SHA-256 of the config file. */
  readonly hash?: string | undefined
  /** The run folder: new or empty. Null to write nothing. */
  readonly folder: string | null
}

/** How a training ended, in figures; the network itself lies in its folder. */
export interface TrainingFigures {
  readonly outcome: Pick<Outcome, 'reason' | 'generations' | 'evaluations' | 'failures' | 'elapsedMs'> & {
    readonly champion: Omit<Champion, 'genome'>
  }
  readonly scores: SplitScores
}

/** What became of a job. Data throughout: errors lose their class on the way between threads. */
export type TrainingResult =
  | (TrainingFigures & { readonly kind: 'done'; readonly folder: string | null })
  | { readonly kind: 'failed'; readonly message: string }
  /** Told to stop before it began; nothing was written. */
  | { readonly kind: 'skipped' }

/** Who listens to a training on another thread. */
export interface TrainingListener {
  /** Told of each generation once and in order, several at a time. */
  readonly onEvents: (events: readonly GenerationEvent[]) => void
  /** Told what went wrong beside the training: a metrics line that the disk refused. */
  readonly onWarning: (line: string) => void
}

/** What a thread of the pool is told once, when it starts. */
export interface TrainingSetup {
  /** (1) shared; not 0 once trainings are to end. */
  readonly stop: Int32Array
  /** What the thread adopts before it computes. */
  readonly modules: WasmModules
}

/** A job as a thread receives it. */
export interface TrainingTask {
  readonly job: TrainingJob
  /** Where it reports to while it trains. */
  readonly port: MessagePort
}

/** What a thread reports while it trains. */
export type TrainingMessage =
  /** Its run folder: from now on it is this training's own. */
  | { readonly claimed: string }
  | { readonly events: readonly GenerationEvent[] }
  | { readonly warning: string }

/** What a thread answers in the end; a bug is told from a training that failed. */
export type TrainingReply = TrainingResult | { readonly kind: 'bug'; readonly error: Error }
