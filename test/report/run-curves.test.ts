import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figureValuesOf } from '../../src/report/curves.ts'
import { curvesOf, figuresOf, RunCurves } from '../../src/report/run-curves.ts'
import type { GenerationEvent } from '../../src/run/events.ts'
import { event, events } from './html/sample.ts'

/** An epoch of a fine-tuning that follows 10 generations. */
function epoch(count: number): GenerationEvent {
  return {
    ...event(10 + count),
    phase: 'finetune',
    unit: 'epoch',
    phaseStart: { generation: 10, evaluations: 500 },
    evaluations: 500 + 3.5 * count,
    strategy: { learningRate: 0.1 },
  }
}

const tuned = [...events(10), ...[1, 2, 3].map(epoch)]

describe('the curves of a run', () => {
  it('have a row for each event, with the quartiles in order', () => {
    const { rows } = curvesOf([{ ...event(4), spread: [5, 3] }])
    expect(rows).toEqual([
      {
        phase: 0,
        evaluations: 200,
        generation: 4,
        best: event(4).best,
        champion: event(4).champion,
        validation: event(4).validation,
        median: event(4).median,
        low: 3,
        high: 5,
        current: null,
        diversity: 0.25,
        figures: [event(4).strategy['sigma']],
      },
    ])
  })

  it('survive JSON', () => {
    const curves = curvesOf([{ ...event(1), best: Number.POSITIVE_INFINITY, validation: null }, ...tuned])
    expect(JSON.parse(JSON.stringify(curves.rows))).toEqual(curves.rows)
  })

  it('tell phases, their units and where they begin', () => {
    expect(curvesOf(tuned).phases).toEqual([
      { phase: 'train', unit: 'generation', fromEvaluations: 0, fromGeneration: 0 },
      { phase: 'finetune', unit: 'epoch', fromEvaluations: 500, fromGeneration: 10 },
    ])
    expect(curvesOf(tuned).rows.map(({ phase }) => phase)).toEqual([...Array(10).fill(0), 1, 1, 1])
    expect(curvesOf([]).phases).toEqual([])
  })

  it('of an epoch have the current weights and no population', () => {
    const { rows } = curvesOf([epoch(1)])
    const { median, low, high, diversity, current } = rows[0]!
    expect([median, low, high, diversity]).toEqual([null, null, null, null])
    expect(current).toBe(epoch(1).median)
  })

  it('take up figures of the strategy as they appear', () => {
    const curves = curvesOf(tuned)
    expect(curves.figureNames).toEqual(['sigma', 'failures', 'learningRate'])
    expect(figureValuesOf(curves.rows, 2).slice(8, 12)).toEqual(
      Float64Array.of(Number.NaN, Number.NaN, 0.1, 0.1),
    )
    expect(figureValuesOf(curves.rows, 0).at(-1)).toBeNaN()
  })

  it('take up what the fitness reports, and failures once there are any', () => {
    const [first, second, third] = tuned
    const curves = curvesOf([
      { ...first!, metrics: { fuel: 7, sigma: 2 } },
      { ...second!, failures: 3, metrics: { fuel: 8 } },
      { ...third!, failures: 0 },
    ])
    expect(curves.figureNames).toEqual(['sigma', 'fuel', 'sigma of the fitness', 'failures'])
    expect(figureValuesOf(curves.rows, 1)).toEqual(Float64Array.of(7, 8, Number.NaN))
    expect(figureValuesOf(curves.rows, 3)).toEqual(Float64Array.of(Number.NaN, 3, 0))
  })
})

it('figures of a fitness keep any name beside those of the strategy', () => {
  const [first] = events(1)
  const metrics = JSON.parse('{"__proto__": 1, "constructor": 2, "sigma": 3, "sigma of the fitness": 4}')
  const figures = figuresOf({ ...first!, metrics })
  expect([...figures].slice(1)).toEqual([
    ...[
      ['__proto__', 1],
      ['constructor', 2],
      ['sigma of the fitness', 3],
    ],
    ['sigma of the fitness of the fitness', 4],
  ])
})

describe('curves with a limit', () => {
  it('stay within it, keep the last row of every phase, and the widest spread', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 100 }),
        fc.constantFrom(2, 8, 10),
        (generations, epochs, limit) => {
          const start = { generation: generations, evaluations: generations * 50 }
          const all = [
            ...events(generations),
            ...Array.from({ length: epochs }, (_, i) => ({
              ...epoch(i + 1),
              phaseStart: start,
              generation: generations + i + 1,
            })),
          ]
          const bounded = new RunCurves(limit)
          for (const one of all) bounded.add(one)
          const { rows, phases } = bounded
          expect(rows.length).toBeLessThanOrEqual(limit + phases.length - 1)
          const whole = curvesOf(all).rows
          expect(rows.at(-1)!.generation).toBe(whole.at(-1)!.generation)
          expect(rows.findLast(({ phase }) => phase === 0)!.generation).toBe(generations)
          const edge = (list: typeof rows, of: 'low' | 'high'): number[] =>
            list.flatMap((row) => row[of] ?? []).sort((a, b) => a - b)
          expect(edge(rows, 'low')[0]).toBe(edge(whole, 'low')[0])
          expect(edge(rows, 'high').at(-1)).toBe(edge(whole, 'high').at(-1))
        },
      ),
      { seed: 3, numRuns: 100 },
    )
  })

  it('keep every generation apart while there is room, and then use at least half of it', () => {
    const curves = new RunCurves(10)
    for (const one of events(10)) curves.add(one)
    expect(curves.rows.map(({ generation }) => generation)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    for (let generation = 11; generation <= 1000; generation++) {
      curves.add(event(generation))
      expect(curves.rows.length).toBeGreaterThanOrEqual(5)
      expect(curves.rows.length).toBeLessThanOrEqual(10)
    }
  })

  it('show the widest spread of the generations that share a row', () => {
    const curves = new RunCurves(2)
    for (const [k, spread] of (
      [
        [5, 6],
        [1, 9],
        [3, 4],
      ] as const
    ).entries()) {
      curves.add({ ...event(k + 1), spread })
    }
    expect(curves.rows.map(({ generation, low, high }) => [generation, low, high])).toEqual([
      [2, 1, 9],
      [3, 3, 4],
    ])
  })

  it('show the mean of the failures where generations have been left out', () => {
    const lines = [event(1), { ...event(4), failures: 0, failuresSince: 6 }, event(7)]
    const { rows, figureNames } = curvesOf(lines)
    const at = figureNames.indexOf('failures')
    // Before the first one that has some there is no figure yet.
    expect(rows.map(({ figures }) => figures[at])).toEqual([undefined, 2, 1])
  })

  it('tell a reader what changed', () => {
    const curves = new RunCurves(4)
    let seen: unknown[] = []
    const read = (): void => {
      const { from, rows } = curves.news()
      seen = [...seen.slice(0, from), ...rows]
      expect(seen).toEqual(curves.rows)
    }
    read()
    for (const [i, one] of tuned.entries()) {
      curves.add(one)
      if (i % 3 !== 1) read()
    }
    expect(curves.news().rows).toEqual([])
  })
})
