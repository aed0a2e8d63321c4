import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/** The part of a thread's data that says what it runs. */
export interface ThreadEntry {
  /** The URL of a module whose default export runs a task. */
  readonly entry: string
}

const { resolve } = createRequire(import.meta.url)

/** The file that piscina loads in each of its threads, whose data must be a `ThreadEntry`. */
export const poolThread: string = pathToFileURL(resolve('#thread')).href

/** The URL of the entry of some of the package's own threads. */
export function entryOf(name: 'score' | 'train'): URL {
  return pathToFileURL(resolve(`#workers/${name}`))
}
