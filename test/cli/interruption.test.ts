import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { Interruption } from '../../src/cli/interruption.ts'

interface Scene {
  readonly interruption: Interruption
  readonly told: string[]
  /** Codes of exits at once. */
  readonly exits: number[]
  /** Streams that were told that the terminal is gone. */
  readonly hungUp: string[]
  /** Closes the pipe or the terminal of stderr. */
  close(): void
  /** Sends a signal, some milliseconds after the one before. */
  send(name: string, afterMs?: number): void
}

function setUp({ isTTY = false } = {}): Scene {
  const [told, exits, hungUp]: [string[], number[], string[]] = [[], [], []]
  const emitter = new EventEmitter()
  const closing = new AbortController()
  let now = 0
  const streams = {
    stdout: { write: () => {}, hangUp: () => hungUp.push('stdout') },
    stderr: { isTTY, closed: closing.signal, write: () => {}, hangUp: () => hungUp.push('stderr') },
  }
  const interruption = new Interruption((line) => told.push(line), streams, {
    on: (name, listener) => emitter.on(name, listener),
    off: (name, listener) => emitter.off(name, listener),
    exit: (code) => exits.push(code),
    now: () => now,
  })
  const send = (name: string, afterMs = 1000): void => {
    now += afterMs
    emitter.emit(name)
  }
  return { interruption, told, exits, hungUp, send, close: () => closing.abort() }
}

const notice = 'stopping after this generation; Ctrl-C now stops at once'

describe('an interruption', () => {
  it('says that the training ends after its generation, once', () => {
    const { interruption, told } = setUp()
    interruption.stop()
    interruption.stop()
    expect(interruption.signal.aborted).toBe(true)
    expect(told).toEqual([notice])
  })

  it.each([
    ['SIGINT', 130, true],
    ['SIGTERM', 143, false],
    ['SIGHUP', 129, false],
  ] as const)(
    'by %s ends the training with the exit code %i; pictures are drawn: %s',
    (name, code, drawing) => {
      const { interruption, told, exits, hungUp, send } = setUp()
      expect(interruption.code).toBeNull()
      send(name)
      expect(interruption.signal.aborted).toBe(true)
      expect(interruption).toMatchObject({ code, drawing })
      expect(told).toEqual([notice])
      expect(exits).toEqual([])
      expect(hungUp).toEqual(name === 'SIGHUP' ? ['stdout', 'stderr'] : [])
    },
  )

  it.each([
    ['pipe', false, 141],
    ['terminal', true, 129],
  ] as const)('by a closed %s ends the training', (_, isTTY, code) => {
    const { interruption, close } = setUp({ isTTY })
    close()
    expect(interruption.signal.aborted).toBe(true)
    expect(interruption).toMatchObject({ code, drawing: false })
  })

  it.each([['SIGINT'], ['SIGTERM']])('exits at once with a second %s', (name) => {
    const { exits, send } = setUp()
    send('SIGINT')
    send(name)
    expect(exits).toEqual([name === 'SIGINT' ? 130 : 143])
  })

  it('takes signals within a moment for one, since npm and timeout send each twice', () => {
    const { exits, send } = setUp()
    send('SIGTERM')
    send('SIGTERM', 20)
    send('SIGTERM', 20)
    expect(exits).toEqual([])
    send('SIGTERM', 50)
    expect(exits).toEqual([143])
  })

  it('is not hurried by a terminal that closes, whatever comes with it', () => {
    const { interruption, exits, send, close } = setUp()
    send('SIGHUP')
    send('SIGHUP')
    close()
    send('SIGTERM')
    send('SIGHUP')
    expect(exits).toEqual([])
    expect(interruption.code).toBe(129)
    send('SIGTERM')
    expect(exits).toEqual([143])
  })

  it('ends drawing apart from the training, and says how to draw later', () => {
    const { interruption, told, exits, send } = setUp()
    send('SIGINT')
    const drawing = interruption.draw('evolve report runs/a draws them')
    expect(drawing.aborted).toBe(false)
    send('SIGINT', 10)
    expect(drawing.aborted).toBe(false)
    send('SIGINT')
    expect(drawing.aborted).toBe(true)
    expect(told.slice(1)).toEqual([
      'stopping without the other pictures: evolve report runs/a draws them; Ctrl-C now stops at once',
    ])
    expect(exits).toEqual([])
    send('SIGINT')
    expect(exits).toEqual([130])
  })

  it('hears nothing after its end', () => {
    const { interruption, told, send, close } = setUp()
    interruption.end()
    send('SIGINT')
    close()
    expect(told).toEqual([])
    expect(interruption.code).toBeNull()
  })
})
