import type { StoredGenome } from '../../model/genome-file.ts'
import type { FailureNote } from '../../run/folder/failure-record.ts'
import type { MetricsLine } from '../../run/folder/metrics-line.ts'
import type { RunRecord } from '../../run/folder/record.ts'
import type { CurveData } from '../curves.ts'
import type { FigureUnits } from '../figure-units.ts'
import type { NetworkDrawing } from '../network/drawing.ts'

/** Everything a report shows, as plain data. */
export interface ReportData {
  /** The path of the run folder, as the reader sees it. */
  readonly folder: string
  /** When the report was made, ISO 8601. */
  readonly writtenAt: string
  readonly record: RunRecord
  /** The resolved config. */
  readonly config: unknown
  /** The fitness at which the run was to stop. */
  readonly target?: number | undefined
  /** In their order; those so far if the run has not ended. Those in between are counted in the next one. */
  readonly events: readonly MetricsLine[]
  /** The events as curves. */
  readonly curves: CurveData
  /** The champion; null before there is one. */
  readonly network: Omit<NetworkDrawing, 'title' | 'subtitle'> | null
  /** What the champion's figures are measured in. */
  readonly units: FigureUnits
  /** The champion's genome, if it is no network. */
  readonly genome: StoredGenome | null
  /** The individuals that failed, as far as they are kept. */
  readonly failures: readonly FailureNote[]
  /** Whether a failure can be replayed. */
  readonly replays: boolean
  /** The film of the network; null if there is none. */
  readonly networkFilm: ReportPicture | null
  /** Null if the champion's answers are not known. */
  readonly answers: ChampionAnswers | null
  readonly pictures: readonly ReportPicture[]
  /** The file that has the champion's episode as numbers, and where it is as seen from the page; null if there is none. */
  readonly trace: { readonly name: string; readonly address: string } | null
  /** One line for each thing that could not be shown, and why. */
  readonly remarks: readonly string[]
}

/** A part of the data by name. */
export type DataPart = 'train' | 'validation' | 'test'

/** The champion's answers for the data, beside the true values. */
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

/** A picture file of the run folder. */
export interface ReportPicture {
  /** The name of its file. */
  readonly name: string
  /** Below the picture. */
  readonly caption: string
  /** For screen readers. */
  readonly description: string
  readonly type: 'image/png' | 'image/gif'
  readonly bytes: Uint8Array
  /** A PNG for readers who asked for reduced motion. */
  readonly still?: Uint8Array | undefined
}
