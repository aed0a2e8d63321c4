import { createHash } from 'node:crypto'
import type { Computation } from '../kernels/computation.ts'
import type { StrategySpec } from '../strategies/index.ts'
import type { Direction } from '../tasks/task.ts'
import type { LearningOptions } from './learning/options.ts'
import type { ScorerSpec } from './scorers/index.ts'

/** How individuals are made and scored: a plain recipe, from which any thread builds the same. */
export interface EvaluationSpec extends Computation {
  /** The run's, 0 … 2³²-1. */
  readonly seed: number
  readonly direction: Direction
  readonly scorer: ScorerSpec
  /** What makes the genomes of a plan; null where rows are scored as they stand in memory. */
  readonly strategy: StrategySpec | null
  /** How individuals learn before they are told to the strategy; null where they do not. */
  readonly learning: LearningOptions | null
}

/** SHA-256 over every number and word of a spec, whatever the order of its keys. Two equal hashes score alike. */
export function hashSpec(spec: EvaluationSpec): string {
  return createHash('sha256').update(canonical(spec)).digest('hex')
}

function canonical(value: unknown): string {
  if (ArrayBuffer.isView(value)) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    return `${value.constructor.name}:${bytes.toString('hex')}`
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined)
    const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${sorted.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`
  }
  // JSON has no word for the infinities and NaN, and none for -0.
  return Object.is(value, -0) || (typeof value === 'number' && !Number.isFinite(value))
    ? `number:${Object.is(value, -0) ? '-0' : value}`
    : JSON.stringify(value)
}
