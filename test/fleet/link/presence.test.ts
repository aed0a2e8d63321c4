import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { Presence } from '../../../src/fleet/link/presence.ts'

const url = 'redis://valkey.example:6379'
const [lost, found] = [`${url} is not reached any more: trying again`, `${url} is reached again`]

/** A connection that answers what it is told to. */
class Connection extends EventEmitter {
  stream = { bytesRead: 0, destroy: vi.fn() }
  private waiting: (() => void)[] = []
  answers = true

  ping(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve)
      if (this.answers) this.answer()
    })
  }

  answer(): void {
    this.stream.bytesRead += 7
    for (const resolve of this.waiting.splice(0)) resolve()
  }
}

let connection: Connection
let presence: Presence
let lines: string[]

beforeEach(() => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  lines = []
  connection = new Connection()
  presence = new Presence(connection, { url, onNotice: (line) => lines.push(line) })
})

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms)
}

describe('a Redis', () => {
  it('that answers is there', async () => {
    await pass(60_000)
    expect([lines, presence.isAway, presence.absentMs]).toEqual([[], false, 0])
  })

  it('that says nothing counts as away after 5 s, since it was asked', async () => {
    await pass(2500)
    connection.answers = false
    await pass(5000)
    expect(lines).toEqual([])
    await pass(2000)
    expect(lines).toEqual([lost])
    expect(presence.isAway).toBe(true)
    expect(presence.absentMs).toBeGreaterThan(5000)
    connection.answer()
    await pass(0)
    expect([lines, presence.isAway, presence.absentMs]).toEqual([[lost, found], false, 0])
  })

  it('that says nothing for 15 s is connected to again, and absent all the time', async () => {
    connection.answers = false
    await pass(15_000)
    expect(connection.stream.destroy).not.toHaveBeenCalled()
    await pass(3000)
    expect(connection.stream.destroy).toHaveBeenCalledTimes(1)
    connection.emit('close')
    connection.stream = { bytesRead: 0, destroy: vi.fn() }
    await pass(10_000)
    expect(connection.stream.destroy).not.toHaveBeenCalled()
    expect(presence.absentMs).toBeGreaterThan(25_000)
    connection.emit('ready')
    expect(lines).toEqual([lost, found])
  })

  it('that sends a long answer is there', async () => {
    connection.answers = false
    for (let seconds = 0; seconds < 30; seconds++) {
      connection.stream.bytesRead += 1000
      await pass(1000)
    }
    expect(lines).toEqual([])
  })

  it('whose connection ends is away until there is another one', () => {
    connection.emit('close')
    connection.emit('close')
    expect(presence.isAway).toBe(true)
    connection.emit('ready')
    expect(lines).toEqual([lost, found])
  })

  it('is nobody any more once it is left', async () => {
    presence.end()
    connection.emit('close')
    await pass(60_000)
    expect(lines).toEqual([])
  })
})
