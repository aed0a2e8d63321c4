import type { SplitScores } from '../../evaluation/evaluator.ts'
import type { Direction } from '../../math/direction.ts'
import type { Champion, Outcome, PhaseOutcome, StopReason } from '../events.ts'

/** The format that `run.json` names. */
const runFormat = 'evolve-mlp run'
const runVersion = 1

/** What is known about a run before its first generation. */
export interface RunIdentity {
  readonly name: string
  readonly seed: number
  readonly engine: string
  readonly arithmetic: string
  /** What `strategy: auto` has chosen, and why; absent if the config names a strategy. */
  readonly chosen?: string
  readonly workers: number
  /** The queue that generations were handed to, without user and password; absent if this machine scored them. */
  readonly queue?: string
  readonly network: string
  readonly parameters: number
  /** What a genome without a network is made of; absent for a network. */
  readonly genome?: GenomeSummary
  /** The displayed name of the fitness. */
  readonly fitnessName: string
  readonly direction: Direction
  /** 0 of each for a task without samples. */
  readonly samples: { readonly train: number; readonly validation: number; readonly test: number }
  /** The weight of each class in the loss; absent if all count alike. */
  readonly classWeights?: readonly { readonly name: string; readonly weight: number }[]
  readonly versions: Readonly<Record<string, string>>
  /** SHA-256 of the files that the run was built from. */
  readonly hashes: Readonly<Record<string, string>>
  /** Notes on how the data was read. */
  readonly notes: readonly string[]
}

/** What is known of a genome that is no network. */
export interface GenomeSummary {
  /** P */
  readonly numbers: number
  /** Genes that are whole numbers, and genes that have a bound. */
  readonly whole: number
  readonly bounded: number
  /** (P) the bounds of each gene, null where it has none; absent for a long genome and where no gene has any. */
  readonly bounds?: readonly (readonly [lower: number | null, upper: number | null])[]
}

export type RunStatus = 'running' | 'done' | 'interrupted' | 'failed'

/** Where a champion was scored, and what it got beside its fitness. A task with samples has its row alone. */
export type ChampionPlace = Pick<Champion, 'individual' | 'violation' | 'behaviour' | 'episodes' | 'measured'>

type ScoredChampion = SplitScores & { readonly generation: number } & Partial<ChampionPlace>

/** When a run was started, and when it was resumed: ISO 8601. */
export interface RunTimes {
  readonly startedAt: string
  readonly resumedAt: readonly string[]
}

/** The content of `run.json`. */
export interface RunRecord extends RunIdentity, RunTimes {
  readonly format: typeof runFormat
  readonly version: typeof runVersion
  readonly status: RunStatus
  readonly endedAt: string | null
  readonly reason: StopReason | null
  readonly generations: number
  readonly evaluations: number
  readonly failures: number
  readonly elapsedMs: number
  readonly champion: ScoredChampion | null
  /** The phases, each with the champion at its end; empty until the run ends. */
  readonly phases: readonly (Omit<PhaseOutcome, 'champion'> & { readonly champion: ScoredChampion })[]
  /** Why it failed; null if it did not. */
  readonly error: string | null
}

/** How the run ended, for the record. */
export interface RunEnd {
  readonly outcome: Outcome
  readonly scores: SplitScores
  /** The scores of the champion at the end of each phase. */
  readonly phaseScores: readonly SplitScores[]
}

/** How far a failed run got, and why it failed. */
export interface RunFailure extends RunTotals {
  readonly error: string
}

interface RunTotals {
  readonly generations: number
  readonly evaluations: number
  readonly failures: number
  readonly elapsedMs: number
}

/** @param end null while the run is going on */
export function runRecord(
  identity: RunIdentity,
  { startedAt, resumedAt }: RunTimes,
  end: RunEnd | RunFailure | null,
): RunRecord {
  const times = { startedAt, resumedAt }
  const base = { format: runFormat, version: runVersion, ...identity, ...times, phases: [] } as const
  if (end === null) {
    const none: RunTotals = { generations: 0, evaluations: 0, failures: 0, elapsedMs: 0 }
    return { ...base, status: 'running', endedAt: null, reason: null, ...none, champion: null, error: null }
  }
  const endedAt = new Date().toISOString()
  if ('error' in end) return { ...base, status: 'failed', endedAt, reason: null, champion: null, ...end }
  const { reason, generations, evaluations, failures, elapsedMs, champion } = end.outcome
  return {
    ...base,
    status: reason === 'interrupted' ? 'interrupted' : 'done',
    endedAt,
    reason,
    generations,
    evaluations,
    failures,
    elapsedMs,
    champion: scored(champion, end.scores, identity),
    phases: end.outcome.phases.map(({ champion: best, ...phase }, index) => ({
      ...phase,
      champion: scored(best, end.phaseScores[index]!, identity),
    })),
    error: null,
  }
}

function scored(champion: Champion, scores: SplitScores, { samples }: RunIdentity): ScoredChampion {
  const { generation, individual, violation, behaviour, episodes, measured } = champion
  const place = { generation, ...(individual !== undefined && { individual }) }
  if (samples.train > 0) return { ...place, ...scores }
  return {
    ...place,
    ...(episodes !== undefined && { episodes }),
    ...(measured !== undefined && { measured }),
    violation,
    ...(behaviour !== undefined && { behaviour }),
    ...scores,
  }
}
