import { describe, expect, it } from 'vitest'
import { fleetSince } from '../../../src/evaluation/fleet-figures.ts'
import type { KnownWorker } from '../../../src/fleet/coordinator/roster.ts'
import { Tally } from '../../../src/fleet/coordinator/tally.ts'
import { joinedFleet } from '../../../src/run/folder/joined-fleet.ts'

const idle: KnownWorker = {
  ...{ name: 'idle', software: '0', threads: 4, silentMs: 100 },
  runs: ['run'],
  refused: [],
}

describe('the tally of a fleet', () => {
  it('counts what each machine has done, and names those that have done nothing', () => {
    const tally = new Tally()
    tally.take('b', 10, { threads: 2, busyMs: 20 })
    tally.take('b', 5, { threads: 2, busyMs: 1 })
    expect(tally.figures({ workers: [idle] }, 1000)).toEqual({
      sentBytes: 1000,
      machines: [
        { name: 'b', threads: 2, individuals: 15, busyMs: 21, silentMs: null },
        { name: 'idle', threads: 4, individuals: 0, busyMs: 0, silentMs: 100 },
      ],
    })
  })

  it('of a generation is what was done since the one before, and two generations add up', () => {
    const tally = new Tally()
    const none = tally.figures({ workers: [] }, 0)
    tally.take('b', 10, { threads: 2, busyMs: 20.5 })
    const one = tally.figures({ workers: [] }, 100)
    tally.take('b', 1, { threads: 2, busyMs: 0.25 })
    tally.take('a', 1, { threads: 1, busyMs: 1 })
    const two = tally.figures({ workers: [] }, 150)
    const [first, second] = [fleetSince(none, one), fleetSince(one, two)]
    expect(second).toEqual({
      sentBytes: 50,
      machines: [
        { name: 'a', threads: 1, individuals: 1, busyMs: 1, silentMs: null },
        { name: 'b', threads: 2, individuals: 1, busyMs: 0.25, silentMs: null },
      ],
    })
    expect(joinedFleet(first, second)).toEqual(two)
    expect(fleetSince(undefined, one)).toEqual(one)
  })
})
