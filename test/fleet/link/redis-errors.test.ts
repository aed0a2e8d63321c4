import { describe, expect, it } from 'vitest'
import { isFull, isInterrupted, storageError } from '../../../src/fleet/link/redis-errors.ts'

function errorOf(message: string, name = 'ReplyError'): Error {
  return Object.assign(new Error(message), { name })
}

describe('an error of Redis', () => {
  it.each([
    ['OOM command not allowed when used memory > maxmemory', true, false],
    ['MISCONF Redis is configured to save', true, false],
    ["READONLY You can't write against a read only replica", true, false],
    // Redis 6 says so where a script asks.
    [
      'ERR Error running script (call to f_5a): @user_script:9: @user_script: 9: -OOM command not',
      true,
      false,
    ],
    ['ERR Error running script (call to f_5a): @user_script:9: another', false, false],
    ['LOADING Redis is loading the dataset in memory', false, true],
    ['Connection is closed.', false, true],
    ["Stream isn't writeable and enableOfflineQueue options is false", false, true],
    ['ERR unknown command', false, false],
  ])('%s: full is %s, interrupted is %s', (message, full, interrupted) => {
    expect([isFull(errorOf(message)), isInterrupted(errorOf(message))]).toEqual([full, interrupted])
  })

  it('is an interruption where a transaction lost its connection', () => {
    // What ioredis says of commands that it does not send again.
    expect(isInterrupted(errorOf('Command aborted due to connection close', 'AbortError'))).toBe(true)
  })

  it('becomes one line, and one that is not of Redis stays itself', () => {
    expect(storageError(errorOf('OOM no'))).toMatchObject({
      message: 'queue: Redis takes nothing more: OOM no',
    })
    const ofScript = 'ERR Error running script (call to f_5a): @user_script:9: @user_script: 9: -OOM no'
    expect(storageError(errorOf(ofScript))).toMatchObject({
      message: 'queue: Redis takes nothing more: OOM no',
    })
    expect(storageError(errorOf('NOPERM no'))).toMatchObject({
      message: 'queue: Redis refuses a command: NOPERM no',
    })
    const other = errorOf('of a bug', 'TypeError')
    expect(storageError(other)).toBe(other)
  })
})
