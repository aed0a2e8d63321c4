import type { GenerationEvent } from '../../run/events.ts'
import type { RunRecord } from '../../run/record.ts'
import type { NetworkDrawing } from '../network/drawing.ts'

/** Everything a report says, as plain data: whoever has it needs no run folder. */
export interface ReportData {
  /** Where the run lies, as the reader is to be told. */
  readonly folder: string
  /** When the report was made, ISO 8601. */
  readonly writtenAt: string
  readonly record: RunRecord
  /** As it was resolved. */
  readonly config: unknown
  /** Names the y axis of the curves. */
  readonly loss: string
  /** The fitness at which the run was to stop. */
  readonly target?: number | undefined
  /** In their order; of a run that is going on those so far. */
  readonly events: readonly GenerationEvent[]
  /** The champion; null before there is one. */
  readonly network: Omit<NetworkDrawing, 'title' | 'subtitle'> | null
  /** The network in the course of the training; null where there is no such film. */
  readonly networkFilm: ReportPicture | null
  /** What the champion answers for the data; null where that is not known. */
  readonly answers: ChampionAnswers | null
  readonly pictures: readonly ReportPicture[]
  /** What could not be shown, and why. */
  readonly remarks: readonly string[]
}

/** A part of the data by name. */
export type DataPart = 'train' | 'validation' | 'test'

/** What the champion answers for the data, beside the truth. */
export type ChampionAnswers = ClassAnswers | NumberAnswers

/** Classes, by their index in `names`. */
export interface ClassAnswers {
  readonly kind: 'classes'
  readonly target: string
  readonly names: readonly string[]
  /** Only parts that have samples. */
  readonly parts: readonly {
    readonly part: DataPart
    /** (S) */
    readonly truth: ArrayLike<number>
    /** (S) -1 where the outputs are no numbers. */
    readonly chosen: ArrayLike<number>
  }[]
}

/** Numbers in the targets' own units. */
export interface NumberAnswers {
  readonly kind: 'numbers'
  /** (O) */
  readonly names: readonly string[]
  /** Only parts that have samples. */
  readonly parts: readonly {
    readonly part: DataPart
    /** (S, O) */
    readonly truth: ArrayLike<number>
    /** (S, O) */
    readonly answer: ArrayLike<number>
  }[]
}

/** A picture of the run folder, whole. */
export interface ReportPicture {
  /** The name of its file. */
  readonly name: string
  /** Stands under it. */
  readonly caption: string
  /** For who cannot see it. */
  readonly description: string
  readonly type: 'image/png' | 'image/gif'
  readonly bytes: Uint8Array
  /** A PNG for readers who want nothing to move. */
  readonly still?: Uint8Array | undefined
}
