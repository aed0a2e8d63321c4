import { describe, expect, it } from 'vitest'
import { RecentPace } from '../../src/dashboard/recent-pace.ts'

/** A pace after so many seconds of a run, ten messages a second. */
function paceAfter(
  seconds: number,
  { rate, busy, workers = 2 }: { rate: (second: number) => number; busy?: number; workers?: number },
): RecentPace {
  const pace = new RecentPace(workers)
  let evaluations = 0
  for (let tick = 1; tick <= seconds * 10; tick++) {
    const elapsedMs = tick * 100
    evaluations += rate(elapsedMs / 1000) / 10
    const busyMs = (busy ?? 0) * workers * elapsedMs
    pace.take({ elapsedMs, evaluations, busyMs, inProcess: busy === undefined })
  }
  return pace
}

describe('the recent pace of a run', () => {
  it('tells nothing before there are two messages', () => {
    const pace = new RecentPace(2)
    expect([pace.rate, pace.busy]).toEqual([null, null])
    pace.take({ elapsedMs: 5, evaluations: 50, busyMs: 5, inProcess: false })
    expect([pace.rate, pace.busy]).toEqual([null, null])
  })

  it('counts the last three seconds alone', () => {
    const pace = paceAfter(20, { rate: (second) => (second > 16 ? 500 : 20_000), busy: 0.75 })
    expect(pace.rate).toBeCloseTo(500, 6)
    expect(pace.busy).toBeCloseTo(0.75, 6)
  })

  it('compares with the message before, where a generation takes longer than that', () => {
    const pace = new RecentPace(2)
    pace.take({ elapsedMs: 10_000, evaluations: 100, busyMs: 15_000, inProcess: false })
    pace.take({ elapsedMs: 20_000, evaluations: 200, busyMs: 30_000, inProcess: false })
    expect(pace.rate).toBe(10)
    expect(pace.busy).toBe(0.75)
  })

  it('knows no busy workers where there are none, or none were asked', () => {
    expect(paceAfter(5, { rate: () => 100, workers: 0 }).busy).toBeNull()
    const pace = paceAfter(5, { rate: () => 100, busy: 0.5 })
    pace.take({ elapsedMs: 5100, evaluations: 510, busyMs: 5000, inProcess: true })
    expect(pace.busy).toBeNull()
    expect(pace.rate).toBeCloseTo(100, 6)
  })
})
