import { availableParallelism } from 'node:os'
import { InputError, quote } from '../errors.ts'

/** The most threads a pool may have. */
const mostWorkers = 1024

/** A whole number from an option's text. */
export function wholeNumber(option: string, text: string, min: number, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return value
  throw new InputError({
    field: option,
    expected: `a whole number from ${min} to ${max}`,
    found: quote(text).replaceAll('"', ''),
  })
}

/** `--workers`: threads, 0 for none. */
export function workerCount(text: string): number {
  return wholeNumber('--workers', text, 0, mostWorkers)
}

/** One thread a core that this process may use. */
export function defaultWorkers(): number {
  return availableParallelism()
}
