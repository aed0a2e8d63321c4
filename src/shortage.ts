/** What a limit of the system or the size of the machine refuses, said with the cure. */
import { EvolveError } from './errors.ts'
import { addressSpaceShort, filesShort, limits } from './limits.ts'

/** What Node.js says where an allocation fails. */
const noMemory = /could not allocate memory|cannot allocate|allocation failed|out of memory|memory limit/i

/**
 * The error of a command that the system has refused memory, threads or files; null for any other error.
 * @param error of Node.js or of the system
 */
export function shortageOf(error: unknown): EvolveError | null {
  const { code = '', message = '' } = (error ?? {}) as NodeJS.ErrnoException
  const line = cureOf(code, message)
  return line === null ? null : new EvolveError('run', line, { cause: error })
}

function cureOf(code: string, message: string): string | null {
  // Between threads and processes only the message is left of an error.
  if (/\b(EMFILE|ENFILE)\b/.test(`${code} ${message}`)) return filesShort(limits().openFiles)
  // A thread that cannot start, and a process.
  if (/\b(ERR_WORKER_INIT_FAILED|EAGAIN)\b/.test(`${code} ${message}`)) {
    return 'expected room for one more thread, found the limit of processes (ulimit -u): raise it, or use fewer --workers'
  }
  if (code !== 'ENOMEM' && code !== 'ERR_WORKER_OUT_OF_MEMORY' && !noMemory.test(message)) return null
  const { addressSpace } = limits()
  if (addressSpace !== null) return addressSpaceShort(addressSpace)
  return 'expected more memory, found none left; fewer --workers, a smaller population or less data need less'
}
