import { quote } from '../../errors.ts'
import { didYouMean } from '../../nearest.ts'
import type { Metrics } from '../task.ts'
import type { FitnessResult } from './fitness.ts'

/** The checked result of an evaluation. */
export interface CheckedResult {
  /** Finite. */
  readonly fitness: number
  /** ≥ 0: the sum of what constraints are broken by. */
  readonly violation: number
  readonly metrics?: Metrics
  readonly behaviour?: readonly number[]
}

/**
 * Checks what an evaluation returned.
 * @throws RangeError that says what was expected and found
 */
export function checkResult(result: unknown): CheckedResult {
  if (typeof result === 'number') return { fitness: finite('a fitness', result), violation: 0 }
  if (typeof result !== 'object' || result === null || Array.isArray(result) || !('fitness' in result)) {
    throw new RangeError(`expected a fitness: a number or { fitness, … }, found ${shown(result)}`)
  }
  for (const key in result) if (!resultKeys.includes(key)) throw new RangeError(unknownKey(key))
  const { fitness, constraints = [], metrics, behaviour } = result as Exclude<FitnessResult, number>
  return {
    fitness: finite('a fitness', fitness),
    violation: numbers('constraints', constraints).reduce((sum, value) => sum + Math.max(0, value), 0),
    ...(metrics !== undefined && { metrics: checkMetrics(metrics) }),
    ...(behaviour !== undefined && { behaviour: Array.from(numbers('behaviour', behaviour)) }),
  }
}

const resultKeys: readonly string[] = ['fitness', 'constraints', 'metrics', 'behaviour']

function unknownKey(key: string): string {
  const hint = didYouMean(key, resultKeys) ?? 'figures of your own belong in metrics'
  return `expected a result of ${resultKeys.join(', ')}, found ${quote(key)}; ${hint}`
}

/** @throws RangeError for metrics that are not numbers by name */
export function checkMetrics(metrics: unknown): Metrics {
  if (typeof metrics !== 'object' || metrics === null || Array.isArray(metrics)) {
    throw new RangeError(`expected metrics as numbers by name, found ${shown(metrics)}`)
  }
  for (const [name, value] of Object.entries(metrics)) finite(`the metric ${quote(name)}`, value)
  return { ...metrics } as Metrics
}

function numbers(name: string, values: unknown): readonly number[] {
  const list = ArrayBuffer.isView(values) ? Array.from(values as Float64Array) : values
  if (!Array.isArray(list))
    throw new RangeError(`expected ${name} as a list of numbers, found ${shown(values)}`)
  for (const [index, value] of list.entries()) finite(`${name}[${index}]`, value)
  return list
}

function finite(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new RangeError(`expected ${name} that is a finite number, found ${shown(value)}`)
}

/** A value in a message. */
function shown(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'function') return 'a function'
  if (value instanceof Promise) return 'a promise'
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? 'a list' : 'an object without fitness'
  return String(value)
}
