import { EvolveError } from '../errors.ts'
import { refusal } from './refusal.ts'

/**
 * Writes, and says which file the disk refused, and why.
 * @throws EvolveError in place of the system's error; those of ours stay as they are
 */
export function attempt<T>(path: string, write: () => T): T {
  try {
    return write()
  } catch (cause) {
    if (cause instanceof EvolveError) throw cause
    throw new EvolveError('output', `${path}: could not be written: ${refusal(cause)}`, { cause })
  }
}

/** What a write throws; null if it throws nothing. */
export function refusedBy(write: () => void): unknown {
  try {
    write()
    return null
  } catch (error) {
    return error
  }
}
