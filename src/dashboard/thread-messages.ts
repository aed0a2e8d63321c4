import type { WasmModules } from '../wasm-modules.ts'
import type { ChampionDrawing } from './champion-drawing.ts'
import type { GroupFacts, GroupNews } from './group/messages.ts'
import type { Command, CurveNews, Facts, RunEnding, RunPosition, TrainingState } from './messages.ts'
import type { PaceMark } from './recent-pace.ts'

/** What the dashboard's thread is started with, for a run or for several trainings. */
export type ThreadSetup = RunSetup | GroupSetup

export interface GroupSetup {
  readonly kind: 'group'
  /** 0 for any free one. */
  readonly port: number
  readonly facts: GroupFacts
}

export interface RunSetup {
  readonly kind: 'run'
  /** 0 for any free one. */
  readonly port: number
  readonly facts: Facts
  /** How the champion is drawn; null if it is not. */
  readonly drawing: ChampionDrawing | null
  /** What the thread adopts before it computes. */
  readonly modules: WasmModules
}

/** What the training tells the thread. */
export type ToThread =
  | {
      readonly kind: 'generations'
      readonly position: RunPosition
      readonly curves: CurveNews
      readonly mark: PaceMark
    }
  | { readonly kind: 'champion'; readonly genome: Float32Array; readonly generation: number }
  | { readonly kind: 'group'; readonly news: GroupNews }
  | { readonly kind: 'state'; readonly state: TrainingState }
  | { readonly kind: 'end'; readonly ending: RunEnding }

/** What the thread tells the training. */
export type FromThread =
  | { readonly kind: 'listening'; readonly url: string }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'command'; readonly command: Command }
