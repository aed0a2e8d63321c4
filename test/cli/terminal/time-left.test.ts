import { describe, expect, it } from 'vitest'
import { TimeLeft } from '../../../src/cli/terminal/time-left.ts'

/** What is estimated after each of these states. */
function estimates(states: readonly (readonly [elapsedMs: number, done: number])[]): (number | undefined)[] {
  const left = new TimeLeft()
  return states.map(([elapsedMs, done]) => left.update(elapsedMs, done))
}

/** A run of so many generations that take a time each, the first one another. */
function run(generations: number, first: number, each: number): [number, number][] {
  return Array.from({ length: generations }, (_, i) => [first + i * each, (i + 1) / generations])
}

describe('the time left', () => {
  it('is not told before two seconds', () => {
    const states = run(100_000, 150, 0.17).slice(0, 50)
    expect(estimates(states).every((left) => left === undefined)).toBe(true)
  })

  it('leaves a slow start out', () => {
    // 17 seconds in all, after a first generation that alone would have told of hours.
    const states = run(100_000, 150, 0.17)
    const left = estimates(states)
    const first = left.findIndex((estimate) => estimate !== undefined)
    expect(states[first]![0]).toBeCloseTo(2000, -1)
    expect(left[first]).toBeCloseTo(15_150, -2)
    expect(left.at(-1)).toBe(0)
  })

  it('is not told from one or two generations, however long they take', () => {
    expect(estimates(run(10, 60_000, 10_000)).slice(0, 5)).toEqual([
      ...[undefined, undefined, undefined],
      expect.closeTo(60_000),
      expect.closeTo(50_000),
    ])
  })

  it('follows a change of pace', () => {
    // A hundred seconds of which the first ten did half of the work.
    const states = Array.from({ length: 100 }, (_, i): [number, number] => [
      1000 * (i + 1),
      i < 10 ? (i + 1) / 20 : 0.5 + (i - 9) / 180,
    ])
    const left = estimates(states)
    expect(left[9]).toBeCloseTo(10_000)
    expect(left[49]).toBeCloseTo(50_000)
  })

  it('is not told while nothing is done', () => {
    expect(estimates(Array.from({ length: 50 }, (_, i) => [1000 * i, 0]))).toEqual(Array(50).fill(undefined))
  })
})
