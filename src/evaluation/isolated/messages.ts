import type { ArenaPlan } from '../../memory/plan.ts'
import type { Genome } from '../../random/genome.ts'
import type { Failure } from '../faults.ts'
import type { Score, ScoredAt } from '../scorer.ts'
import type { EvaluationSpec } from '../spec.ts'

/** What a process gets once, at its start. */
export interface ProcessSetup {
  /** Of an arena of its own, for as many genomes as it scores at once. */
  readonly plan: ArenaPlan
  readonly spec: EvaluationSpec
}

/** Individuals for a process to score at once. */
export interface ProcessTask {
  /** (k, P) */
  readonly genomes: Genome
  /** (k) */
  readonly ats: readonly Omit<ScoredAt, 'begun'>[]
}

/** What the coordinator sends to a process. */
export type ProcessRequest =
  | { readonly kind: 'setup'; readonly setup: ProcessSetup }
  | { readonly kind: 'task'; readonly task: ProcessTask }
  | { readonly kind: 'close' }

/** What a process sends to the coordinator. */
export type ProcessReply =
  | { readonly kind: 'ready' }
  /** An evaluation has begun, some time after the one before. */
  | { readonly kind: 'begun' }
  | {
      readonly kind: 'done'
      /** (k) */
      readonly outcomes: readonly (Score | Failure)[]
      readonly noisy: boolean
      readonly busyMs: number
    }
  /** It cannot score anything. */
  | { readonly kind: 'obstacle'; readonly message: string }
  | { readonly kind: 'closed' }
