import { expect, test } from 'vitest'
import { pointsOf } from '../../src/report/curves.ts'
import { runColours } from '../../src/report/palette.ts'
import { drawRepeats, repeatsSvg } from '../../src/report/repeats.ts'
import { decode, descent } from './picture.ts'

const repeats = (count: number): Parameters<typeof repeatsSvg>[0] => ({
  title: 'circles',
  fitnessLabel: 'Error',
  target: 0.03,
  runs: Array.from({ length: count }, (_, i) => ({
    label: `seed ${i + 1}`,
    points: pointsOf(descent(30 + i, 10, i), 'champion'),
  })),
})

test.each([1, 5, 9, 10, 20])(
  'each of %d runs has a colour and a name of its own, the median too',
  (count) => {
    const svg = repeatsSvg(repeats(count))
    for (let i = 1; i <= count; i++) expect(svg).toContain(`>seed ${i}<`)
    expect(svg).toContain('>median<')
    expect(svg).toContain('>target 0.03<')
    expect(svg).toContain(count === 1 ? 'end of 1 run: median' : `end of ${count} runs: median`)
    expect(new Set(runColours(count)).size).toBe(count)
    for (const colour of runColours(count)) expect(svg).toContain(colour)
  },
)

test('a crowd of runs names its first and last', () => {
  const svg = repeatsSvg(repeats(50))
  expect(svg).toContain('>seed 1<')
  expect(svg).toContain('>seed 50<')
  expect(svg).not.toContain('>seed 25<')
})

test('nothing to draw is said, with no runs, empty runs or lost ones', () => {
  const lost = [{ x: 10, y: Number.NaN }]
  for (const runs of [[], [{ label: 'a', points: [] }], [{ label: 'a', points: lost }]]) {
    const svg = repeatsSvg({ title: 'none', fitnessLabel: 'Error', runs })
    expect(svg.match(/>no data</g)).toHaveLength(2)
  }
})

test('runs of one point are dots', () => {
  const one = {
    title: 'one',
    fitnessLabel: 'Error',
    runs: [{ label: 'seed 1', points: [{ x: 50, y: 0 }] }],
  }
  expect(decode(drawRepeats(one, 1)).width).toBe(960)
})
