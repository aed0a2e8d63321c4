import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../../src/fleet/link/refusals.ts'

describe('what Redis says to those whom it does not let work', () => {
  it.each([
    ['WRONGPASS invalid username-password pair', 'a user and a password that Redis accepts, found others'],
    ['Ready check failed: NOAUTH Authentication required.', 'that Redis accepts, found none'],
    ["NOPERM this user has no permissions to run the 'scan' command", "to run the 'scan' command"],
    ['DENIED Redis is running in protected mode because', 'found one in protected mode'],
    ["READONLY You can't write against a read only replica.", 'found a replica'],
    ['ERR DB index is out of range', 'a database that Redis has, found a number that is too large'],
    ['CLUSTERDOWN Hash slot not served', 'found Redis Cluster'],
    ['redis_mode:cluster', 'found Redis Cluster'],
    [
      'Protocol error, got "H" as reply type byte. Please report this.',
      'Redis or Valkey, found something else',
    ],
  ])('%s', (message, text) => {
    const refusal = refusalOf(message, 'redis://here:6379')
    expect(refusal?.message).toContain(text)
    expect(refusal?.message).toMatch(/^redis:\/\/here:6379: expected /)
  })

  it.each([
    'connect ECONNREFUSED 127.0.0.1:6379',
    'OOM command not allowed',
    'LOADING Redis is loading the dataset in memory',
    'max number of clients reached',
  ])('may pass by itself: %s', (message) => {
    expect(refusalOf(message, 'redis://here:6379')).toBeNull()
  })
})
