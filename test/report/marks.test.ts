import { describe, expect, test } from 'vitest'
import { comparisonSvg, drawComparison } from '../../src/report/comparison.ts'
import { drawLossCurve } from '../../src/report/loss-curve.ts'
import { clipped } from '../../src/report/marks/clip.ts'
import { line } from '../../src/report/marks/line.ts'
import { toPng } from '../../src/report/raster.ts'
import { linearScale } from '../../src/report/scale.ts'
import { element } from '../../src/report/svg.ts'
import { asEpoch, curves, decode, descent } from './picture.ts'

const frame = { x: linearScale([0, 10], [0, 100]), y: linearScale([0, 1], [100, 0]) }
const faint = { colour: 'red', width: 1, opacity: 0.5 }

describe('what lies far outside a picture', () => {
  test('is no line, and one that comes into the frame begins at its margin', () => {
    const far = [
      { x: 1, y: 1e6 },
      { x: 2, y: 2e6 },
    ]
    expect(line(far, faint)(frame)).not.toContain('<path')
    expect(line([...far, { x: 3, y: 0.5 }], faint)(frame)).toMatch(/d="M29.9\d,-20L30,50"/)
    const across = [-1e6, 0.5, 1e6, 1e6, 0.25].map((y, x) => ({ x, y }))
    expect(line(across, faint)(frame)).toMatch(/d="M\S+,120L10,50L\S+,-20M\S+,-20L40,75"/)
    expect(line([{ x: 1, y: 1e6 }], faint)(frame)).not.toContain('<circle')
  })

  test('takes nothing else down with it', () => {
    const outside = element('circle', { cx: 50, cy: -10_000, r: 3, fill: 'red' })
    const inside = clipped('c', { x: 0, y: 0, width: 90, height: 90 }, outside)
    const svg = element('svg', { xmlns: 'http://www.w3.org/2000/svg', width: 100, height: 100 }, inside)
    expect(decode(toPng(svg, 1)).width).toBe(100)
  })

  test('leaves curves that end at an exact zero to be drawn', () => {
    const run = Array.from({ length: 50 }, (_, i) => ({ x: i * 100, y: i < 3 ? 10 ** -i : 0 }))
    const contestants = [{ label: 'adam', runs: [run, run.slice(0, 3), [{ x: 0, y: 1e30 }]] }]
    const comparison = { title: 't', fitnessLabel: 'loss', xLabel: 'Evaluations →' as const, contestants }
    expect(comparisonSvg(comparison)).toContain('adam')
    expect(decode(drawComparison(comparison, 1)).width).toBe(960)
    const rows = descent(run.length, 100).map((row, i) => ({
      ...asEpoch(row, run[i]!.y),
      evaluations: run[i]!.x,
      champion: run[i]!.y,
    }))
    const loss = { title: 't', fitnessLabel: 'loss', curves: curves(rows) }
    expect(decode(drawLossCurve(loss, 1)).width).toBe(960)
  })
})
