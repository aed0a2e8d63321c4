import { describe, expect, it } from 'vitest'
import { Broadcaster, type Listener } from '../../src/dashboard/broadcaster.ts'

/** A connection whose other end may stop taking anything. */
class Connection implements Listener {
  readonly got: string[] = []
  writableLength = 0
  takes = true
  state: 'open' | 'ended' | 'destroyed' = 'open'

  write(chunk: Buffer): void {
    this.got.push(chunk.toString())
    if (!this.takes) this.writableLength += chunk.length
  }

  end(chunk: Buffer): void {
    this.write(chunk)
    this.state = 'ended'
  }

  destroy(): void {
    this.state = 'destroyed'
  }
}

function send(broadcaster: Broadcaster, text: string, nowMs: number): void {
  broadcaster.send(Buffer.from(text), () => Buffer.from(`all up to ${text}`), nowMs)
}

describe('the broadcaster', () => {
  it('sends a new listener everything, and then each message', () => {
    const broadcaster = new Broadcaster()
    const listeners = [new Connection(), new Connection()]
    for (const listener of listeners) broadcaster.add(listener, Buffer.from('all'))
    send(broadcaster, 'a', 0)
    send(broadcaster, 'b', 100)
    broadcaster.end(Buffer.from('last'))
    for (const { got, state } of listeners) {
      expect(got).toEqual(['all', 'a', 'b', 'last'])
      expect(state).toBe('ended')
    }
  })

  it('leaves out a slow listener, with one message waiting at most, and gives it everything later', () => {
    const broadcaster = new Broadcaster()
    const [slow, quick] = [new Connection(), new Connection()]
    broadcaster.add(slow, Buffer.from('all'))
    broadcaster.add(quick, Buffer.from('all'))
    slow.takes = false
    for (const [index, text] of ['a', 'b', 'c'].entries()) send(broadcaster, text, index * 100)
    expect(slow.got).toEqual(['all', 'a'])
    slow.takes = true
    slow.writableLength = 0
    send(broadcaster, 'd', 400)
    send(broadcaster, 'e', 500)
    expect(slow.got).toEqual(['all', 'a', 'all up to d', 'e'])
    expect(quick.got).toEqual(['all', 'a', 'b', 'c', 'd', 'e'])
  })

  it('drops a listener that stays slow, and no other', () => {
    const broadcaster = new Broadcaster()
    const [slow, quick] = [new Connection(), new Connection()]
    broadcaster.add(slow, Buffer.from('all'))
    broadcaster.add(quick, Buffer.from('all'))
    slow.takes = false
    for (let second = 0; second < 30; second++) send(broadcaster, String(second), second * 1000)
    expect(slow.state).toBe('destroyed')
    expect(slow.got).toEqual(['all', '0'])
    expect(quick.state).toBe('open')
    expect(quick.got.length).toBe(31)
    expect(broadcaster.size).toBe(1)
  })

  it('keeps a listener that is slow now and then, but catches up', () => {
    const broadcaster = new Broadcaster()
    const listener = new Connection()
    broadcaster.add(listener, Buffer.from('all'))
    for (let second = 0; second < 60; second++) {
      listener.takes = second % 8 === 0
      if (listener.takes) listener.writableLength = 0
      send(broadcaster, String(second), second * 1000)
    }
    expect(listener.state).toBe('open')
  })

  it('makes the message with everything once, even if many listeners need it', () => {
    const broadcaster = new Broadcaster()
    const listeners = Array.from({ length: 5 }, () => new Connection())
    for (const listener of listeners) {
      broadcaster.add(listener, Buffer.from('all'))
      listener.writableLength = 1
    }
    send(broadcaster, 'a', 0)
    for (const listener of listeners) listener.writableLength = 0
    let made = 0
    broadcaster.send(Buffer.from('b'), () => Buffer.from(`all ${++made}`), 100)
    expect(listeners.map(({ got }) => got)).toEqual(listeners.map(() => ['all', 'all 1']))
  })
})
