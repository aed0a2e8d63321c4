import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Listener } from '../../../src/dashboard/broadcaster.ts'
import { GroupBroadcast } from '../../../src/dashboard/group/group-broadcast.ts'
import { waiting } from '../../../src/dashboard/group/group-feed.ts'
import type { GroupFacts, GroupNews } from '../../../src/dashboard/group/messages.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const facts: GroupFacts = {
  ...{
    name: 'penguins',
    details: [],
    fitness: 'mse',
    fitnessNoun: 'loss',
    direction: 'minimize',
    target: null,
  },
  contestants: [],
  trainings: [1, 2].map((seed) => ({ seed, contestant: 0, folder: `seed-${seed}` })),
}

/** A page, and what it heard: names of events with the trainings they tell. */
class Page implements Listener {
  writableLength = 0
  readonly heard: string[] = []
  open = true

  write(chunk: Buffer): void {
    for (const [, name, data] of chunk.toString().matchAll(/event: (\w+)\ndata: (.*)\n\n/g)) {
      const { state, progress, curves } = JSON.parse(data!) as GroupNews & { state: string }
      expect(curves.map(({ training }) => training)).toEqual(progress.map(({ training }) => training))
      this.heard.push(`${name} ${state} ${progress.map(({ training }) => training).join()}`)
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

function news(training: number): GroupNews {
  return { progress: [waiting(training)], curves: [{ training, points: [] }] }
}

describe('the broadcast of several trainings', () => {
  it('tells a page everything when it comes, and then the trainings that changed', () => {
    const broadcast = new GroupBroadcast(facts)
    broadcast.advance(news(1))
    expect(vi.getTimerCount()).toBe(0)
    const page = new Page()
    broadcast.listen(page)
    vi.advanceTimersByTime(1)
    page.heard.length = 0
    for (let k = 0; k < 10; k++) broadcast.advance(news(0))
    vi.advanceTimersByTime(250)
    expect(page.heard).toEqual(['groupUpdate training 0'])
    const late = new Page()
    broadcast.listen(late)
    expect(late.heard).toEqual(['groupHistory training 1,0'])
    broadcast.leave(late)
  })

  it('tells at once that it stops, gives a slow page everything, and ends with everything', () => {
    const broadcast = new GroupBroadcast(facts)
    const [page, slow] = [new Page(), new Page()]
    broadcast.listen(page)
    broadcast.listen(slow)
    slow.writableLength = 1
    broadcast.advance(news(0))
    broadcast.turn('stopping')
    vi.advanceTimersByTime(1)
    expect(page.heard).toEqual(['groupHistory training ', 'groupUpdate stopping 0'])
    slow.writableLength = 0
    vi.advanceTimersByTime(1000)
    expect(slow.heard).toEqual(['groupHistory training ', 'groupHistory stopping 0'])
    broadcast.end({ text: 'Done.', well: true })
    for (const { heard, open } of [page, slow]) {
      expect(heard.at(-1)).toBe('groupHistory ended 0')
      expect(open).toBe(false)
    }
    expect(vi.getTimerCount()).toBe(0)
  })
})
