import type { ListedRun } from '../../../run/folder/listed-run.ts'
import type { RunRecord, RunStatus } from '../../../run/folder/record.ts'
import type { FigureUnits } from '../../figure-units.ts'
import type { DataPart } from '../data.ts'

/** Everything that the report of several trainings shows, as plain data. */
export interface TrainingsReport {
  readonly kind: 'repeats' | 'compare'
  /** The path of the folder, as the reader sees it. */
  readonly folder: string
  /** When the report was made, ISO 8601. */
  readonly writtenAt: string
  readonly status: RunStatus
  /** The record of one of them: what they share. */
  readonly identity: RunRecord
  /** The resolved config. */
  readonly config: unknown
  /** Null for a comparison. */
  readonly strategy: string | null
  /** The limit of each training of a comparison; else null. */
  readonly budget: { readonly evaluations?: number | undefined; readonly seconds?: number | undefined } | null
  /** Planned trainings of each contestant. */
  readonly repeats: number
  /** The part of the data that metrics are of. */
  readonly part: DataPart
  /** The fitness that counts as success. */
  readonly target?: number | undefined
  /** Names the fitness, with its unit if it has one. */
  readonly fitnessLabel: string
  readonly units: FigureUnits
  /** One without a label for repeats. */
  readonly contestants: readonly ReportedContestant[]
  /** The curves of all of them, as SVG. */
  readonly plot: string
  /** One line for each training that could not be read. */
  readonly remarks: readonly string[]
}

/** The trainings of a contestant. */
export interface ReportedContestant {
  readonly label: string
  readonly figures: ReportedFigures
  /** Those that have begun. */
  readonly trainings: readonly ReportedTraining[]
}

export interface ReportedTraining {
  readonly run: ListedRun
  /** The champion's; empty while the training goes on. */
  readonly metrics: Readonly<Record<string, number>>
  /** Where its report or its folder is, relative to the page. */
  readonly address: string
}

/** The figures of a contestant over its trainings that have ended. Without any, each is NaN. */
export interface ReportedFigures {
  readonly runs: number
  readonly median: number
  readonly quartiles: readonly [number, number]
  /** The 95 % bootstrap interval of the median. */
  readonly interval: readonly [number, number]
  readonly best: number
  readonly worst: number
  /** Those about the target are absent without one. */
  readonly successes?: number
  readonly evaluationsToTarget?: number | null
  readonly secondsToTarget?: number | null
  readonly metrics: Readonly<Record<string, number>>
}
