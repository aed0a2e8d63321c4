import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { type Comparison, comparisonReport } from '../../../src/cli/compare/comparison-report.ts'
import type { ContestantFigures } from '../../../src/library/compare/figures.ts'

const ga: ContestantFigures = {
  runs: 30,
  median: 0.08971,
  quartiles: [0.06467, 0.1134],
  interval: [0.07578, 0.1018],
  best: 0.03,
  worst: 0.3,
  metrics: { accuracy: 0.9238 },
  successes: 26,
  successRate: 26 / 30,
  evaluationsToTarget: 67_500,
  secondsToTarget: 2.974,
  expectedRunningTime: 90_000,
}
const adam: ContestantFigures = {
  ...ga,
  median: 0.203,
  metrics: { accuracy: 1 },
  successes: 0,
  successRate: 0,
  evaluationsToTarget: null,
  secondsToTarget: null,
  expectedRunningTime: null,
}
const comparison: Comparison = {
  part: 'train',
  units: { fitness: null, errors: null },
  fitnessName: 'cross-entropy',
  target: 0.05,
  budget: { evaluations: 100_000 },
  seeds: [1, 30],
  contestants: [
    { label: 'ga', figures: ga },
    { label: 'ga + finetune', figures: adam },
  ],
}

const linesOf = (text: string): string[] => text.split('\n')
const widest = (text: string): number => Math.max(...linesOf(text).map((line) => stringWidth(line)))
const successOf = (figures: Partial<ContestantFigures>): string => {
  const report = comparisonReport({
    ...comparison,
    contestants: [{ label: 'x', figures: { ...ga, ...figures } }],
  })
  return /\d+ % \(\d+\/\d+\)/.exec(report)![0]
}

describe('the table of a comparison', () => {
  test('has a row a contestant, and says what it rests on', () => {
    expect(comparisonReport(comparison)).toBe(
      [
        'strategy       median cross-entropy     95 % interval         quartiles       success  evaluations to target  seconds to target  accuracy',
        'ga                          0.08971  0.07578 … 0.1018  0.06467 … 0.1134  87 % (26/30)                 67,500               2.97    92.4 %',
        'ga + finetune                0.2030  0.07578 … 0.1018  0.06467 … 0.1134    0 % (0/30)                      -                  -     100 %',
        '',
        'budget: 100,000 evaluations per training; 30 repeats, seeds 1 … 30',
        'target: 0.05; evaluations and seconds to it are medians over the trainings that reached it',
        '',
      ].join('\n'),
    )
  })

  test('says nothing of a target where there is none', () => {
    const report = comparisonReport({ ...comparison, target: undefined })
    expect(report).not.toMatch(/target|success/)
    expect(report).toContain('accuracy')
  })

  test('calls neither a near miss perfect nor one success none', () => {
    expect(successOf({ runs: 300, successes: 299 })).toBe('99 % (299/300)')
    expect(successOf({ runs: 300, successes: 1 })).toBe('1 % (1/300)')
    expect(successOf({ runs: 30, successes: 30 })).toBe('100 % (30/30)')
  })

  test('claims no interval from one repeat, and says so of one seed', () => {
    const alone = { ...comparison, seeds: [7, 7], budget: { seconds: 20 } } as const
    const report = comparisonReport({ ...alone, contestants: [{ label: 'ga', figures: { ...ga, runs: 1 } }] })
    expect(linesOf(report)[1]).toMatch(/^ga +0\.08971 +- +0\.06467 … 0\.1134 /)
    expect(report).toContain('budget: 20 s per training; 1 repeat, seed 7\n')
  })

  test('says both limits of a budget that has two', () => {
    const report = comparisonReport({ ...comparison, budget: { evaluations: 500, seconds: 1.5 } })
    expect(report).toContain('budget: 500 evaluations or 1.5 s per training; ')
  })

  test('names those of whose trainings some did not finish', () => {
    const none = {
      ...adam,
      runs: 0,
      median: Number.NaN,
      quartiles: [Number.NaN, Number.NaN],
      metrics: {},
    } as const
    const contestants = [
      { label: 'ga', figures: ga },
      { label: 'sgd', figures: { ...ga, runs: 29 } },
      { label: 'adam', figures: none },
    ]
    const report = comparisonReport({ ...comparison, contestants })
    expect(linesOf(report).slice(-3)).toEqual([
      'sgd: 29 of 30 trainings finished',
      'adam: 0 of 30 trainings finished',
      '',
    ])
    expect(linesOf(report)[3]).toMatch(/^adam( +-){7}$/)
  })

  test('shows every metric that any contestant has', () => {
    const other = { ...ga, metrics: { r2: 0.5 } }
    const contestants = [...comparison.contestants, { label: 'other', figures: other }]
    const [titles, , , row] = linesOf(comparisonReport({ ...comparison, contestants }))
    expect(titles).toMatch(/accuracy +r²$/)
    expect(row).toMatch(/- +0\.5000$/)
  })
})

describe('on short lines', () => {
  test.each([100, 110, 120, 130, 140])('of %d cells nothing runs over', (columns) => {
    const report = comparisonReport(comparison, columns)
    expect(widest(report)).toBeLessThanOrEqual(columns)
    for (const part of ['0.07578 … 0.1018', '87 % (26/30)', '67,500', '2.97', '92.4 %'])
      expect(report).toContain(part)
  })

  test('titles stand on two lines, the last word above the figures', () => {
    const [first, second, third] = linesOf(comparisonReport(comparison, 120)) as [string, string, string]
    expect(first).toMatch(/^ +median +evaluations +seconds to$/)
    expect(second).toMatch(
      /^strategy +cross-entropy +95 % interval +quartiles +success +to target +target +accuracy$/,
    )
    expect(second).toHaveLength(third.length)
  })

  test('too short even for that, the target has a table of its own', () => {
    const [above, below] = comparisonReport(comparison, 100).split('\n\n') as [string, string]
    expect(above).not.toContain('success')
    expect(linesOf(below)[0]).toBe('strategy            success  evaluations to target  seconds to target')
    expect(linesOf(below)[1]).toMatch(/^ga +87 % \(26\/30\) +67,500 +2\.97$/)
  })

  test('cuts the names of contestants and metrics, which may be of any length', () => {
    const long = 'very long '.repeat(20_000)
    const figures = { ...ga, runs: 1, metrics: { [long]: 0.5 } }
    const report = comparisonReport({ ...comparison, contestants: [{ label: long, figures }] }, 80)
    expect(report.length).toBeLessThan(2000)
    expect(report).toContain('very long very long very long…: 1 of ')
  })
})
