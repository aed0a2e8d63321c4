import { describe, expect, it } from 'vitest'
import { FleetTotals } from '../../src/report/fleet-totals.ts'

const idle = { individuals: 0, busyMs: 0 }

describe('the totals of a fleet', () => {
  it('add up what each machine does, over the time in which it was there', () => {
    const totals = new FleetTotals()
    const a = { name: 'a', threads: 2, individuals: 10, busyMs: 100, silentMs: 50 }
    totals.add({
      generation: 1,
      timing: { evaluateMs: 100, elapsedMs: 110, fleet: { sentBytes: 1000, machines: [a] } },
    })
    const b = { name: 'b', threads: 1, individuals: 30, busyMs: 90, silentMs: 70 }
    totals.add(
      {
        generation: 4,
        timing: {
          ...{ evaluateMs: 100, elapsedMs: 220 },
          fleet: { sentBytes: 500, machines: [{ ...a, ...idle, silentMs: null }, b] },
        },
      },
      3,
    )
    expect([totals.sentBytes, totals.generations]).toEqual([1500, 4])
    expect(totals.rows).toEqual([
      {
        name: 'a',
        threads: 2,
        individuals: 10,
        rate: 100,
        busy: 0.5,
        silentMs: null,
        last: { generation: 1, elapsedMs: 110 },
      },
      {
        name: 'b',
        threads: 1,
        individuals: 30,
        rate: 300,
        busy: 0.9,
        silentMs: 70,
        last: { generation: 4, elapsedMs: 220 },
      },
    ])
  })

  it('of a run on one machine are empty', () => {
    const totals = new FleetTotals()
    totals.add({ generation: 1, timing: { evaluateMs: 100, elapsedMs: 100 } })
    expect(totals.rows).toEqual([])
    expect(totals.generations).toBe(0)
  })

  it('know no rate of a machine that was never there while something was scored', () => {
    const totals = new FleetTotals()
    const gone = { name: 'x', threads: 1, ...idle, silentMs: null }
    const timing = { evaluateMs: 5, elapsedMs: 9, fleet: { sentBytes: 0, machines: [gone] } }
    totals.add({ generation: 1, timing })
    expect(totals.rows).toMatchObject([{ rate: null, busy: null, last: null }])
  })
})
