import type { Redis } from 'ioredis'
import { EvolveError, InputError, Interrupted } from '../../errors.ts'
import type { Credentials, QueueAddress } from './address.ts'
import { greetingOf } from './greeting.ts'
import { loadIoredis } from './packages.ts'
import { refusalOf } from './refusals.ts'

/** How a connection is made. */
export interface ConnectOptions {
  readonly address: QueueAddress
  readonly credentials: Credentials
  /** How long to wait for a Redis that does not answer yet, milliseconds; 0 refuses it. */
  readonly patienceMs: number
  /** Ends the waiting. */
  readonly signal?: AbortSignal | undefined
  /** Called with what the user should know: a lost connection, a setting of Redis that may lose data. */
  readonly onNotice: (line: string) => void
  /** Called with the line that it waits; default: `onNotice`. */
  readonly onWait?: (line: string) => void
}

/** What ioredis and BullMQ connect with. */
export interface ConnectionSettings {
  readonly host: string
  readonly port: number
  readonly db: number
  readonly username?: string
  readonly password?: string
  readonly tls?: object
  /** BullMQ would ask for the version once more, and print what we say ourselves. */
  readonly skipVersionCheck: true
  /** A command waits for the connection to come back. */
  readonly maxRetriesPerRequest: null
  /** Milliseconds until the next attempt to connect; null for none. */
  readonly retryStrategy: (times: number) => number | null
}

/** How long the first answer may take. */
const answerMs = 10_000

/** The longest pause between two attempts to connect. */
const longestPauseMs = 2000

/** Whoever waits is told after so long that nothing is said. */
const silentMs = 5000

/** A connection, and what others are made with. */
export interface Connection {
  readonly redis: Redis
  readonly settings: ConnectionSettings
  /** Ends the connection. Those that were made with its settings are not made again once they are lost. */
  close(): void
}

/**
 * Connects to Redis or Valkey.
 * @throws EvolveError if nothing answers; InputError if it does not let us in, or is not what we need
 */
export async function connectRedis(options: ConnectOptions): Promise<Connection> {
  const { address, credentials, patienceMs, onNotice, onWait = onNotice, signal } = options
  const patient = patienceMs > 0
  const { Redis } = await loadIoredis()
  const { url, host, port, database, tls } = address
  const { username, password } = credentials
  let [connected, closed] = [false, false]
  const pause = (times: number): number | null => (closed ? null : Math.min(times * 100, longestPauseMs))
  const settings: ConnectionSettings = {
    ...{ host, port, db: database, maxRetriesPerRequest: null, retryStrategy: pause, skipVersionCheck: true },
    // Without a name ioredis would warn of a Redis that needs no password.
    ...((username ?? password) !== undefined && { username: username ?? 'default' }),
    ...(password !== undefined && { password }),
    ...(tls && { tls: {} }),
  }
  const retryStrategy = (times: number): number | null => (connected || patient ? pause(times) : null)
  const redis = new Redis({ ...settings, retryStrategy, lazyConnect: true })
  const close = (): void => {
    closed = true
    redis.disconnect()
  }
  let told = false
  const tellOnce = (why: string): void => {
    if (connected || told) return
    told = true
    onWait(`${url} does not answer yet (${why}): waiting for it`)
  }
  try {
    await inTime(readiness(redis, address, patient ? tellOnce : null, signal), Math.max(patienceMs, answerMs))
    connected = true
    await check(redis, url, onNotice)
  } catch (error) {
    close()
    const { message } = error as Error
    if (error instanceof EvolveError) throw error
    throw (
      refusalOf(message, url) ??
      new EvolveError('run', `${url}: expected Redis or Valkey, found none that answers: ${message}`, {
        cause: error,
      })
    )
  }
  return { redis, settings, close }
}

/**
 * Resolves once Redis takes commands.
 * @param onTrouble called with why it does not yet; null to reject then
 */
function readiness(
  redis: Redis,
  address: QueueAddress,
  onTrouble: ((why: string) => void) | null,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const silent = setTimeout(() => onTrouble?.('it says nothing'), silentMs)
    let over = false
    const end = (error: Error | null): void => {
      over = true
      clearTimeout(silent)
      if (error === null) resolve()
      else reject(error)
    }
    const abort = (): void => end(new Interrupted('interrupted'))
    signal?.addEventListener('abort', abort)
    if (signal?.aborted === true) abort()
    let why: string | null = null
    // It stays: an error without a listener would be printed.
    redis.on('error', ({ message }: Error) => {
      why = message
      const refusal = refusalOf(message, address.url)
      if (refusal !== null) end(refusal)
    })
    // Also without an error, where the other side has hung up.
    redis.once('close', async () => {
      const said = over ? '' : await greetingOf(address)
      if (over) return
      const trouble = said || why || 'it closes the connection'
      const refusal = refusalOf(said, address.url)
      if (refusal !== null || onTrouble === null) end(refusal ?? new Error(trouble))
      else onTrouble(trouble)
    })
    redis.once('ready', () => end(null))
    // Its error comes as an event too, and more than once.
    redis.connect().catch(() => {})
  })
}

/** @throws InputError for a Redis that is too old, or a cluster */
async function check(redis: Redis, url: string, onNotice: (line: string) => void): Promise<void> {
  const info = await redis.info('server')
  const version = /redis_version:(\d+)\.(\d+)/.exec(info)
  const [major, minor] = [Number(version?.[1] ?? 0), Number(version?.[2] ?? 0)]
  if (major < 6 || (major === 6 && minor < 2))
    throw new InputError({
      field: url,
      expected: 'Redis 6.2 or newer, or Valkey',
      found: `${major}.${minor}`,
    })
  const cluster = /redis_mode:cluster/.exec(info)
  if (cluster !== null) throw refusalOf(cluster[0], url)
  // Services often refuse this question; then the user knows as much as we do.
  const policy = await redis.config('GET', 'maxmemory-policy').then(
    (reply) => (reply as string[])[1],
    () => undefined,
  )
  if (policy === undefined || policy === 'noeviction') return
  onNotice(
    `${url}: maxmemory-policy is ${policy}, so Redis may drop batches when its memory is full; set it to noeviction`,
  )
}

async function inTime<T>(answer: Promise<T>, limitMs: number): Promise<T> {
  if (limitMs === Number.POSITIVE_INFINITY) return await answer
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs / 1000} s`)), limitMs)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
