import { availableParallelism } from 'node:os'
import { InputError, quote } from '../errors.ts'

/** The most threads a pool may have. */
const mostWorkers = 1024

/** A whole number from an option's text. */
export function wholeNumber(
  option: string,
  text: string,
  min: number,
  max: number = Number.MAX_SAFE_INTEGER,
): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return value
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`
  // A number as it was typed; anything else in quotes.
  const found = text.trim() !== '' && !Number.isNaN(Number(text)) ? text.trim() : quote(text)
  throw new InputError({ field: option, expected: `a whole number ${range}`, found })
}

/** `--workers`: threads, 0 for none. */
export function workerCount(text: string): number {
  return wholeNumber('--workers', text, 0, mostWorkers)
}

/** One thread a core that this process may use. */
export function defaultWorkers(): number {
  return availableParallelism()
}

/** Seeds follow one another, and end at 2³²-1. */
export function checkSeeds(first: number, count: number): void {
  if (first + count <= 2 ** 32) return
  throw new InputError({
    field: '--repeats',
    expected: `at most ${2 ** 32 - first} from seed ${first} on, since seeds end at 4294967295`,
    found: String(count),
  })
}
