/** The limits that the system sets for this process, and what to do where they are too low. Loads nothing of the program. */
import { readFileSync } from 'node:fs'

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
