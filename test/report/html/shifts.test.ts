import { describe, expect, it } from 'vitest'
import { shifts } from '../../../src/report/html/shifts.ts'
import type { GenerationEvent, Timing } from '../../../src/run/events.ts'
import { event, events } from './sample.ts'

function timed(timing: Partial<Timing>): GenerationEvent {
  return { ...event(1), timing: { askMs: 0, evaluateMs: 0, tellMs: 0, elapsedMs: 0, phaseMs: 0, ...timing } }
}

describe('shifts', () => {
  it('say of each worker and of the coordinator which share of the time they worked', () => {
    const { lanes, toMs } = shifts(events(50), 10)!
    expect(toMs).toBe(1000)
    expect(lanes.map(({ name }) => name)).toEqual(['worker 1', 'worker 2', 'coordinator'])
    for (const [lane, share] of [0.8, 0.4, 0.15].entries()) {
      expect(lanes[lane]!.share).toBeCloseTo(share, 9)
      for (const busy of lanes[lane]!.busy) expect(busy).toBeCloseTo(share, 9)
    }
  })

  it('spread a generation over the spans that it took', () => {
    const { lanes } = shifts(
      [timed({ busyMs: [50], evaluateMs: 50, elapsedMs: 50 }), timed({ busyMs: [0], elapsedMs: 200 })],
      4,
    )!
    expect(Array.from(lanes[0]!.busy)).toEqual([1, 0, 0, 0])
  })

  it('count scoring in process as the work of the coordinator', () => {
    const { lanes } = shifts(
      [timed({ busyMs: [100], evaluateMs: 100, elapsedMs: 100 }), timed({ evaluateMs: 100, elapsedMs: 200 })],
      2,
    )!
    expect(lanes.map(({ busy }) => Array.from(busy))).toEqual([
      [1, 0],
      [0, 1],
    ])
  })

  it('are none where no worker was measured', () => {
    expect(shifts([], 10)).toBeUndefined()
    expect(shifts([timed({ evaluateMs: 9, elapsedMs: 10 })], 10)).toBeUndefined()
  })
})
