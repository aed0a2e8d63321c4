import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleLoss } from '../../src/kernels/reference/loss.ts'
import { type ActivationName, activations } from '../../src/model/activations.ts'
import { lossFloor } from '../../src/model/loss-floor.ts'

const f32 = (...values: number[]): Float32Array => Float32Array.from(values)

describe('the floor of a loss', () => {
  it('is the entropy of the targets for the losses of probabilities', () => {
    const entropy = -(0.1 * Math.log(0.1) + 0.9 * Math.log(0.9))
    expect(lossFloor('cross-entropy', 'softmax', f32(0.1, 0.9, 0.9, 0.1), 2)).toBeCloseTo(entropy, 6)
    expect(lossFloor('binary-cross-entropy', 'sigmoid', f32(0.1, 0.9), 1)).toBeCloseTo(entropy, 6)
    expect(lossFloor('cross-entropy', 'softmax', f32(0.1, 0.1, 0.9), 3)).toBeCloseTo(0.66, 2)
  })

  it('is 0 for targets of 0 and 1', () => {
    expect(lossFloor('cross-entropy', 'softmax', f32(0, 1, 1, 0), 2)).toBe(0)
    expect(lossFloor('binary-cross-entropy', 'sigmoid', f32(0, 1), 1)).toBe(0)
    expect(lossFloor('hinge', 'tanh', f32(-1, 1), 1)).toBe(0)
  })

  it('is 0 if the outputs can be any number', () => {
    for (const loss of ['mse', 'mae', 'huber', 'euclidean'] as const)
      expect(lossFloor(loss, 'linear', f32(-5, 7), 1)).toBe(0)
  })

  it('counts what a bounded output cannot reach', () => {
    expect(lossFloor('mse', 'sigmoid', f32(-1, 3), 1)).toBe((1 + 4) / 2)
    expect(lossFloor('mae', 'tanh', f32(-1, 3), 1)).toBe(1)
    expect(lossFloor('huber', 'relu', f32(-3, 3), 1)).toBe(2.5 / 2)
    expect(lossFloor('euclidean', 'sigmoid', f32(-3, -4), 2)).toBe(5)
    expect(lossFloor('mse', 'sigmoid', f32(0.1, 0.9), 1)).toBe(0)
  })

  it('counts samples by their weights', () => {
    expect(lossFloor('mse', 'sigmoid', f32(-1, 3), 1, f32(2, 0.5))).toBe((2 + 2) / 2)
    expect(lossFloor('mae', 'tanh', f32(-1, 3, 0, 3), 2, f32(2, 3))).toBe((4 + 6) / 4)
    expect(lossFloor('euclidean', 'sigmoid', f32(-3, -4, 0, 0), 2, f32(3, 9))).toBe(15 / 2)
    const entropy = lossFloor('binary-cross-entropy', 'sigmoid', f32(0.1), 1)
    expect(lossFloor('binary-cross-entropy', 'sigmoid', f32(0.1, 0), 1, f32(4, 7))).toBe(2 * entropy)
  })

  it('is never above the loss of any outputs', () => {
    const cases = [
      ['cross-entropy', 'softmax'],
      ['binary-cross-entropy', 'sigmoid'],
    ] as const
    const share = fc.float({ min: 0, max: 1, noNaN: true })
    const logit = fc.float({ min: -8, max: 8, noNaN: true })
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        fc.tuple(share, share, share),
        fc.tuple(logit, logit, logit),
        ([loss, output], targets, logits) => {
          const [t, z] = [f32(...targets), f32(...logits)]
          const each = loss === 'cross-entropy' ? 1 : 3
          expect(lossFloor(loss, output, t, 3)).toBeLessThanOrEqual(sampleLoss(loss, z, t) / each + 1e-5)
        },
      ),
    )
  })
})

it('activations stay within the range that they declare', () => {
  const values: Readonly<Partial<Record<ActivationName, (x: number) => number>>> = {
    gelu: (x) => (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
    silu: (x) => x / (1 + Math.exp(-x)),
  }
  for (const [name, value] of Object.entries(values)) {
    const lowest = Math.min(...Array.from({ length: 4000 }, (_, index) => value(index / 200 - 10)))
    const [low] = activations[name as ActivationName].range
    expect(lowest).toBeGreaterThanOrEqual(low)
    expect(lowest).toBeLessThan(low + 0.002)
  }
})
