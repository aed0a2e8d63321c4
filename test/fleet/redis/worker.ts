import { folderWith, type Running, startBy } from '../../e2e/command-line.ts'
import type { Place, RedisServer } from './server.ts'

/** How a worker is started. */
export interface WorkerStart {
  readonly threads?: number
  /** Whether it runs code of users. */
  readonly code?: boolean
  readonly variables?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** Its working directory; a new folder by default. */
  readonly folder?: string
  readonly place?: Place
}

/** Starts `evolve worker`, and waits until it serves. It ends with the tests of the file, or before. */
export async function startWorker(
  { url }: Pick<RedisServer, 'url'>,
  { threads = 1, code = true, variables = {}, args = [], folder = folderWith(), place }: WorkerStart = {},
): Promise<Running> {
  const options = ['--queue', url, '-w', String(threads), ...(code ? ['--allow-code'] : []), ...args]
  const worker = startBy(place?.words ?? [], variables, folder, 'worker', ...options)
  await worker.says('serving ')
  return worker
}

/** SIGKILL. */
export async function kill(running: Running): Promise<void> {
  running.process.kill('SIGKILL')
  await running.ending
}
