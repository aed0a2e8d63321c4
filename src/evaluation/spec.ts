import { createHash } from 'node:crypto'
import type { Computation } from '../kernels/computation.ts'
import type { Direction } from '../math/direction.ts'
import type { StrategySpec } from '../strategies/index.ts'
import type { LearningOptions } from './learning/options.ts'
import type { ScorerSpec } from './scorers/specs.ts'

/** How individuals are made and scored, as plain data. Any thread builds the same scorer from it. */
export interface EvaluationSpec extends Computation {
  /** The seed of the run, 0 … 2³²-1. */
  readonly seed: number
  readonly direction: Direction
  readonly scorer: ScorerSpec
  /** The search that makes the genomes of a plan; null if rows in memory are scored as they are. */
  readonly strategy: StrategySpec | null
  /** How individuals learn before the strategy is told their costs; null if they do not learn. */
  readonly learning: LearningOptions | null
}

/** SHA-256 over every number and string of a spec, independent of key order. Specs with equal hashes score alike. */
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
  // JSON cannot express the infinities, NaN and -0.
  return Object.is(value, -0) || (typeof value === 'number' && !Number.isFinite(value))
    ? `number:${Object.is(value, -0) ? '-0' : value}`
    : JSON.stringify(value)
}
