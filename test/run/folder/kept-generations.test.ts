import { describe, expect, it } from 'vitest'
import { isKept, linesOfPhase } from '../../../src/run/folder/kept-generations.ts'

const kept = (from: number, to: number, every: Parameters<typeof isKept>[1] = 'auto'): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i).filter((generation) => isKept(generation, every))

describe('the generations that are kept', () => {
  it('are all of the first ten thousand', () => {
    expect(kept(1, 10_000)).toHaveLength(10_000)
  })

  it.each([
    [10_000, 2],
    [20_000, 4],
    [40_000, 8],
    [10_000 * 2 ** 17, 2 ** 18],
  ])('are 5,000 in the doubling after %d, every %d-th', (from, apart) => {
    expect(kept(from + 1, from + 3 * apart)).toEqual([from + apart, from + 2 * apart, from + 3 * apart])
    expect(from / apart).toBe(5000)
    expect(isKept(2 * from, 'auto')).toBe(true)
  })

  it.each([1, 9999, 10_000, 10_001, 10_002, 33_333, 100_000])('are counted right among %d', (generations) => {
    expect(linesOfPhase(generations)).toBe(kept(1, generations).length)
  })

  it('are the first and every n-th where the config says n', () => {
    expect(kept(1, 100, 25)).toEqual([1, 25, 50, 75, 100])
    expect(kept(1, 4, 1)).toEqual([1, 2, 3, 4])
    expect(kept(1, 20_003, 20_000)).toEqual([1, 20_000])
  })

  it('stay below 100,000 lines, 50 MB of 500 bytes each, in a day of 20,000 generations a second', () => {
    const day = 24 * 60 * 60 * 20_000
    expect(linesOfPhase(day)).toBe(96_591)
    expect(linesOfPhase(day) * 500).toBeLessThan(50e6)
    // A run of two phases is longest if both take half of the day.
    expect(2 * linesOfPhase(day / 2) * 500).toBeLessThan(100e6)
  })

  it('stay below 300,000 lines, however long a run is', () => {
    expect(linesOfPhase(Number.MAX_SAFE_INTEGER)).toBeLessThan(300_000)
  })
})
