import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clipByNorm, clipByValue } from '../../src/gradient/clip.ts'

const finite = fc.float({
  noDefaultInfinity: true,
  noNaN: true,
  min: Math.fround(-1e6),
  max: Math.fround(1e6),
})
const gradients = fc.array(finite, { maxLength: 21 }).map((values) => Float32Array.from(values))
const maxima = fc.double({ min: 1e-3, max: 1e3, noNaN: true })

const norm = (vector: Float32Array): number => Math.hypot(...vector)

describe('clipByNorm', () => {
  it('scales a gradient that is too long, and says how long it was', () => {
    const gradient = Float32Array.of(3, 0, -4)
    expect(clipByNorm(gradient, 2.5)).toBe(5)
    expect([...gradient]).toEqual([1.5, 0, -2])
  })

  it('returns the norm over all entries, however many', () => {
    fc.assert(
      fc.property(gradients, (gradient) => {
        const expected = norm(gradient)
        expect(Math.abs(clipByNorm(gradient, 1) - expected)).toBeLessThanOrEqual(1e-12 * expected)
      }),
    )
  })

  it('leaves no more than the maximum, in the same direction', () => {
    fc.assert(
      fc.property(gradients, maxima, (gradient, maximum) => {
        const clipped = gradient.slice()
        const before = clipByNorm(clipped, maximum)
        expect(norm(clipped)).toBeLessThanOrEqual(maximum * (1 + 1e-6))
        const scale = Math.min(1, maximum / before)
        for (const [i, g] of gradient.entries())
          expect(Math.abs(clipped[i] - g * scale)).toBeLessThanOrEqual(1e-7 * Math.abs(g) + 1e-44)
      }),
    )
  })

  it('leaves a gradient that is short enough bit for bit', () => {
    fc.assert(
      fc.property(gradients, (gradient) => {
        const clipped = gradient.slice()
        clipByNorm(clipped, norm(gradient) * 1.001 + 1e-30)
        expect(clipped).toEqual(gradient)
      }),
    )
  })

  it('neither overflows nor loses what is large', () => {
    const gradient = Float32Array.of(3e38, -3e38)
    expect(clipByNorm(gradient, 1)).toBeCloseTo(3e38 * Math.SQRT2, -33)
    expect(gradient[0]).toBeCloseTo(Math.SQRT1_2, 6)
  })

  it('leaves a gradient that has exploded, and tells by the norm', () => {
    for (const [bad, expected] of [
      [Infinity, Infinity],
      [-Infinity, Infinity],
      [Number.NaN, Number.NaN],
    ] as const) {
      const gradient = Float32Array.of(1, bad)
      expect(clipByNorm(gradient, 1)).toBe(expected)
      expect([...gradient]).toEqual([1, bad])
    }
  })
})

describe('clipByValue', () => {
  it('moves every entry into the range and changes no other', () => {
    fc.assert(
      fc.property(gradients, maxima, (gradient, maximum) => {
        const clipped = gradient.slice()
        clipByValue(clipped, maximum)
        const expected = gradient.map((g) => Math.min(Math.max(g, -maximum), maximum))
        for (const [i, g] of clipped.entries()) expect(g === expected[i]).toBe(true)
      }),
    )
  })

  it('brings the infinite back, and leaves NaN to be seen', () => {
    const gradient = Float32Array.of(Infinity, -Infinity, Number.NaN)
    clipByValue(gradient, 2)
    expect([...gradient]).toEqual([2, -2, Number.NaN])
  })
})
