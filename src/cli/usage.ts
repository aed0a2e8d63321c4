import { availableParallelism } from 'node:os'
import { InputError, type Issue, quote } from '../errors.ts'

/** The most threads of a pool. */
const mostWorkers = 1024

/** Parses the text of an option as a whole number. */
export function wholeNumber(
  option: string,
  text: string,
  min: number,
  max: number = Number.MAX_SAFE_INTEGER,
): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return value
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`
  // A number is shown as it was typed, anything else in quotes.
  const found = text.trim() !== '' && !Number.isNaN(Number(text)) ? text.trim() : quote(text)
  throw new InputError({ field: option, expected: `a whole number ${range}`, found })
}

/** `--workers`: number of threads, 0 for none. */
export function workerCount(text: string): number {
  return wholeNumber('--workers', text, 0, mostWorkers)
}

/** One thread for each core that this process may use. */
export function defaultWorkers(): number {
  return availableParallelism()
}

/**
 * Checks that consecutive seeds do not exceed 2³²-1.
 * @param given where their number was given; default: by the option
 */
export function checkSeeds(
  first: number,
  count: number,
  given: Pick<Issue, 'file' | 'field'> = { field: '--repeats' },
): void {
  if (first + count <= 2 ** 32) return
  throw new InputError({
    ...given,
    expected: `at most ${2 ** 32 - first} with the first seed ${first}, since seeds end at 4294967295`,
    found: String(count),
  })
}
