import type { Redis } from 'ioredis'
import { EvolveError, InputError } from '../errors.ts'
import type { Credentials, QueueAddress } from './address.ts'
import type { BlobCommands } from './blob-store.ts'
import { loadIoredis } from './packages.ts'

/** How a connection is made. */
export interface ConnectOptions {
  readonly address: QueueAddress
  readonly credentials: Credentials
  /** Whether to wait for a Redis that does not answer yet, rather than to refuse it. */
  readonly patient: boolean
  /** Called with what the user should know: a lost connection, a setting of Redis that may lose data. */
  readonly onNotice: (line: string) => void
}

/** What ioredis and BullMQ connect with. */
export interface ConnectionSettings {
  readonly host: string
  readonly port: number
  readonly db: number
  readonly username?: string
  readonly password?: string
  readonly tls?: object
  /** A command waits for the connection to come back. */
  readonly maxRetriesPerRequest: null
  /** Milliseconds until the next attempt to connect; null for none. */
  readonly retryStrategy: (times: number) => number | null
}

/** A key, what it holds, and its remaining life. */
export interface LivingValue {
  readonly value: string
  readonly lifeMs: number
}

/** How long the first answer may take. */
const answerMs = 10_000

/** The longest pause between two attempts to connect. */
const longestPauseMs = 2000

/** A connection to Redis or Valkey, and the commands that a fleet needs. */
export class RedisLink implements BlobCommands {
  /** What BullMQ makes its own connections with. */
  readonly settings: ConnectionSettings
  private readonly redis: Redis
  private lostAt: number | null = null
  private closing = false

  private constructor(
    redis: Redis,
    settings: ConnectionSettings,
    url: string,
    onNotice: (line: string) => void,
  ) {
    this.redis = redis
    this.settings = settings
    redis.on('close', () => {
      if (this.lostAt !== null || this.closing) return
      this.lostAt = performance.now()
      onNotice(`${url} is not reached any more: trying again`)
    })
    redis.on('ready', () => {
      if (this.lostAt === null) return
      this.lostAt = null
      onNotice(`${url} is reached again`)
    })
  }

  /** @throws EvolveError if nothing answers; InputError if it refuses user and password, or is too old */
  static async connect({ address, credentials, patient, onNotice }: ConnectOptions): Promise<RedisLink> {
    const { Redis } = await loadIoredis()
    const { url, host, port, database, tls } = address
    const { username, password } = credentials
    const pause = (times: number): number => Math.min(times * 100, longestPauseMs)
    const settings: ConnectionSettings = {
      ...{ host, port, db: database, maxRetriesPerRequest: null, retryStrategy: pause },
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      ...(tls && { tls: {} }),
    }
    let connected = false
    const retryStrategy = (times: number): number | null => (connected || patient ? pause(times) : null)
    const redis = new Redis({ ...settings, retryStrategy, lazyConnect: true })
    let trouble: Error | null = null
    let told = false
    redis.on('error', (error) => {
      trouble = error
      if (connected || !patient || told) return
      told = true
      onNotice(`${url} does not answer yet (${error.message}): waiting for it`)
    })
    try {
      await inTime(redis.connect(), patient ? null : answerMs)
      connected = true
      await check(redis, url, onNotice)
    } catch (error) {
      redis.disconnect()
      throw refusalOf(trouble ?? (error as Error), url)
    }
    return new RedisLink(redis, settings, url, onNotice)
  }

  /** How long Redis has not been reached, milliseconds; 0 if it is. */
  get absentMs(): number {
    return this.lostAt === null ? 0 : performance.now() - this.lostAt
  }

  async setAll(entries: readonly (readonly [string, Buffer])[], seconds: number): Promise<void> {
    const pipeline = this.redis.pipeline()
    for (const [key, value] of entries) pipeline.set(key, value, 'EX', seconds)
    firstError(await pipeline.exec())
  }

