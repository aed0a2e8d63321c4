import { InputError, type Issue } from '../../errors.ts'

/** What a Redis says to those whom it does not let work, and what they can do about it. */
const refusals: readonly (readonly [RegExp, (message: string) => Omit<Issue, 'field'>])[] = [
  [
    /WRONGPASS|NOAUTH|invalid.*password|invalid username/i,
    (message) => ({
      expected: 'a user and a password that Redis accepts',
      found: message.includes('NOAUTH') ? 'none' : 'others',
      hint: 'give them in the URL of --queue, in a password file, or as EVOLVE_QUEUE_USER and EVOLVE_QUEUE_PASSWORD',
    }),
  ],
  [
    /NOPERM|ACL failure/,
    (message) => ({
      expected: 'a user who may do all that a queue needs',
      found: message,
      hint: 'docs/fleet.md has the rights that do',
    }),
  ],
  [
    /^DENIED|protected mode/i,
    () => ({
      expected: 'a Redis that other machines may use',
      found: 'one in protected mode',
      hint: 'set requirepass in its redis.conf, and bind',
    }),
  ],
  [
    /^READONLY/,
    () => ({
      expected: 'a Redis that takes writes',
      found: 'a replica, which takes none',
      hint: 'name its master',
    }),
  ],
  [
    /DB index/i,
    () => ({
      expected: 'a database that Redis has',
      found: 'a number that is too large',
      hint: 'it has 16 unless its redis.conf says otherwise',
    }),
  ],
  [
    /^CROSSSLOT|^CLUSTERDOWN|^MOVED|redis_mode:cluster/,
    () => ({ expected: 'a single Redis or Valkey', found: 'Redis Cluster, which is not supported' }),
  ],
  [
    /Protocol error|reply type byte/,
    () => ({ expected: 'Redis or Valkey', found: 'something else: it answers in another language' }),
  ],
]

/** What the user can do about something that a Redis said; null if it may pass by itself. */
export function refusalOf(message: string, url: string): InputError | null {
  const known = refusals.find(([pattern]) => pattern.test(message))
  return known === undefined ? null : new InputError({ field: url, ...known[1](message) })
}
