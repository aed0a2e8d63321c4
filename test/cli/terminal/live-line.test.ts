import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type LiveState,
  liveLine,
  logLine,
  type TrainingsState,
} from '../../../src/cli/terminal/live-line.ts'
import { ANSI } from '../../../src/cli/terminal/paint.ts'

const state: LiveState = {
  generation: 124,
  generations: 300,
  evaluations: 1_547_000,
  best: 0.0312,
  validation: 0.0401,
  elapsedMs: 8500,
  leftMs: 12_065,
}
const trainings: TrainingsState = {
  trainings: 50,
  ended: 12,
  best: 0.0123,
  median: 0.024,
  evaluations: 522_500,
  elapsedMs: 12_680,
  leftMs: 38_040,
  fractionDone: 0.25,
}
const ESCAPE = '\u001b'
const bare = (line: string): string => line.replace(new RegExp(`${ESCAPE}\\[\\d+m`, 'g'), '')

describe('the live line', () => {
  test('tells bar, generation, best, validation, rate and time left', () => {
    expect(liveLine(state, 100)).toBe(
      '━━━━━━━━━━                124/300  best 0.0312  validation 0.0401  182k evals/s  0:12 left',
    )
  })

  test('begins with what tells the run from others', () => {
    expect(liveLine({ ...state, label: 'seed 2' }, 60)).toBe(
      'seed 2  124/300  best 0.0312  validation 0.0401  0:12 left',
    )
    expect(liveLine({ ...state, label: 'seed 2' }, 68)).toBe(
      'seed 2  ━━━╸      124/300  best 0.0312  validation 0.0401  0:12 left',
    )
  })

  test('gives the bar what room is left', () => {
    expect(liveLine(state, 79)).toBe(
      '━━━━━╸         124/300  best 0.0312  validation 0.0401  182k evals/s  0:12 left',
    )
  })

  test.each([
    [66, '124/300  best 0.0312  validation 0.0401  182k evals/s  0:12 left'],
    [60, '━━━╸      124/300  best 0.0312  validation 0.0401  0:12 left'],
    [40, '124/300  best 0.0312  validation 0.0401'],
    [30, '━━━╸      124/300  best 0.0312'],
    [20, '124/300  best 0.0312'],
    [10, '124/300'],
    [4, '124/'],
    [0, ''],
  ])('drops what matters least to fit %d cells', (width, line) => expect(liveLine(state, width)).toBe(line))

  test('without a limit there is no bar and no time left', () => {
    expect(liveLine({ ...state, generations: undefined, leftMs: undefined }, 100)).toBe(
      'generation 124  best 0.0312  validation 0.0401  182k evals/s  0:09 so far',
    )
  })

  test('goes by the nearest limit, be it time or evaluations', () => {
    const line = liveLine({ ...state, generations: undefined, fractionDone: 0.5 }, 100)
    expect(line).toContain(`${'━'.repeat(12)}${' '.repeat(14)}generation 124`)
    expect(line).toContain('0:12 left')
  })

  test('tells the time so far while the time left is not known', () => {
    expect(logLine({ ...state, leftMs: undefined })).toMatch(/182k evals\/s {2}0:09 so far$/)
  })

  test('of a first generation tells how many individuals are scored, and the time', () => {
    const first = { generation: 0, generations: 300, evaluations: 12, best: Number.NaN, elapsedMs: 3400 }
    const scored = { count: 12, of: 200 }
    expect(logLine({ ...first, underWay: { scored } })).toBe('  0/300   12/200 scored  0:03 so far')
    expect(logLine({ ...first, generations: undefined, underWay: { scored } })).toBe(
      'generation 1   12/200 scored  0:03 so far',
    )
    expect(logLine({ ...first, generations: undefined, unit: 'epoch', underWay: { scored: null } })).toBe(
      'epoch 1  0:03 so far',
    )
  })

  test('of a later generation that takes long tells that beside the figures so far', () => {
    const scored = { count: 3, of: 20 }
    expect(logLine({ ...state, underWay: { scored } })).toBe(
      '124/300  best 0.0312  validation 0.0401   3/20 scored  182k evals/s  0:12 left',
    )
  })

  test('at the end it tells how long it took', () => {
    expect(liveLine({ ...state, generation: 300 }, 100)).toMatch(/^━{24} {2}300\/300 .* in 0:09$/)
  })

  test('a log line has no bar', () => {
    expect(logLine(state)).toBe('124/300  best 0.0312  validation 0.0401  182k evals/s  0:12 left')
  })

  test('colours take no room', () => {
    expect(liveLine(state, 79, ANSI)).not.toBe(liveLine(state, 79))
    expect(bare(liveLine(state, 79, ANSI))).toHaveLength(liveLine(state, 79).length)
  })

  test('of several trainings tells how many have ended, the best and the median', () => {
    expect(liveLine(trainings, 100)).toBe(
      '━━━━━━                    12/50 trainings  best 0.0123  median 0.0240  41.2k evals/s  0:38 left',
    )
    expect(logLine({ ...trainings, ended: 50, fractionDone: 1 })).toBe(
      '50/50 trainings  best 0.0123  median 0.0240  41.2k evals/s  in 0:13',
    )
    expect(logLine({ ...trainings, ended: 3 })).toMatch(/^ 3\/50 trainings/)
  })

  test.each([
    [79, '━━        12/50 trainings  best 0.0123  median 0.0240  41.2k evals/s  0:38 left'],
    [60, '12/50 trainings  best 0.0123  median 0.0240  0:38 left'],
    [30, '12/50 trainings  best 0.0123'],
    [20, '12/50 trainings'],
  ])('of several trainings drops what matters least to fit %d cells', (width, line) =>
    expect(liveLine(trainings, width)).toBe(line),
  )

  test('never wraps and never says undefined, whatever the state', () => {
    const any = fc.oneof(fc.double(), fc.constantFrom(0, 1, Number.NaN, Number.POSITIVE_INFINITY))
    const states = fc.record(
      {
        generation: fc.nat(),
        generations: fc.nat(),
        evaluations: fc.nat(),
        best: any,
        validation: any,
        elapsedMs: any,
        fractionDone: any,
      },
      { requiredKeys: ['generation', 'evaluations', 'best', 'elapsedMs'] },
    )
    fc.assert(
      fc.property(states, fc.nat({ max: 200 }), fc.boolean(), (state, width, colour) => {
        const line = bare(liveLine(state, width, colour ? ANSI : undefined))
        expect(line.length).toBeLessThanOrEqual(width)
        expect(line).not.toMatch(/undefined|[\r\n]|NaN:|Infinity/)
        expect(line).not.toContain(ESCAPE)
      }),
      { seed: 1, numRuns: 500 },
    )
  })
})
