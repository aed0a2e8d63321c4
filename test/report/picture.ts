import { PNG } from 'pngjs'
import type { CurveData, CurvePhase, CurveRow } from '../../src/report/curves.ts'

/** A generation of a run that falls like a loss does. */
export type FallingRow = CurveRow & { readonly champion: number; readonly median: number }

/** A run that falls like a loss does, with a little deterministic roughness. */
export function descent(generations: number, population: number, phase = 0): FallingRow[] {
  return Array.from({ length: generations }, (_, i) => {
    const champion = 0.03 + 2.1 * Math.exp((-4.5 * i) / generations) * (1 + 0.05 * Math.sin(i / 7 + phase))
    const median = champion * (1.5 + 0.12 * Math.sin(i * 1.7 + phase))
    return {
      phase: 0,
      generation: i + 1,
      evaluations: (i + 1) * population,
      best: champion,
      champion,
      median,
      low: champion * 1.2,
      high: median * (1.6 + 0.2 * Math.cos(i * 2.3)),
      current: null,
      validation: champion * 1.12 + 0.01 * (1 + Math.sin(i / 3)),
      diversity: null,
      figures: [],
    }
  })
}

/** A row of a gradient descent: no population, the current weights instead. */
export function asEpoch(row: CurveRow, current: number | null = row.median): CurveRow {
  return { ...row, median: null, low: null, high: null, current }
}

export const trained: CurvePhase = {
  phase: 'train',
  unit: 'generation',
  fromEvaluations: 0,
  fromGeneration: 0,
}

/** Rows of one phase, or of those given, as the curves of a run. */
export function curves(rows: readonly CurveRow[], phases: readonly CurvePhase[] = [trained]): CurveData {
  return { rows, phases: rows.length === 0 ? [] : phases, figureNames: [] }
}

export function decode(png: Buffer): PNG {
  return PNG.sync.read(png)
}

interface Region {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Pixels darker than `below` (0…255, the mean of the channels) in a region, which is by default all of the image. */
export function darkPixels(image: PNG, below = 128, region?: Region): number {
  const { left, right, top, bottom } = region ?? { left: 0, right: image.width, top: 0, bottom: image.height }
  let dark = 0
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = (y * image.width + x) * 4
      if ((image.data[at]! + image.data[at + 1]! + image.data[at + 2]!) / 3 < below) dark += 1
    }
  }
  return dark
}

/** The share of pixels of which a channel differs by more than `tolerance` (0…255); 1 if the sizes differ. */
export function difference(a: PNG, b: PNG, tolerance: number): number {
  if (a.width !== b.width || a.height !== b.height) return 1
  let different = 0
  for (let at = 0; at < a.data.length; at += 4) {
    const red = Math.abs(a.data[at]! - b.data[at]!)
    const green = Math.abs(a.data[at + 1]! - b.data[at + 1]!)
    const blue = Math.abs(a.data[at + 2]! - b.data[at + 2]!)
    if (Math.max(red, green, blue) > tolerance) different += 1
  }
  return different / (a.width * a.height)
}
