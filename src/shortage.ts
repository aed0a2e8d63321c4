/** What a limit of the system or the size of the machine refuses, said with the cure. */
import { readFileSync } from 'node:fs'
import { EvolveError } from './errors.ts'

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

/** @param found the limit, if it is known */
export function filesShort(found: number | null): string {
  const limit = found === null ? 'too few' : `a limit of ${found}`
  return `expected at least ${leastFiles} files that may be open at once, found ${limit}; raise it with ulimit -n 1024`
}

/** @param bytes the limit */
export function addressSpaceShort(bytes: number): string {
  return (
    `expected more address space, found a limit of ${(bytes / 1e9).toFixed(1)} GB (ulimit -v), of which each memory of ` +
    'WebAssembly takes 11 GB, used or not; raise the limit, use fewer --workers, or set ' +
    'NODE_OPTIONS=--disable-wasm-trap-handler, which computes more slowly'
  )
}

/** Node.js opens so many files at once to load the program. */
export const leastFiles = 256

/** The limits of this process; null where there is none, or where the system does not say. */
export interface Limits {
  /** Bytes. */
  readonly addressSpace: number | null
  readonly openFiles: number | null
}

export function limits(read: () => string = () => readFileSync('/proc/self/limits', 'utf8')): Limits {
  try {
    const text = read()
    const soft = (name: string): number | null => {
      const [, value] = new RegExp(`^${name} +(\\d+) `, 'm').exec(text) ?? []
      return value === undefined ? null : Number(value)
    }
    return { addressSpace: soft('Max address space'), openFiles: soft('Max open files') }
  } catch {
    return { addressSpace: null, openFiles: null }
  }
}
