import { describe, expect, test } from 'vitest'
import { type ComparisonCurves, comparisonSvg, drawComparison } from '../../src/report/comparison.ts'
import { pointsOf } from '../../src/report/curves.ts'
import type { DataPoint } from '../../src/report/data-point.ts'
import { contestantColours } from '../../src/report/palette.ts'
import { decode, descent } from './picture.ts'

const curve = (generations: number, phase = 0): DataPoint[] =>
  pointsOf(descent(generations, 10, phase), 'champion')

/** `contestants` strategies with `repeats` runs of 60 generations each. */
const comparison = (contestants: number, repeats: number): ComparisonCurves => ({
  title: 'two spirals',
  fitnessLabel: 'cross-entropy',
  xLabel: 'Evaluations →',
  contestants: Array.from({ length: contestants }, (_, c) => ({
    label: `strategy ${c + 1}`,
    runs: Array.from({ length: repeats }, (_, i) => curve(60, c + i / 10)),
  })),
})
const contestOf = (...runs: readonly (readonly DataPoint[])[]): ComparisonCurves => ({
  ...comparison(0, 0),
  contestants: [{ label: 'ga', runs }],
})

const opacities = (svg: string): number[] =>
  [...svg.matchAll(/<g opacity="([\d.]+)"/g)].map(([, value]) => Number(value))
const faintest = (svg: string): number => Math.min(...opacities(svg))
const bold = (svg: string, colour: string): string[] =>
  [...svg.matchAll(/<path d="([^"]+)" fill="none" stroke="([^"]+)" stroke-width="2.5"/g)].flatMap(
    ([, path, stroke]) => (stroke === colour ? [path!] : []),
  )
