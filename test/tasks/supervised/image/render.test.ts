import { describe, expect, it } from 'vitest'
import type { Signature } from '../../../../src/model/signature.ts'
import { pixelCentres } from '../../../../src/tasks/supervised/image/coordinates.ts'
import { encodePoints } from '../../../../src/tasks/supervised/image/features.ts'
import { learntSize, renderPicture } from '../../../../src/tasks/supervised/image/render.ts'
import { issue } from '../issue.ts'

const colour: Signature = {
  columns: ['x', 'y'].map((name) => ({ name, kind: 'number', missing: null })),
  scaling: null,
  outputs: { kind: 'colour', names: ['red', 'green', 'blue'], width: 30, height: 20 },
}
const grey: Signature = { ...colour, outputs: { kind: 'colour', names: ['grey'], width: 3, height: 2 } }
const numbers: Signature = { ...colour, outputs: { kind: 'numbers', names: ['z'], scaling: null } }

/** Red grows to the right, green downwards, blue is too much everywhere. */
const slope = {
  forward: (inputs: Float32Array): Float32Array =>
    Float32Array.from({ length: (inputs.length / 2) * 3 }, (_, i) => {
      const point = Math.floor(i / 3) * 2
      return [(inputs[point]! + 1) / 2, (inputs[point + 1]! + 1) / 2, 7][i % 3]!
    }),
}

describe('pixels', () => {
  it('lie at their centres, from -1 at the left and the top', () => {
    expect([...pixelCentres(2, 2, 0, 4)]).toEqual([-0.5, -0.5, 0.5, -0.5, -0.5, 0.5, 0.5, 0.5])
    expect([...pixelCentres(5, 1, 0, 5)]).toEqual([-0.8, 0, -0.4, 0, 0, 0, 0.4, 0, 0.8, 0])
    expect([...pixelCentres(1, 1, 0, 1)]).toEqual([0, 0])
  })

  it('can be had a few at a time', () => {
    const every = pixelCentres(7, 5, 0, 35)
    expect(pixelCentres(7, 5, 11, 9)).toEqual(every.subarray(22, 40))
  })

  it('keep their place at another size', () => {
    const [large, small] = [pixelCentres(4, 4, 0, 16), pixelCentres(2, 2, 0, 4)]
    // The upper left quarter of the large one.
    const mean = [0, 1, 4, 5].reduce((sum, pixel) => sum + large[2 * pixel]! / 4, 0)
    expect(mean).toBeCloseTo(small[0]!, 12)
  })
})

describe('the picture of a network', () => {
  it('has the colours of its outputs, clamped, opaque', () => {
    const pixels = renderPicture(slope, colour, 4, 2)
    expect([...pixels.subarray(0, 8)]).toEqual([32, 64, 255, 255, 96, 64, 255, 255])
    expect([...pixels.subarray(28)]).toEqual([223, 191, 255, 255])
  })

  it('is the same in blocks as in one', () => {
    const [width, height] = [200, 123]
    const whole = slope.forward(Float32Array.from(pixelCentres(width, height, 0, width * height)))
    const pixels = renderPicture(slope, colour, width, height)
    expect(pixels).toHaveLength(width * height * 4)
    for (let pixel = 0; pixel < width * height; pixel++) {
      if (pixels[pixel * 4] !== Math.round(whole[pixel * 3]! * 255)) throw new Error(`pixel ${pixel} differs`)
    }
  })

  it('shows grey in all three channels, and what is no number as black', () => {
    const light = { forward: (inputs: Float32Array) => new Float32Array(inputs.length / 2).fill(0.2) }
    expect([...renderPicture(light, grey, 1, 1)]).toEqual([51, 51, 51, 255])
    const lost = { forward: (inputs: Float32Array) => new Float32Array(inputs.length / 2).fill(Number.NaN) }
    expect([...renderPicture(lost, grey, 1, 1)]).toEqual([0, 0, 0, 255])
  })

  it('goes through the features of the model', () => {
    const features = { kind: 'sine', frequencies: 2 } as const
    const seen: Float32Array[] = []
    const model = {
      forward(inputs: Float32Array): Float32Array {
        seen.push(inputs)
        return new Float32Array(inputs.length / 10)
      },
    }
    renderPicture(model, { ...grey, features }, 3, 2)
    expect(seen).toEqual([encodePoints(pixelCentres(3, 2, 0, 6), features)])
  })

  it('is there for models of pictures alone', () => {
    expect(learntSize(colour)).toMatchObject({ width: 30, height: 20 })
    expect(issue(() => renderPicture(slope, numbers, 1, 1))).toBe(
      'expected a model that has learnt a picture, found one of numbers',
    )
  })
})
