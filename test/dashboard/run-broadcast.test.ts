import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Listener } from '../../src/dashboard/broadcaster.ts'
import { RunBroadcast } from '../../src/dashboard/run-broadcast.ts'
import { facts, generationsMessage } from './sample.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A page, and what it heard: names of events with the generation they tell. */
class Page implements Listener {
  /** Not 0 while the page takes nothing. */
  writableLength = 0
  readonly heard: string[] = []
  open = true

  write(chunk: Buffer): void {
    for (const [, name, data] of chunk.toString().matchAll(/event: (\w+)\ndata: (.*)\n\n/g)) {
      const { status } = JSON.parse(data!)
      this.heard.push(`${name} ${status.state} ${status.count}`)
    }
  }

  end(chunk: Buffer): void {
    this.write(chunk)
    this.open = false
  }

  destroy(): void {
    this.open = false
  }
}

describe('the broadcast of a run', () => {
  it('tells a page everything when it comes, and then what changes, ten times a second at most', () => {
    const broadcast = new RunBroadcast({ facts, drawing: null })
    broadcast.advance(generationsMessage(3))
    const page = new Page()
    broadcast.listen(page)
    expect(page.heard).toEqual(['history training 3'])
    vi.advanceTimersByTime(1)
    page.heard.length = 0
    for (let generation = 4; generation <= 30; generation++) {
      broadcast.advance(generationsMessage(generation))
      vi.advanceTimersByTime(10)
    }
    expect(page.heard).toEqual(['update training 13', 'update training 23'])
    vi.advanceTimersByTime(100)
    expect(page.heard.at(-1)).toBe('update training 30')
  })

  it('tells a state at once', () => {
    const broadcast = new RunBroadcast({ facts, drawing: null })
    const page = new Page()
    broadcast.listen(page)
    broadcast.advance(generationsMessage(1))
    vi.advanceTimersByTime(1)
    broadcast.turn('pausing')
    vi.advanceTimersByTime(1)
    expect(page.heard).toEqual(['history training 0', 'update training 1', 'update pausing 1'])
  })

  it('tells a page that was slow, even if nothing changes any more', () => {
    const broadcast = new RunBroadcast({ facts, drawing: null })
    const page = new Page()
    broadcast.listen(page)
    page.writableLength = 1
    broadcast.turn('paused')
    vi.advanceTimersByTime(1000)
    expect(page.heard).toEqual(['history training 0'])
    page.writableLength = 0
    vi.advanceTimersByTime(1000)
    expect(page.heard).toEqual(['history training 0', 'history paused 0'])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('drops a page that takes nothing for long, even if nothing changes any more', () => {
    const broadcast = new RunBroadcast({ facts, drawing: null })
    const page = new Page()
    broadcast.listen(page)
    page.writableLength = 1
    broadcast.turn('paused')
    vi.advanceTimersByTime(12_000)
    expect(page.open).toBe(false)
    expect(broadcast.size).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('does nothing while no page listens', () => {
    const broadcast = new RunBroadcast({ facts, drawing: null })
    broadcast.advance(generationsMessage(1))
    expect(vi.getTimerCount()).toBe(0)
    const page = new Page()
    broadcast.listen(page)
    broadcast.leave(page)
    vi.advanceTimersByTime(1000)
    broadcast.advance(generationsMessage(2))
    expect(vi.getTimerCount()).toBe(0)
    expect(page.heard).toEqual(['history training 1'])
  })

  it('ends with everything, and with every connection', () => {
    const broadcast = new RunBroadcast({ facts, drawing: null })
    const pages = [new Page(), new Page()]
    for (const page of pages) broadcast.listen(page)
    broadcast.advance(generationsMessage(7))
    broadcast.end({ text: 'Done.', well: true })
    vi.advanceTimersByTime(1000)
    for (const { heard, open } of pages) {
      expect(heard).toEqual(['history training 0', 'history ended 7'])
      expect(open).toBe(false)
    }
    expect(broadcast.size).toBe(0)
  })
})
