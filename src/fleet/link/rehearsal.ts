import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import { refusalOf } from './refusals.ts'

/** Keys that a crash in the midst leaves are gone after so many seconds. */
const lifeSeconds = 60

/**
 * Does once what a queue and its scripts need of Redis: what its user may not do, or a replica does not take, shows here and not in
 * the midst of a training.
 * @throws InputError
 */
export async function rehearse(redis: Redis, prefix: string, url: string): Promise<void> {
  const start = `${prefix}:of:rehearsal-${randomUUID()}`
  const keyOf = (name: string): string => `${start}:${name}`
  const [text, set, hash, list] = [keyOf('text'), keyOf('set'), keyOf('hash'), keyOf('list')]
  const [sorted, stream] = [keyOf('sorted'), keyOf('stream')]
  const keys = [text, set, hash, list, sorted, stream]
  const replies = await redis
    .pipeline()
    .set(text, 1, 'EX', lifeSeconds)
    .mget(text)
    .incr(text)
    .pttl(text)
    .sadd(set, 'a')
    .smembers(set)
    .srem(set, 'a')
    .hset(hash, 'b', 1)
    .hincrby(hash, 'a', 1)
    .hdel(hash, 'a')
    .rpush(list, 'a')
    .ltrim(list, 0, 0)
    .lrange(list, 0, -1)
    .zadd(sorted, 1, 'a')
    .bzpopmin(sorted, 0.001)
    .xadd(stream, '*', 'a', 1)
    .xread('COUNT', 1, 'STREAMS', stream, '0')
    .eval('return redis.call("EXPIRE", KEYS[1], ARGV[1])', 1, stream, lifeSeconds)
    .scan('0', 'MATCH', `${start}:*`, 'COUNT', 1)
    .unlink(...keys)
    .exec()
  for (const [error] of replies ?? []) {
    const refusal = error === null ? null : refusalOf(error.message, url)
    if (refusal !== null) throw refusal
  }
}
