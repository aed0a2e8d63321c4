import { describe, expect, it } from 'vitest'
import type { ReportedContestant, TrainingsReport } from '../../../../src/report/html/trainings/data.ts'
import { fittedTexts } from '../../../../src/report/html/trainings/fitted-text.ts'
import { trainingsHtml } from '../../../../src/report/html/trainings/page.ts'
import { ranked } from '../../../../src/report/html/trainings/ranking.ts'
import { repeatsSvg } from '../../../../src/report/repeats.ts'
import { listedRun } from '../listing/sample.ts'
import { record } from '../sample.ts'

function contestant(label: string, ...fitness: readonly number[]): ReportedContestant {
  const middle = fitness.toSorted()[Math.floor(fitness.length / 2)] ?? Number.NaN
  return {
    label,
    figures: {
      ...{ runs: fitness.length, median: middle, best: middle, worst: middle, metrics: {} },
      ...{ quartiles: [middle, middle], interval: [middle, middle], successes: 1 },
    },
    trainings: fitness.map((value, k) => ({
      run: listedRun({ seed: k + 1, fitness: value, reason: 'target' }),
      ...{ metrics: { accuracy: 0.5 }, address: `seed-${k + 1}/` },
    })),
  }
}

function data(more: Partial<TrainingsReport> = {}): TrainingsReport {
  const contestants = [contestant('', 0.3, 0.1, 0.2)]
  return {
    ...{ kind: 'repeats', folder: 'runs/r', writtenAt: '2026-01-01T00:00:00.000Z', status: 'done' },
    ...{ identity: record(), config: { seed: 1 }, strategy: 'ga', budget: null, repeats: 3, part: 'train' },
    ...{ target: 0.1, fitnessLabel: 'cross-entropy', units: { fitness: null, errors: null } },
    ...{ contestants, plot: '<svg></svg>', remarks: [] },
    ...more,
  }
}

/** What a reader sees. */
function words(html: string): string {
  return html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
}

describe('the report of several trainings', () => {
  it('names the best of repeats, the spread, and each training with a link', () => {
    const html = trainingsHtml(data())
    const text = words(html)
    expect(text).toContain('All 3 trainings ended. The best champion is of seed 2 : cross-entropy 0.1000.')
    expect(text).toContain('train cross-entropy 0.2000 0.1500 0.2500 0.1000 0.3000')
    expect(text).toContain('33.3 % reached 0.1000')
    expect(html).toContain('<a href="seed-2/">2</a><span class="best-mark">best</span>')
    expect(html.match(/best-mark"/g)?.length).toBe(1)
    expect(html).not.toContain('<script')
  })

  it('has the contestants of a comparison by their medians, names as text', () => {
    const contestants = [contestant('<b>', 0.3), contestant('best', 0.1, 0.1), contestant('none')]
    const budget = { evaluations: 1000 }
    const html = trainingsHtml(data({ kind: 'compare', strategy: null, budget, contestants, repeats: 2 }))
    const text = words(html)
    expect(text).toContain('3 of 6 trainings ended. best has the best median: cross-entropy 0.1000.')
    expect(text).toMatch(/ 1 best 0\.1000 .* 2 &lt;b&gt; 0\.3000 – .* – none – – – – – – /)
    expect(text).toContain('none , 0 trainings None has begun yet.')
    expect(html).not.toContain('<b>')
  })

  it('says how far trainings are that go on, and which failed', () => {
    const { trainings, ...rest } = contestant('', 0.3, 0.2)
    const [first, second] = trainings as [(typeof trainings)[0], (typeof trainings)[0]]
    const failed = { ...second, run: listedRun({ status: 'failed', error: 'no room', fitness: null }) }
    const contestants = [{ ...rest, trainings: [first, failed] }]
    const text = words(trainingsHtml(data({ status: 'running', contestants, remarks: ['seed-3 is gone'] })))
    expect(text).toContain('1 of 3 trainings have ended so far; 1 failed.')
    expect(text).toContain('failed: no room')
    expect(text).toContain('seed-3 is gone')
  })

  it('ranks equals equally, in either direction', () => {
    const all = [contestant('a', 2), contestant('b', 1), contestant('c'), contestant('d', 2)]
    const places = (direction: 'minimize' | 'maximize'): string[] =>
      ranked(all, direction).map(({ contestant: { label }, rank }) => `${rank} ${label}`)
    expect(places('minimize')).toEqual(['1 b', '2 a', '2 d', 'null c'])
    expect(places('maximize')).toEqual(['1 a', '1 d', '3 b', 'null c'])
  })

  it('holds each text of the picture to the width that it was laid out for', () => {
    const points = [1, 2].map((x) => ({ x, y: 1 / x }))
    const svg = repeatsSvg({ title: 'a & "b"', fitnessLabel: 'mse', runs: [{ label: 'seed 1', points }] })
    const fitted = fittedTexts(svg)
    const texts = fitted.match(/<text [^>]*>/g) ?? []
    expect(texts.length).toBe(svg.match(/<text /g)?.length)
    for (const text of texts) expect(text).toMatch(/ textLength="[\d.]+" lengthAdjust="spacingAndGlyphs">$/)
    const widthOf = (content: string): number =>
      Number(new RegExp(`textLength="([\\d.]+)"[^>]*>${content}<`).exec(fitted)?.[1])
    // In Source Sans 3 at 19 and 12 pixels, not as long as its entities.
    expect(widthOf('a &amp; &quot;b&quot;')).toBeLessThan(80)
    expect(widthOf('seed 1')).toBeGreaterThan(20)
  })
})
