import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Penalty, regularise } from '../../src/gradient/regularise.ts'

const vectors = fc
  .array(fc.float({ noNaN: true, min: -100, max: 100 }), { maxLength: 9 })
  .map((values) => Float32Array.from(values))

function added(parameters: readonly number[], penalty: Penalty): number[] {
  const gradient = new Float32Array(parameters.length).fill(1)
  regularise(gradient, Float32Array.from(parameters), penalty)
  return [...gradient].map((g) => g - 1)
}

describe('regularise', () => {
  it('adds l2 times the parameter', () => {
    expect(added([2, -4, 0], { l1: 0, l2: 0.25 })).toEqual([0.5, -1, 0])
  })

  it('adds l1 with the sign of the parameter, and nothing at 0', () => {
    expect(added([2, -4, 0, -0], { l1: 0.25, l2: 0 })).toEqual([0.25, -0.25, 0, 0])
  })

  it('adds both', () => {
    expect(added([2, -4], { l1: 0.25, l2: 0.5 })).toEqual([1.25, -2.25])
  })

  it('is the slope of l1 Σ|θ| + l2/2 Σθ²', () => {
    const [l1, l2, h] = [0.3, 0.7, 1e-4]
    const cost = (x: number): number => l1 * Math.abs(x) + (l2 / 2) * x * x
    for (const x of [-3, -0.5, 0.25, 2]) {
      const gradient = new Float32Array(1)
      regularise(gradient, Float32Array.of(x), { l1, l2 })
      expect(gradient[0]).toBeCloseTo((cost(x + h) - cost(x - h)) / (2 * h), 6)
    }
  })

  it('changes nothing without a penalty, and never the parameters', () => {
    fc.assert(
      fc.property(vectors, (parameters) => {
        const [gradient, copy] = [parameters.slice().reverse(), parameters.slice()]
        const before = gradient.slice()
        regularise(gradient, parameters, { l1: 0, l2: 0 })
        expect(gradient).toEqual(before)
        regularise(gradient, parameters, { l1: 1, l2: 1 })
        expect(parameters).toEqual(copy)
      }),
    )
  })
})
