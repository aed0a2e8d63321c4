import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GroupFeed } from '../../../src/dashboard/group/group-feed.ts'
import { SketchedCurve } from '../../../src/dashboard/group/member-curve.ts'
import type { GroupNews } from '../../../src/dashboard/group/messages.ts'
import { event } from '../../report/html/sample.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function feed(): { feed: GroupFeed; sent: GroupNews[] } {
  const sent: GroupNews[] = []
  const options = {
    trainings: 3,
    stopsOf: () => ({ train: { generations: 10 } }),
    unitOf: (k: number) => 1 + k,
  }
  return { feed: new GroupFeed({ ...options, send: (news) => sent.push(news) }), sent }
}

describe('the feed of several trainings', () => {
  it('tells what changed in few messages, in evaluations of the comparison', () => {
    const { feed: made, sent } = feed()
    made.take(1, [event(1), event(2)])
    made.take(0, [event(1)])
    made.take(1, [event(3), event(4)])
    expect(sent.length).toBe(1)
    vi.advanceTimersByTime(100)
    expect(sent.length).toBe(2)
    expect(sent[0]?.progress).toMatchObject([{ training: 1, state: 'training', evaluations: 200, done: 0.2 }])
    expect(sent[1]?.progress).toMatchObject([
      { training: 0, evaluations: 50 },
      { training: 1, evaluations: 400, generations: 4, best: event(4).champion },
    ])
    expect(sent[1]?.curves[1]?.points).toEqual([1, 2, 3, 4].flatMap((k) => [100 * k, event(k).champion]))
  })

  it('tells the end of a training, of one that failed, and of one that an earlier process has trained', () => {
    const { feed: made, sent } = feed()
    made.take(0, [event(1)])
    const ended = {
      reason: 'target' as const,
      generations: 7,
      evaluations: 20,
      elapsedMs: 30,
      champion: { fitness: 0.25, validation: 0.5 },
    }
    made.finish(0, ended)
    made.finish(1, null)
    const points = [
      { evaluations: 10, fitness: Number.NaN },
      { evaluations: 20, fitness: 0.25 },
    ]
    made.earlier(0, points)
    made.earlier(2, points)
    made.finish(2, ended)
    made.flush()
    const { progress, curves } = sent.at(-1)!
    expect(progress).toMatchObject([
      { training: 0, state: 'ended', best: 0.25, validation: 0.5, generations: 7, done: 1 },
      { training: 1, state: 'failed', best: null, done: 1 },
      { training: 2, state: 'ended', best: 0.25, generations: 7, evaluations: 60, elapsedMs: 30 },
    ])
    expect(curves.map(({ points }) => points.length)).toEqual([2, 0, 2])
    made.flush()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('tells a training that was stopped from one that has ended', () => {
    const { feed: made, sent } = feed()
    made.take(0, [event(2)])
    const champion = { fitness: 0.25, validation: null }
    made.finish(0, { reason: 'interrupted', generations: 2, evaluations: 100, elapsedMs: 30, champion })
    made.flush()
    expect(sent.at(-1)?.progress).toMatchObject([{ state: 'stopped', generations: 2, done: 0.2 }])
  })

  it('draws what an earlier process has trained of a training that goes on', () => {
    const { feed: made, sent } = feed()
    made.earlier(1, [{ evaluations: 10, fitness: 3 }])
    made.take(1, [event(1)])
    expect(sent[0]?.curves[0]?.points).toEqual([20, 3, 100, event(1).champion])
  })
})

describe('a sketched curve', () => {
  it('keeps changes and the latest point, in bounded room', () => {
    const curve = new SketchedCurve(8)
    for (const [x, y] of [
      [1, null],
      [2, 9],
      [3, 9],
      [4, 8],
    ] as const)
      curve.add(x, y)
    expect(curve.points).toEqual([2, 9, 4, 8])
    curve.add(5, 8)
    expect(curve.points).toEqual([2, 9, 4, 8, 5, 8])
    for (let x = 6; x < 1000; x++) curve.add(x, 1 / x)
    const { points } = curve
    expect(points.length).toBeLessThanOrEqual(18)
    expect(points.slice(0, 2)).toEqual([2, 9])
    expect(points.slice(-2)).toEqual([999, 1 / 999])
  })
})
