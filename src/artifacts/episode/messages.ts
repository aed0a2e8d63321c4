import type { Config } from '../../config/schema.ts'
import type { ScoredAt } from '../../evaluation/scorer.ts'
import type { DrawnFrame } from '../../tasks/custom/drawn.ts'

/** What is needed to draw the episode of a champion: plain data. */
export interface FilmSetup {
  readonly config: Config
  /** Absolute; what paths in the config are relative to. */
  readonly directory: string
  /** (P) of the champion. */
  readonly genome: Float32Array | Float64Array
  /** Where it was scored. */
  readonly at: ScoredAt
}

/** What the drawing thread asks the process that draws frames. */
export type FilmRequest =
  | { readonly kind: 'setup'; readonly setup: FilmSetup }
  /** The next frame. */
  | { readonly kind: 'frame' }

/** What the process answers. */
export type FilmReply =
  /** The fitness draws nothing if `draws` is false. */
  | { readonly kind: 'ready'; readonly draws: boolean; readonly deadlineMs: number }
  /** Null after the last one. */
  | { readonly kind: 'frame'; readonly frame: DrawnFrame }
  | { readonly kind: 'failed'; readonly message: string }
