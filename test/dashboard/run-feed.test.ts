import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RunFeed } from '../../src/dashboard/run-feed.ts'
import type { ToThread } from '../../src/dashboard/thread-messages.ts'
import type { MachineFigures } from '../../src/evaluation/fleet-figures.ts'
import type { Champion, GenerationEvent } from '../../src/run/events.ts'
import { event } from '../report/html/sample.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A feed and all that it sent, in short: `3` for generation 3 with its rows, `champion 2`. */
function feedOf(champion: () => Champion | null = () => null): {
  feed: RunFeed
  sent: ToThread[]
  short: () => string[]
} {
  const sent: ToThread[] = []
  const stops = { train: { generations: 40 } }
  const feed = new RunFeed({ stops, champion, send: (message) => void sent.push(message) })
  const short = (): string[] =>
    sent.map((message) => {
      if (message.kind === 'generations') {
        return `${message.position.count} with ${message.curves.rows.length}`
      }
      return message.kind === 'champion' ? `champion ${message.generation}` : message.kind
    })
  return { feed, sent, short }
}

/** A champion that appeared in that generation. */
function found(generation: number): Champion {
  return { genome: new Float32Array(3), fitness: 1, violation: 0, validation: null, generation }
}

describe('the feed of a dashboard', () => {
  it('sends the first generation at once, and then ten messages a second', () => {
    const { feed, short } = feedOf()
    for (let generation = 1; generation <= 50; generation++) {
      feed.take(event(generation))
      vi.advanceTimersByTime(10)
    }
    vi.advanceTimersByTime(1000)
    expect(short()).toEqual(['1 with 1', '10 with 9', '20 with 10', '30 with 10', '40 with 10', '50 with 10'])
  })

  it('does not keep a generation back until a slow one follows', () => {
    const { feed, short } = feedOf()
    feed.take(event(1))
    feed.take(event(2))
    expect(short()).toEqual(['1 with 1'])
    vi.advanceTimersByTime(100)
    expect(short()).toEqual(['1 with 1', '2 with 1'])
  })

  it('tells what the machines of a fleet have done, the one with most first', () => {
    const { feed, sent } = feedOf()
    const machine = (name: string, individuals: number): MachineFigures => ({
      ...{ name, individuals, threads: 2, busyMs: 16, silentMs: 100 },
    })
    const handed = (generation: number): GenerationEvent => {
      const { timing, ...rest } = event(generation)
      const fleet = { sentBytes: 1000, machines: [machine('a', 10), machine('b', 40)] }
      return { ...rest, timing: { ...timing, fleet } }
    }
    feed.take(handed(1))
    feed.take(handed(2))
    vi.advanceTimersByTime(100)
    const last = sent.at(-1)
    expect(last).toMatchObject({
      position: {
        machines: [
          { name: 'b', individuals: 80, rate: 2500, busy: 0.5, silentMs: 100 },
          { name: 'a', individuals: 20, rate: 625, busy: 0.5, silentMs: 100 },
        ],
      },
    })
  })

  it('counts failures and work since the start of the run', () => {
    const { feed, sent } = feedOf()
    for (let generation = 1; generation <= 10; generation++) feed.take(event(generation))
    feed.flush()
    expect(sent.at(-1)).toMatchObject({
      position: { count: 10, failures: 3, done: 0.25, best: event(10).champion },
      mark: { evaluations: 500, busyMs: 240, inProcess: false },
    })
  })

  it('counts the epochs of a fine-tuning from 1', () => {
    const { feed, sent } = feedOf()
    const phaseStart = { generation: 3000, evaluations: 150_000 }
    feed.take({ ...event(3050), phase: 'finetune', unit: 'epoch', phaseStart })
    feed.flush()
    expect(sent.at(-1)).toMatchObject({ position: { unit: 'epoch', count: 50 } })
  })

  it('sends another champion once a second, and the last one when all is to be sent', () => {
    let generation = 0
    const { feed, short } = feedOf(() => (generation === 0 ? null : found(generation)))
    const champions = (): string[] => short().filter((text) => text.startsWith('champion'))
    for (generation = 1; generation <= 15; generation++) {
      feed.take(event(generation))
      vi.advanceTimersByTime(100)
    }
    generation = 15
    expect(champions()).toEqual(['champion 1', 'champion 10'])
    feed.flush()
    feed.flush()
    expect(champions()).toEqual(['champion 1', 'champion 10', 'champion 15'])
  })

  it('does not keep a champion back until a slow generation has ended', () => {
    let champion = found(1)
    const { feed, short } = feedOf(() => champion)
    feed.take(event(1))
    vi.advanceTimersByTime(500)
    champion = found(2)
    feed.take(event(2))
    expect(short()).toEqual(['1 with 1', 'champion 1', '2 with 1'])
    vi.advanceTimersByTime(500)
    expect(short()).toEqual(['1 with 1', 'champion 1', '2 with 1', 'champion 2'])
    vi.advanceTimersByTime(5000)
    expect(short().length).toBe(4)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('sends the initial network of a descent, the champion of generation 0', () => {
    const { feed, short } = feedOf(() => found(0))
    feed.take(event(1))
    expect(short()).toEqual(['1 with 1', 'champion 0'])
  })
})
