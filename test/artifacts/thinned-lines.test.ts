import { describe, expect, it } from 'vitest'
import { ThinnedLines } from '../../src/artifacts/thinned-lines.ts'
import { failuresSince, type MetricsLine } from '../../src/run/folder/metrics-line.ts'
import { event } from '../report/html/sample.ts'

function thin(lines: readonly MetricsLine[], most?: number): MetricsLine[] {
  const kept = new ThinnedLines(most)
  for (const line of lines) kept.add(line)
  return kept.lines
}

const lines = (count: number): MetricsLine[] => Array.from({ length: count }, (_, i) => event(i + 1))

/** With a peak at one generation. */
const peaked = (count: number, at: number, peak: Partial<MetricsLine>): MetricsLine[] =>
  lines(count).map((line) => (line.generation === at ? { ...line, ...peak } : line))

const sum = (all: readonly MetricsLine[], of: (line: MetricsLine) => number): number =>
  all.reduce((total, line) => total + of(line), 0)

describe('thinned lines', () => {
  it('are all of a run that pictures can show', () => {
    expect(thin(lines(2048))).toEqual(lines(2048))
  })

  it('are bounded for a run of any length, and have its first and its last', () => {
    for (const count of [17, 100, 1000, 5000]) {
      const kept = thin(lines(count), 16)
      expect(kept.length).toBeLessThanOrEqual(16 * 10)
      expect(kept[0]!.generation).toBe(1)
      expect(kept.at(-1)!.generation).toBe(count)
      const places = kept.map(({ generation }) => generation)
      expect(places).toEqual(places.toSorted((a, b) => a - b))
    }
  })

  it.each([2, 333, 1500, 1999])('keep the peak at generation %d', (at) => {
    for (const value of [-5, 99]) {
      for (const key of ['champion', 'median', 'validation'] as const) {
        const kept = thin(peaked(2000, at, { [key]: value }), 16).filter((line) => line[key] === value)
        expect(kept.map(({ generation }) => generation)).toEqual([at])
      }
    }
  })

  it('count what was left out in the next one', () => {
    const failing = lines(1000).map((line) => ({ ...line, failures: line.generation % 3 }))
    const kept = thin(failing, 16)
    expect(kept.length).toBeLessThan(200)
    expect(sum(kept, failuresSince)).toBe(sum(failing, ({ failures }) => failures))
    for (const time of ['askMs', 'evaluateMs', 'tellMs'] as const) {
      expect(sum(kept, ({ timing }) => timing[time])).toBeCloseTo(sum(failing, ({ timing }) => timing[time]))
    }
    expect(sum(kept, ({ timing }) => timing.busyMs![1]!)).toBe(8000)
  })

  it('are as dense at the start of a phase as at its end', () => {
    const kept = thin(lines(4096), 64)
    const half = kept.filter(({ generation }) => generation <= 2048).length
    expect(Math.abs(half - kept.length / 2)).toBeLessThan(kept.length / 10)
  })

  it('are those of each phase by itself: a short one is kept whole', () => {
    const tuning = Array.from(
      { length: 9 },
      (_, i): MetricsLine => ({
        ...event(1001 + i),
        ...({
          phase: 'finetune',
          unit: 'epoch',
          phaseStart: { generation: 1000, evaluations: 50_000 },
        } as const),
      }),
    )
    const kept = thin([...lines(1000), ...tuning], 16)
    expect(kept.slice(-9)).toEqual(tuning)
    expect(kept.at(-10)!.generation).toBe(1000)
  })

  it('are of lines with gaps too', () => {
    const sparse = lines(4000).filter(({ generation }) => generation <= 100 || generation % 40 === 0)
    const kept = thin(sparse, 16)
    expect(kept.length).toBeLessThan(160)
    expect(kept.at(-1)!.generation).toBe(4000)
  })

  it('are of generations without a fitness too', () => {
    const failed = lines(100).map((line): MetricsLine => ({ ...line, median: null, spread: null }))
    expect(thin(failed, 16).at(-1)!.generation).toBe(100)
  })
})
