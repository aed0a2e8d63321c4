import type { Redis } from 'ioredis'
import { EvolveError } from '../../errors.ts'
import type { CountCommands } from '../wire/attempts.ts'
import type { BlobCommands } from '../wire/blob-store.ts'
import type { ListCommands } from '../wire/late-results.ts'
import { type Connection, type ConnectionSettings, type ConnectOptions, connectRedis } from './connect.ts'
import { Presence } from './presence.ts'
import { rehearse } from './rehearsal.ts'

/** A key, what it holds, and its remaining life. */
export interface LivingValue {
  readonly value: string
  readonly lifeMs: number
}

/** Whether it is away for too long is looked at so often, milliseconds. */
const absenceMs = 250

/** Redis has not been reached for as long as somebody waits. */
export class Absence extends EvolveError {}

/** A connection to Redis or Valkey, and the commands that a fleet needs. */
export class RedisLink implements BlobCommands, CountCommands, ListCommands {
  /** What BullMQ makes its own connections with. */
  readonly settings: ConnectionSettings
  private readonly connection: Connection
  private readonly redis: Redis
  private readonly url: string
  private readonly presence: Presence

  private constructor(connection: Connection, { address, onNotice }: ConnectOptions) {
    const { redis, settings } = connection
    const { url } = address
    this.connection = connection
    this.redis = redis
    this.settings = settings
    this.url = url
    this.presence = new Presence(redis, { url, onNotice })
  }

  /** @throws EvolveError if nothing answers; InputError if it does not let us in, or is not what we need */
  static async connect(options: ConnectOptions): Promise<RedisLink> {
    return new RedisLink(await connectRedis(options), options)
  }

  /** Whether Redis is known not to be reached. */
  get isAway(): boolean {
    return this.presence.isAway
  }

  /** @throws InputError for what this user may not do under a prefix, or this Redis does not take */
  async rehearse(prefix: string): Promise<void> {
    await rehearse(this.redis, prefix, this.url)
  }

  /**
   * Waits for something that needs Redis.
   * @throws Absence once Redis has not been reached for so many milliseconds
   */
  async unlessAway<T>(work: Promise<T>, limit: () => number): Promise<T> {
    let timer: NodeJS.Timeout | undefined
    const away = new Promise<never>((_, reject) => {
      const look = (): void => {
        const limitMs = limit()
        if (this.presence.absentMs > limitMs)
          reject(new Absence('run', `${this.url} was not reached for ${limitMs / 1000} s`))
      }
      // An answer may have arrived while this process was held up.
      timer = setInterval(() => setImmediate(look), absenceMs)
    })
    try {
      return await Promise.race([work, away])
    } finally {
      clearInterval(timer)
    }
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

  async count(key: string, field: string, seconds: number): Promise<number> {
    const replies = await this.redis.pipeline().hincrby(key, field, 1).expire(key, seconds).exec()
    firstError(replies)
    return Number(replies?.[0]?.[1])
  }

  async forget(key: string, field: string): Promise<void> {
    await this.redis.hdel(key, field)
  }

  async append(
    key: string,
    value: string,
    { seconds, count }: Parameters<ListCommands['append']>[2],
  ): Promise<void> {
    const pipeline = this.redis.pipeline().rpush(key, value).ltrim(key, -count, -1).expire(key, seconds)
    firstError(await pipeline.exec())
  }

  async takeAll(key: string): Promise<readonly string[]> {
    const replies = await this.redis.multi().lrange(key, 0, -1).unlink(key).exec()
    firstError(replies)
    return (replies?.[0]?.[1] ?? []) as string[]
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
    this.presence.end()
    this.connection.close()
  }
}

/** What may not be in Redis without a meaning in its patterns. */
function escaped(prefix: string): string {
  return prefix.replaceAll(/[\\*?[\]^]/g, '\\$&')
}

function firstError(replies: readonly (readonly [Error | null, unknown])[] | null): void {
  const error = replies?.find(([error]) => error !== null)?.[0]
  if (error != null) throw error
}