  async getAll(keys: readonly string[]): Promise<readonly (Buffer | null)[]> {
    return keys.length === 0 ? [] : await this.redis.mgetBuffer([...keys])
  }

  async remove(keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await this.redis.unlink([...keys])
  }

  async prolong(keys: readonly string[], seconds: number): Promise<readonly boolean[]> {
    const pipeline = this.redis.pipeline()
    for (const key of keys) pipeline.expire(key, seconds)
    const replies = await pipeline.exec()
    firstError(replies)
    return (replies ?? []).map(([, there]) => there === 1)
  }

  /** Sets a key that lives for so many milliseconds, and lists its name. */
  async announce(list: string, name: string, key: string, value: string, lifeMs: number): Promise<void> {
    firstError(await this.redis.pipeline().sadd(list, name).set(key, value, 'PX', lifeMs).exec())
  }

  async withdraw(list: string, name: string, key: string): Promise<void> {
    firstError(await this.redis.pipeline().srem(list, name).unlink(key).exec())
  }

  /** What is listed and alive, by its name. @param keyOf the key of a name */
  async announced(
    list: string,
    keyOf: (name: string) => string,
  ): Promise<ReadonlyMap<string, LivingValue | null>> {
    const names = await this.redis.smembers(list)
    if (names.length === 0) return new Map()
    const pipeline = this.redis.pipeline()
    for (const name of names) pipeline.get(keyOf(name)).pttl(keyOf(name))
    const replies = await pipeline.exec()
    firstError(replies)
    return new Map(
      names.map((name, k) => {
        const value = replies![2 * k]![1] as string | null
        return [name, value === null ? null : { value, lifeMs: replies![2 * k + 1]![1] as number }]
      }),
    )
  }

  /** Removes keys that begin with some text. @returns how many */
  async removeAll(prefix: string, wanted: (key: string) => boolean = () => true): Promise<number> {
    let [count, cursor] = [0, '0']
    do {
      const [next, found] = await this.redis.scan(cursor, 'MATCH', `${escaped(prefix)}*`, 'COUNT', 1000)
      const keys = found.filter(wanted)
      if (keys.length > 0) count += await this.redis.unlink(keys)
      cursor = next
    } while (cursor !== '0')
    return count
  }

  close(): void {
    this.closing = true
    this.redis.disconnect()
  }
}

/** What may not be in Redis without a meaning in its patterns. */
function escaped(prefix: string): string {
  return prefix.replaceAll(/[\\*?[\]^]/g, '\\$&')
}

async function check(redis: Redis, url: string, onNotice: (line: string) => void): Promise<void> {
  const version = /redis_version:(\d+)\.(\d+)/.exec(await redis.info('server'))
  const [major, minor] = [Number(version?.[1] ?? 0), Number(version?.[2] ?? 0)]
  if (major < 6 || (major === 6 && minor < 2))
    throw new InputError({
      field: url,
      expected: 'Redis 6.2 or newer, or Valkey',
      found: `${major}.${minor}`,
    })
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

function refusalOf(error: Error, url: string): Error {
  if (error instanceof EvolveError) return error
  const { message } = error
  if (/WRONGPASS|NOAUTH|invalid.*password|invalid username/i.test(message)) {
    return new InputError({
      field: url,
      expected: 'a user and a password that Redis accepts',
      found: message.startsWith('NOAUTH') ? 'none' : 'others',
      hint: 'give them in the URL of --queue, in executor.passwordFile, or as EVOLVE_QUEUE_USER and EVOLVE_QUEUE_PASSWORD',
    })
  }
  return new EvolveError('run', `${url}: expected Redis or Valkey, found none that answers: ${message}`, {
    cause: error,
  })
}

function firstError(replies: readonly (readonly [Error | null, unknown])[] | null): void {
  const error = replies?.find(([error]) => error !== null)?.[0]
  if (error != null) throw error
}

async function inTime<T>(answer: Promise<T>, limitMs: number | null): Promise<T> {
  if (limitMs === null) return await answer
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
