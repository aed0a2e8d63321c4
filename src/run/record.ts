import type { SplitScores } from '../evaluation/evaluator.ts'
import type { Direction } from '../math/direction.ts'
import type { Outcome, PhaseOutcome, StopReason } from './events.ts'

/** What `run.json` calls itself. */
const runFormat = 'evolve-mlp run'
const runVersion = 1

/** What a run is, known before its first generation. */
export interface RunIdentity {
  readonly name: string
  readonly seed: number
  readonly engine: string
  readonly arithmetic: string
  readonly workers: number
  readonly network: string
  readonly parameters: number
  /** What the fitness is called where people read it. */
  readonly fitnessName: string
  readonly direction: Direction
  /** 0 of each for a task without samples. */
  readonly samples: { readonly train: number; readonly validation: number; readonly test: number }
  readonly versions: Readonly<Record<string, string>>
  /** SHA-256 of what the run was made from. */
  readonly hashes: Readonly<Record<string, string>>
  /** What the reading of the data had to say. */
  readonly notes: readonly string[]
}

export type RunStatus = 'running' | 'done' | 'interrupted' | 'failed'

type ScoredChampion = SplitScores & { readonly generation: number }

/** The content of `run.json`. */
export interface RunRecord extends RunIdentity {
  readonly format: typeof runFormat
  readonly version: typeof runVersion
  readonly status: RunStatus
  readonly startedAt: string
  readonly endedAt: string | null
  readonly reason: StopReason | null
  readonly generations: number
  readonly evaluations: number
  readonly failures: number
  readonly elapsedMs: number
  readonly champion: ScoredChampion | null
  /** Each phase with its champion at its end; empty until the run ends. */
  readonly phases: readonly (Omit<PhaseOutcome, 'champion'> & { readonly champion: ScoredChampion })[]
  /** Why it failed, where it did. */
  readonly error: string | null
}

/** How the run ended, for the record. */
export interface RunEnd {
  readonly outcome: Outcome
  readonly scores: SplitScores
  /** Of the champion at the end of each phase. */
  readonly phaseScores: readonly SplitScores[]
}

/** How far a run came that failed, and why. */
export interface RunFailure extends RunTotals {
  readonly error: string
}

interface RunTotals {
  readonly generations: number
  readonly evaluations: number
  readonly failures: number
  readonly elapsedMs: number
}

/** @param end null while it is under way */
export function runRecord(
  identity: RunIdentity,
  startedAt: string,
  end: RunEnd | RunFailure | null,
): RunRecord {
  const base = { format: runFormat, version: runVersion, ...identity, startedAt, phases: [] } as const
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
    champion: { generation: champion.generation, ...end.scores },
    phases: end.outcome.phases.map(({ champion: { generation }, ...phase }, index) => ({
      ...phase,
      champion: { generation, ...end.phaseScores[index]! },
    })),
    error: null,
  }
}
