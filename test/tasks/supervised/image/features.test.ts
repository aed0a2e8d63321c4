import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { featureCount } from '../../../../src/model/features.ts'
import {
  drawFeatures,
  encodePoints,
  type FeatureOptions,
} from '../../../../src/tasks/supervised/image/features.ts'

const place = fc.double({ min: -1, max: 1, noNaN: true })

describe('the features of a point', () => {
  it('are x and y themselves where there are none', () => {
    expect(drawFeatures({ kind: 'none' }, 1)).toBeUndefined()
    expect([...encodePoints([0.5, -0.25, 1, 0], undefined)]).toEqual([0.5, -0.25, 1, 0])
  })

  it('are cosines and sines of waves, in cycles over the picture', () => {
    const waves = [
      [1, 0],
      [0.5, -3],
    ] as const
    fc.assert(
      fc.property(place, place, (x, y) => {
        const phases = waves.map(([across, down]) => Math.PI * (across * x + down * y))
        const encoded = encodePoints([x, y], { kind: 'fourier', waves })
        const expected = [...phases.map(Math.cos), ...phases.map(Math.sin)]
        expected.forEach((value, i) => {
          expect(encoded[i]).toBeCloseTo(value, 5)
        })
        expect(encoded).toHaveLength(4)
      }),
      { seed: 1 },
    )
    // A wave of one cycle is at the right edge what it is at the left.
    expect([...encodePoints([-1, 0], { kind: 'fourier', waves: [[1, 0]] })][0]).toBeCloseTo(-1, 6)
    expect([...encodePoints([1, 0], { kind: 'fourier', waves: [[1, 0]] })][0]).toBeCloseTo(-1, 6)
  })

  it('are x, y, and sine and cosine of each octave of each', () => {
    fc.assert(
      fc.property(place, place, (x, y) => {
        const encoded = encodePoints([x, y], { kind: 'sine', frequencies: 3 })
        const expected = [x, y]
        for (const frequency of [1, 2, 4]) {
          for (const p of [x, y]) {
            expected.push(Math.sin(frequency * Math.PI * p), Math.cos(frequency * Math.PI * p))
          }
        }
        expected.forEach((value, i) => {
          expect(encoded[i]).toBeCloseTo(value, 5)
        })
        expect(encoded).toHaveLength(14)
      }),
      { seed: 2 },
    )
  })

  it.each([
    { kind: 'fourier', count: 7, scale: 3 },
    { kind: 'sine', frequencies: 5 },
  ] satisfies FeatureOptions[])('fill as many inputs as they say: $kind', (options) => {
    const features = drawFeatures(options, 1)!
    expect(encodePoints([0, 0, 1, 1, -1, 1], features)).toHaveLength(3 * featureCount(features))
  })

  it('stand one point after another', () => {
    const features = drawFeatures({ kind: 'fourier', count: 4, scale: 2 }, 9)
    const both = encodePoints([0.1, 0.2, -0.3, 0.4], features)
    expect(both.subarray(8)).toEqual(encodePoints([-0.3, 0.4], features))
  })
})

describe('the waves', () => {
  it('are drawn by the seed', () => {
    const options = { kind: 'fourier', count: 8, scale: 2 } as const
    expect(drawFeatures(options, 5)).toEqual(drawFeatures(options, 5))
    expect(drawFeatures(options, 6)).not.toEqual(drawFeatures(options, 5))
  })

  it('have the standard deviation that was asked for, in both directions', () => {
    const features = drawFeatures({ kind: 'fourier', count: 4000, scale: 2.5 }, 1)
    const waves = features?.kind === 'fourier' ? features.waves : []
    for (const axis of [0, 1] as const) {
      const values = waves.map((wave) => wave[axis])
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
      expect(Math.abs(mean)).toBeLessThan(0.15)
      expect(Math.sqrt(variance)).toBeCloseTo(2.5, 1)
    }
  })

  it('come back from JSON as they were', () => {
    const features = drawFeatures({ kind: 'fourier', count: 50, scale: 3 }, 2)!
    expect(JSON.parse(JSON.stringify(features))).toEqual(features)
  })
})
