import { resolve } from 'node:path'
import { InputError, Interrupted, quote, unlessInterrupted } from '../../errors.ts'
import { findCredentials, parseUrl } from '../../fleet/link/address.ts'
import { loadBullMQ } from '../../fleet/link/packages.ts'
import { RedisLink } from '../../fleet/link/redis.ts'
import { prefixPattern, prefixText, queueDefaults } from '../../fleet/options.ts'
import { sweepModules } from '../../fleet/wire/sent-module.ts'
import { FleetWorker } from '../../fleet/worker/worker.ts'
import { exit } from '../exit.ts'
import type { Host } from '../host.ts'
import { Interruption } from '../interruption.ts'
import { checkRoom } from '../room.ts'
import { defaultWorkers, workerCount } from '../usage.ts'
import { WorkerProgress } from './worker-progress.ts'

/** Tables and lines show it. */
const namePattern = /^[^\p{Cc}\p{Cs}\u2028\u2029]{1,100}$/u

/** The options of the command: unchecked texts. */
export interface WorkerCommandOptions {
  readonly queue?: string
  readonly prefix?: string
  readonly workers?: string
  readonly name?: string
  readonly allowCode?: boolean
  readonly passwordFile?: string
  readonly quiet?: boolean
}

/** `evolve worker`: computes for runs on other machines until it is told to end. @returns the exit code */
export async function worker(options: WorkerCommandOptions, host: Host): Promise<number> {
  const { prefix, credentials, address } = queueOf(options)
  const threads = options.workers === undefined ? defaultWorkers() : workerCount(options.workers)
  if (threads === 0) throw new InputError({ field: '--workers', expected: 'at least 1', found: '0' })
  checkRoom(threads, 1)
  const { name = null } = options
  if (name !== null && !namePattern.test(name))
    throw new InputError({ field: '--name', expected: '1 to 100 visible characters', found: quote(name) })
  const progress = new WorkerProgress(host, options.quiet === true)
  const onNotice = (line: string): void => progress.notice(line)
  let fleet: FleetWorker | null = null
  const interruption = new Interruption(() => {
    const last = fleet?.computing === true ? 'ending after this batch' : 'ending'
    onNotice(`${last}; Ctrl-C now ends at once`)
  }, host)
  try {
    await loadBullMQ()
    if (options.allowCode === true) sweepModules(process.cwd())
    const { signal } = interruption
    const link = await unlessInterrupted(admitted({ prefix, credentials, address }, onNotice, signal))
    if (link === null) return interruption.code ?? exit.done
    const allowCode = options.allowCode === true
    const offers = `${threads} ${threads === 1 ? 'thread' : 'threads'}, ${allowCode ? 'code of users allowed' : 'no code of users'}`
    onNotice(`serving ${address.url} with the prefix ${prefix}: ${offers}; Ctrl-C ends it`)
    const serving = new FleetWorker(link, {
      ...{ prefix, threads, allowCode, name },
      ...{ folder: process.cwd(), onNotice },
      onLeft: (work, given) => progress.left(work, given),
      logOf: () => progress.logOf(),
    })
    fleet = serving
    progress.begin(() => serving.work)
    await serving.serve(signal)
    link.close()
    return interruption.code ?? exit.done
  } finally {
    progress.end()
    interruption.end()
  }
}

/**
 * Connects to a Redis that lets a worker do all that it needs, as soon as there is one.
 * @throws InputError if it does not; Interrupted if the user does not want to wait
 */
async function admitted(
  { prefix, credentials, address }: NamedQueue,
  onNotice: (line: string) => void,
  signal: AbortSignal,
): Promise<RedisLink> {
  const patienceMs = Number.POSITIVE_INFINITY
  const link = await RedisLink.connect({ address, credentials, patienceMs, onNotice, signal })
  try {
    await link.unlessAway(link.rehearse(prefix), () => (signal.aborted ? 0 : patienceMs))
    return link
  } catch (error) {
    link.close()
    throw signal.aborted ? new Interrupted('interrupted', { cause: error }) : error
  }
}

/** What queue a command means. */
export interface NamedQueue {
  readonly prefix: string
  readonly credentials: ReturnType<typeof findCredentials>
  readonly address: ReturnType<typeof parseUrl>
}

/** @throws InputError for a command without a queue */
export function queueOf({ queue, prefix, passwordFile }: WorkerCommandOptions): NamedQueue {
  if (queue === undefined)
    throw new InputError({ field: '--queue', expected: 'redis://host:port', found: 'nothing' })
  const address = parseUrl(queue, '--queue')
  const file = passwordFile === undefined ? null : { path: resolve(passwordFile), field: '--password-file' }
  if (prefix !== undefined && !prefixPattern.test(prefix))
    throw new InputError({ field: '--prefix', expected: prefixText, found: quote(prefix) })
  return {
    prefix: prefix ?? queueDefaults.prefix,
    credentials: findCredentials(address.credentials, file),
    address,
  }
}