/** The colour and the dashes of each line in the legend. */
const swatches = (svg: string): string[] =>
  [...svg.matchAll(/<path d="M[\d.,]+h[\d.]+" (stroke="[^>]*)>/g)].map(([, look]) => look!)
const colour = contestantColours(1)[0]!

describe('a picture of strategies side by side', () => {
  test.each([1, 3, 8])('gives each of %d a name, a colour and a median in both panels', (count) => {
    const svg = comparisonSvg(comparison(count, 4))
    const colours = contestantColours(count)
    expect(new Set(colours).size).toBe(count)
    colours.forEach((colour, c) => {
      expect(svg).toContain(`>strategy ${c + 1}<`)
      expect(bold(svg, colour)).toHaveLength(2)
    })
    expect(svg).toContain('cross-entropy, linear')
    expect(svg).toContain('cross-entropy, logarithmic')
  })

  test.each([9, 12, 16])('gives no two of %d the same colour and the same dashes', (count) => {
    const lines = swatches(comparisonSvg(comparison(count, 2)))
    expect(lines).toHaveLength(count)
    expect(new Set(lines).size).toBe(count)
    for (const colour of contestantColours(8)) {
      expect(lines.filter((line) => line.includes(`"${colour}"`)).length).toBeGreaterThan(0)
    }
  })

  test('has a palette, of half the bytes, with the blends of twelve lines too', () => {
    const colourType = drawComparison(comparison(12, 5), 1)[25]
    expect(colourType).toBe(3)
  })

  test('draws every repeat, and medians above all of them', () => {
    const svg = comparisonSvg(comparison(3, 7))
    const thin = svg.match(/stroke-width="1" stroke-linejoin/g)
    expect(thin).toHaveLength(2 * 3 * 7)
    const panel = svg.slice(0, svg.indexOf('logarithmic'))
    expect(panel.lastIndexOf('stroke-width="1" stroke-linejoin')).toBeLessThan(
      panel.indexOf('stroke-width="2.5" stroke-linejoin'),
    )
    expect(panel).not.toContain('stroke="white" stroke-width="5"')
  })

  test('fades the repeats as they grow many, over all strategies', () => {
    const values = [
      [1, 2],
      [3, 10],
      [3, 30],
      [8, 30],
      [8, 50],
    ].map(([contestants, repeats]) => faintest(comparisonSvg(comparison(contestants!, repeats!))))
    expect(values.toSorted((a, b) => b - a)).toEqual(values)
    expect(new Set(values).size).toBe(5)
    expect(values.at(-1)).toBeGreaterThanOrEqual(0.05)
  })

  test('carries the median on, level, to the right edge when all its runs have ended', () => {
    const short = contestOf([
      { x: 10, y: 4 },
      { x: 20, y: 1 },
    ])
    const long = { label: 'adam', runs: [curve(60)] }
    const [path] = bold(comparisonSvg({ ...short, contestants: [...short.contestants, long] }), colour)
    const [, ended, edge] = path!
      .split(/[ML]/)
      .slice(1)
      .map((pair) => pair.split(',').map(Number))
    expect(edge![1]).toBe(ended![1])
    expect(edge![0]).toBeGreaterThan(ended![0]! + 200)
  })

  test('marks runs that ended early by a dot, and says so', () => {
    const dots = (svg: string): number => svg.match(/r="1.75"/g)?.length ?? 0
    const early = comparisonSvg(contestOf(curve(60), curve(30), curve(45)))
    expect(dots(early)).toBe(2 * 2)
    expect(early).toContain('with a dot where it ended early')
    const even = comparisonSvg(contestOf(curve(120), curve(119)))
    expect(dots(even)).toBe(0)
    expect(even).not.toContain('a dot')
  })

  test('begins the median where half of the runs have begun', () => {
    const late = [1, 5, 9].map((x) => [
      { x, y: 10 - x },
      { x: 20, y: 1 },
    ])
    const [path] = bold(comparisonSvg(contestOf(...late)), colour)
    expect(path!.match(/[ML]/g)).toHaveLength(3)
  })

  test('says in the caption what the medians came to', () => {
    const level = (...ys: readonly number[]): DataPoint[][] =>
      ys.map((y) => [
        { x: 1, y: 9 },
        { x: 2, y },
      ])
    const two = { ...contestOf(...level(1, 2, 6)), xLabel: 'Seconds →' as const }
    const caption = (others: ComparisonCurves['contestants']): string =>
      comparisonSvg({ ...two, contestants: [...two.contestants, ...others] })
    expect(caption([])).toContain('>Bold: the median of 3 runs, at the end 2.000. Faint: every run<')
    expect(caption([{ label: 'b', runs: level(5) }])).toContain(
      'median of 1 to 3 runs, at the end from 2.000 to 5.000',
    )
    expect(comparisonSvg(contestOf(...level(4)))).toContain('>1 run, at the end 4.000<')
    expect(caption([])).toContain('>Seconds →<')
  })

  test('shows the target, dashed, in both panels and the legend', () => {
    const svg = comparisonSvg({ ...comparison(2, 2), target: 0.02 })
    expect(svg).toContain('>target 0.02<')
    expect(svg.match(/stroke-dasharray="5 4"/g)).toHaveLength(3)
    expect(comparisonSvg(comparison(2, 2)).includes('stroke-dasharray="5 4"')).toBe(false)
  })

  test('thins long runs to what can be seen', () => {
    const long = Array.from({ length: 200_000 }, (_, i) => ({
      x: i,
      y: 1 / (i + 1) + 0.1 * Math.sin(i) ** 2,
    }))
    expect(comparisonSvg(contestOf(long)).length).toBeLessThan(500_000)
  })

  test('passes over what cannot be drawn, and says where nothing is left', () => {
    const lost = [{ x: 10, y: Number.NaN }]
    for (const runs of [[], [[]], [lost, lost]]) {
      const svg = comparisonSvg(contestOf(...runs))
      expect(svg.match(/>no data</g)).toHaveLength(2)
      expect(svg).not.toContain('NaN')
    }
    expect(comparisonSvg(comparison(0, 0)).match(/>no data</g)).toHaveLength(2)
    const partly = comparisonSvg(
      contestOf([...lost, ...curve(20), { x: 300, y: Number.POSITIVE_INFINITY }], lost),
    )
    expect(partly).not.toMatch(/NaN|Infinity/)
    expect(decode(drawComparison(contestOf([{ x: 50, y: 0 }]), 1)).width).toBe(960)
  })
})

/** What protanopes, deuteranopes and tritanopes see of linear sRGB (Machado, Oliveira and Fernandes 2009, severity 1). */
const SIGHT: readonly (readonly (readonly number[])[])[] = [
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
]

const linear = (colour: string): number[] =>
  [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
const times = (rows: readonly (readonly number[])[], v: readonly number[]): number[] =>
  rows.map((row) => row.reduce((sum, value, i) => sum + value * v[i]!, 0))

/** CIE L*a*b* under D65. */
function lab(rgb: readonly number[]): number[] {
  const toXyz = [
    [0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047],
    [0.2126729, 0.7151522, 0.072175],
    [0.0193339 / 1.08883, 0.119192 / 1.08883, 0.9503041 / 1.08883],
  ]
  const [x, y, z] = times(toXyz, rgb).map((t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116))
  return [116 * y! - 16, 500 * (x! - y!), 200 * (y! - z!)]
}

/** The least distance in L*a*b* over the first kinds of sight; 2.3 is just noticeable. */
const apart = (a: string, b: string, kinds: number): number =>
  Math.min(
    ...SIGHT.slice(0, kinds).map((sight) => {
      const [one, other] = [a, b].map((c) =>
        lab(times(sight, linear(c)).map((v) => Math.min(1, Math.max(0, v)))),
      )
      return Math.hypot(...one!.map((value, i) => value - other![i]!))
    }),
  )

describe('the colours of strategies', () => {
  const nearest = (count: number, kinds: number): number => {
    const colours = contestantColours(count)
    return Math.min(
      ...colours.flatMap((one, i) => colours.slice(i + 1).map((other) => apart(one, other, kinds))),
    )
  }

  test('are far apart up to five, for protanopes and deuteranopes too', () => {
    expect(nearest(5, 3)).toBeGreaterThan(35)
  })

  test('can be told apart up to eight, for tritanopes too', () => {
    expect(nearest(8, 4)).toBeGreaterThan(15)
  })

  test('begin again with the ninth', () => {
    expect(contestantColours(10).slice(8)).toEqual(contestantColours(2))
  })

  test('stand out from white', () => {
    for (const colour of contestantColours(8)) {
      const luminance = times([[0.2126, 0.7152, 0.0722]], linear(colour))[0]!
      expect(1.05 / (luminance + 0.05), colour).toBeGreaterThan(2.2)
    }
  })
})
