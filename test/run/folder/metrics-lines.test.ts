import { describe, expect, it } from 'vitest'
import type { GenerationEvent, Timing } from '../../../src/run/events.ts'
import { EventDigest } from '../../../src/run/folder/event-digest.ts'
import { joinedTimes, type MetricsLine } from '../../../src/run/folder/metrics-line.ts'
import { MetricsLines } from '../../../src/run/folder/metrics-lines.ts'
import { event } from '../../report/html/sample.ts'

/** Generation 7 has three failures. */
const run = Array.from({ length: 12 }, (_, i) => event(i + 1))

const tuning = (epoch: number): GenerationEvent => ({
  ...event(12 + epoch),
  ...({ phase: 'finetune', unit: 'epoch', phaseStart: { generation: 12, evaluations: 600 } } as const),
})

function linesOf(events: readonly GenerationEvent[], every: number, lines = new MetricsLines(every)) {
  const written: MetricsLine[] = events.flatMap((one) => lines.take(one, Math.min(one.generation, 3)))
  return { written, last: lines.end() }
}

function digestOf(events: readonly GenerationEvent[]): string {
  const digest = new EventDigest()
  for (const one of events) digest.add(one)
  return digest.take()
}

describe('the lines of a run', () => {
  it('are written at once, but for the last one, which has none before the run ends', () => {
    const { written, last } = linesOf(run, 5)
    expect(written.map(({ generation }) => generation)).toEqual([1, 5, 10])
    expect(last.map(({ generation }) => generation)).toEqual([12])
  })

  it('are not written twice where the last generation has one already', () => {
    expect(linesOf(run.slice(0, 10), 5).last).toEqual([])
    expect(new MetricsLines('auto').end()).toEqual([])
  })

  it('have the last generation of each phase, and count anew in the next one', () => {
    const { written, last } = linesOf([...run, tuning(1), tuning(2), tuning(3)], 5)
    expect(written.map(({ generation }) => generation)).toEqual([1, 5, 10, 12, 13])
    expect(last.map(({ generation }) => generation)).toEqual([15])
  })

  it("have the figures of their own generation, the champion's generation, and all failures since the line before", () => {
    const [, , ten] = linesOf(run, 5).written
    const { timing: _, ...own } = event(10)
    expect(ten).toMatchObject({ ...own, failures: 0, failuresSince: 3, championGeneration: 3 })
  })

  it('have the times of all generations since the line before', () => {
    const [one, five] = linesOf(run, 5).written
    expect(one!.timing).toEqual(event(1).timing)
    expect(five!.timing).toEqual({
      ...{ askMs: 8, evaluateMs: 64, tellMs: 4, busyMs: [64, 32], elapsedMs: 100, phaseMs: 100 },
    })
  })

  it('have a digest of all generations since the line before', () => {
    const { written, last } = linesOf(run, 5)
    expect([...written, ...last].map(({ digest }) => digest)).toEqual(
      [run.slice(0, 1), run.slice(1, 5), run.slice(5, 10), run.slice(10)].map(digestOf),
    )
  })

  it('tell that a generation without one was another', () => {
    const other = run.with(7, { ...run[7]!, best: 0.123 })
    const [one, two] = [run, other].map((events) => linesOf(events, 5).written)
    const digests = (lines: readonly MetricsLine[]): unknown[] => lines.map(({ digest }) => digest)
    expect(digests(one!).slice(0, 2)).toEqual(digests(two!).slice(0, 2))
    expect(one![2]!.digest).not.toBe(two![2]!.digest)
  })

  it('go on from a snapshot after any generation, bit for bit', () => {
    const events = [...run, tuning(1), tuning(2), tuning(3)]
    const whole = linesOf(events, 5)
    for (let taken = 0; taken <= events.length; taken++) {
      const first = new MetricsLines(5)
      const before = events.slice(0, taken).flatMap((one) => first.take(one, Math.min(one.generation, 3)))
      const second = new MetricsLines(5)
      second.take(event(99), null)
      second.restore(structuredClone(first.snapshot()))
      first.end()
      const rest = linesOf(events.slice(taken), 5, second)
      expect([...before, ...rest.written]).toEqual(whole.written)
      expect(rest.last).toEqual(whole.last)
    }
  })
})

describe('joined times', () => {
  const { busyMs: _, ...alone } = event(1).timing

  it.each<[string, Timing, Timing, readonly number[] | undefined]>([
    ['of none', alone, alone, undefined],
    ['of the first', event(1).timing, alone, [16, 8]],
    ['of the second', alone, event(2).timing, [16, 8]],
    ['of both', event(1).timing, { ...alone, busyMs: [1, 2, 3] }, [17, 10, 3]],
  ])('have the work of workers: %s', (_, before, after, busyMs) => {
    const times = joinedTimes(before, after)
    expect(times.busyMs).toEqual(busyMs)
    expect(times).toMatchObject({ askMs: 4, elapsedMs: after.elapsedMs })
  })
})
