import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Claims } from '../../src/evaluation/claims.ts'
import { Deadline } from '../../src/evaluation/deadline.ts'
import type { FaultPolicy } from '../../src/evaluation/faults.ts'

const policy: FaultPolicy = { attempts: 1, deadlineMs: 1000, setupMs: 5000, freshOnly: true }
let nowMs = 0

beforeEach(() => {
  nowMs = 0
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

function pass(ms: number): void {
  nowMs += ms
  vi.advanceTimersByTime(ms)
}

function round(busy: number[], its: FaultPolicy = policy) {
  const claims = new Claims({ words: new Int32Array(16 + 20), startedAt: new Float64Array(10) })
  claims.fill([0, 1, 2, 3, 4])
  const ended: number[] = []
  const deadline = new Deadline(claims, its, { busy: () => busy, end: (slot) => void ended.push(slot) })
  return { claims, deadline, ended }
}

it('ends the thread of an individual that takes longer than the deadline and some grace, once', () => {
  const { claims, deadline, ended } = round([0, 1])
  claims.begin(3, 0)
  claims.begin(4, 1)
  pass(1100)
  expect(ended).toEqual([])
  claims.finish(4, 1, true)
  pass(400)
  expect(ended).toEqual([0])
  pass(2000)
  expect(ended).toEqual([0])
  expect(deadline.overdue).toEqual(new Map([[0, new Set([3])]]))
  expect(deadline.stuck).toBe(false)
  deadline.end()
})

it('measures from the last begin', () => {
  const { claims, deadline, ended } = round([0])
  for (let episode = 0; episode < 5; episode++) {
    claims.begin(3, 0)
    pass(900)
  }
  expect(ended).toEqual([])
  deadline.end()
})

it('does not take a thread that ended by itself for one that is late', () => {
  const { claims, deadline, ended } = round([1])
  claims.begin(3, 0)
  claims.begin(4, 1)
  claims.finish(4, 1, true)
  pass(3000)
  expect(ended).toEqual([])
  deadline.end()
})

it('finds threads that never begin', () => {
  const { claims, deadline, ended } = round([0, 1])
  claims.begin(0, 1)
  claims.finish(0, 1, true)
  pass(4900)
  expect(deadline.stuck).toBe(false)
  pass(300)
  expect(deadline.stuck).toBe(true)
  expect(ended).toEqual([0])
  expect(deadline.overdue.get(0)).toEqual(new Set())
  deadline.end()
})

it('watches nothing without limits', () => {
  const { claims, deadline, ended } = round([0], { ...policy, deadlineMs: null, setupMs: null })
  claims.begin(0, 0)
  pass(1e9)
  expect(ended).toEqual([])
  deadline.end()
})
