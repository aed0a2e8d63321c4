import { describe, expect, it } from 'vitest'
import { Rounds } from '../../src/evaluation/rounds.ts'

describe('rounds', () => {
  it('call a thread once to each round', () => {
    const coordinator = new Rounds(2)
    const thread = new Rounds(2, coordinator.buffer)
    coordinator.open(1)
    expect(thread.next(0)).toBe(1)
    coordinator.close()
    coordinator.open(2)
    expect(thread.next(1)).toBe(2)
  })

  it('let a thread enter an open round alone', () => {
    const rounds = new Rounds(1)
    rounds.open(1)
    expect(rounds.enter(0, 1)).toBe(true)
    rounds.leave(0, 0)
    rounds.close()
    expect(rounds.enter(0, 1)).toBe(false)
    rounds.open(2)
    expect(rounds.enter(0, 1)).toBe(false)
    expect(rounds.left(0, 0)).toBe(true)
  })

  it('tell whether a thread is inside, and how long it was', () => {
    const coordinator = new Rounds(2)
    const thread = new Rounds(2, coordinator.buffer)
    coordinator.open(1)
    thread.enter(1, 1)
    coordinator.close()
    expect(coordinator.left(0, 1)).toBe(true)
    expect(coordinator.left(1, 1)).toBe(false)
    thread.leave(1, 12.5)
    expect(coordinator.left(1, 1)).toBe(true)
    coordinator.open(2)
    thread.enter(1, 2)
    thread.leave(1, 2.5)
    expect([...coordinator.busyMs]).toEqual([0, 15])
  })

  it('send a thread home when they are over, or when none opens for a while', () => {
    const rounds = new Rounds(1)
    const start = performance.now()
    expect(rounds.next(0)).toBeNull()
    expect(performance.now() - start).toBeGreaterThan(500)
    rounds.open(1)
    rounds.end()
    expect(rounds.next(0)).toBeNull()
  })
})
