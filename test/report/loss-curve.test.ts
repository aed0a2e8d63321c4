import { describe, expect, test } from 'vitest'
import type { CurvePhase, CurveRow } from '../../src/report/curves.ts'
import { drawLossCurve, type LossCurve, lossCurveSvg } from '../../src/report/loss-curve.ts'
import { asEpoch, curves, darkPixels, decode, descent, type FallingRow, trained } from './picture.ts'

const run = (rows: readonly CurveRow[], phases?: readonly CurvePhase[]): LossCurve => ({
  title: 'penguins',
  fitnessLabel: 'Cross-entropy',
  curves: curves(rows, phases),
})
const plain = (row: FallingRow): FallingRow => ({ ...row, low: null, high: null, validation: null })

describe('a loss curve', () => {
  test('names both scales, the evaluations, every curve and the last figures', () => {
    const svg = lossCurveSvg({ ...run(descent(300, 200)), target: 0.01 })
    for (const words of [
      '>penguins<',
      '>↑ Cross-entropy, linear<',
      '>↑ Cross-entropy, logarithmic<',
      '>Evaluations →<',
      '>best<',
      '>median<',
      '>validation<',
      '>quartiles<',
      '>target 0.01<',
      '>After 300 generations and 60,000 evaluations: best 0.05',
    ]) {
      expect(svg).toContain(words)
    }
  })

  test('has no key to curves that are not there', () => {
    const svg = lossCurveSvg(run(descent(10, 200).map(plain)))
    expect(svg).toContain('>best<')
    for (const words of ['>validation<', '>quartiles<', 'target']) expect(svg).not.toContain(words)
  })

  test('is a PNG of both panels', () => {
    const image = decode(drawLossCurve(run(descent(50, 20)), 1))
    expect(image.width).toBe(960)
    const half = { top: 130, bottom: image.height - 90 }
    expect(darkPixels(image, 160, { ...half, left: 80, right: 440 })).toBeGreaterThan(300)
    expect(darkPixels(image, 160, { ...half, left: 560, right: 920 })).toBeGreaterThan(300)
  })

  test('escapes what the user wrote', () => {
    const svg = lossCurveSvg({
      ...run(descent(3, 10)),
      title: '<b>&\u0000',
      subtitle: '"\u001b',
      fitnessLabel: 'a<b',
    })
    expect(svg).toContain('>&lt;b&gt;&amp;<')
    expect(svg).toContain('>&quot;<')
    expect(svg).toContain('a&lt;b, linear')
    expect(() => drawLossCurve({ ...run([]), title: '</svg>\uffff\ud800' }, 1)).not.toThrow()
  })

  test('without points says so', () => {
    expect(lossCurveSvg(run([])).match(/>no data</g)).toHaveLength(2)
    const lost = descent(5, 10).map((row) => ({ ...plain(row), champion: null, median: null }))
    expect(lossCurveSvg(run(lost)).match(/>no data</g)).toHaveLength(2)
  })

  test('of one point is dots', () => {
    const svg = lossCurveSvg(run(descent(1, 50)))
    expect(svg).toContain('<circle')
    expect(svg).toContain('After 1 generation and 50 evaluations')
    expect(() => drawLossCurve(run(descent(1, 50)), 1)).not.toThrow()
  })

  test('leaves gaps where there is no value', () => {
    const points = descent(60, 10).map((row, i) => ({
      ...plain(row),
      champion: i % 20 === 10 ? null : row.champion,
    }))
    const whole = subpaths(lossCurveSvg(run(descent(60, 10).map(plain))))
    expect(subpaths(lossCurveSvg(run(points)))).toBe(whole + 2 * 3)
  })

  test('draws a flat line for equal values', () => {
    const flat = descent(20, 10).map((row) => ({ ...plain(row), champion: 0.25, median: 0.25 }))
    const image = decode(drawLossCurve(run(flat), 1))
    expect(darkPixels(image, 160, { left: 80, right: 460, top: 130, bottom: 330 })).toBeGreaterThan(500)
  })

  test('keeps its line where the first generation exploded', () => {
    const points = descent(200, 10).map((row, i) => ({
      ...plain(row),
      champion: i < 2 ? 1e9 : row.champion,
    }))
    expect(lossCurveSvg(run(points))).toContain('>2 values outside the frame<')
    const image = decode(drawLossCurve(run(points), 1))
    expect(darkPixels(image, 160, { left: 80, right: 460, top: 130, bottom: 330 })).toBeGreaterThan(250)
  })

  test('takes 100,000 points and draws no more than the raster can show', () => {
    const svg = lossCurveSvg(run(descent(100_000, 50)))
    expect(svg.length).toBeLessThan(600_000)
    expect(svg).toContain('After 100,000 generations')
  })
})

describe('the log panel', () => {
  test('leaves out what is not positive and counts it', () => {
    const points = descent(40, 10).map((row, i) => ({
      ...plain(row),
      champion: i >= 30 ? 0 : row.champion,
    }))
    expect(lossCurveSvg(run(points))).toContain('>10 values at or below zero left out<')
    expect(lossCurveSvg(run(descent(40, 10)))).not.toContain('left out')
  })

  test('is left out when nothing is positive', () => {
    const points = descent(10, 10).map((row) => ({
      ...plain(row),
      champion: -row.champion,
      median: -row.median,
    }))
    const svg = lossCurveSvg(run(points))
    expect(svg).toContain('linear<')
    expect(svg).not.toContain('logarithmic')
    expect(svg).not.toContain('>no data<')
  })

  test('shows where fine-tuning begins, and each of its epochs', () => {
    const epochs = descent(20, 4).map((row) => ({
      ...asEpoch(plain(row), 1.3 * row.champion),
      phase: 1,
      generation: row.generation + 10,
      evaluations: row.evaluations + 500,
    }))
    const tuned: CurvePhase = { phase: 'finetune', unit: 'epoch', fromEvaluations: 500, fromGeneration: 10 }
    const svg = lossCurveSvg(run([...descent(10, 50).map(plain), ...epochs], [trained, tuned]))
    for (const words of [
      '>fine-tuning<',
      '>each epoch<',
      '>median<',
      '>After 10 generations, 20 epochs and 580 evaluations: best',
    ]) {
      expect(svg).toContain(words)
    }
  })

  test('speaks of epochs alone where there is no evolution', () => {
    const epochs = descent(20, 4).map((row) => asEpoch(row))
    const svg = lossCurveSvg(run(epochs, [{ ...trained, unit: 'epoch' }]))
    expect(svg).toContain('>After 20 epochs and 80 evaluations: best')
    for (const words of ['>median<', '>quartiles<', '>fine-tuning<']) expect(svg).not.toContain(words)
  })
})

/** Pieces of the lines, which alone have round joints. */
function subpaths(svg: string): number {
  const paths = [...svg.matchAll(/<path d="([^"]*)"[^>]*stroke-linejoin/g)].map(([, d]) => d!)
  return paths.join('').split('M').length - 1
}
