import { describe, expect, it } from 'vitest'
import { decodePng } from '../../../../src/tasks/supervised/image/decode.ts'
import { compose } from '../../../../src/tasks/supervised/image/original.ts'
import { encodePng } from './png.ts'

/** A picture of one pixel. */
function dot(colourType: number, pixel: readonly number[], depth = 8): ReturnType<typeof decodePng> {
  return decodePng(encodePng({ width: 1, height: 1, depth, colourType, pixel: () => pixel }), 10)
}

describe('a picture to learn', () => {
  it('lies over its background', () => {
    const { colours, transparent } = compose(dot(6, [255, 0, 51, 51]), '#0000ff', 'rgb')
    expect(transparent).toBe(true)
    const [red, green, blue] = colours as unknown as [number, number, number]
    expect(red).toBeCloseTo(0.2, 12)
    expect(green).toBe(0)
    expect(blue).toBeCloseTo(0.2 * 0.2 + 0.8, 12)
  })

  it('shows the background alone where it is wholly transparent, none of it where it is opaque', () => {
    expect([...compose(dot(6, [9, 9, 9, 0]), '#ff8000', 'rgb').colours]).toEqual([1, 128 / 255, 0])
    const opaque = compose(dot(6, [51, 102, 153, 255]), '#ff8000', 'rgb')
    expect([...opaque.colours]).toEqual([0.2, 0.4, 0.6])
    expect(opaque.transparent).toBe(false)
  })

  it('has one channel if its file is grey, unless a background of another colour shows', () => {
    const grey = compose(dot(0, [51]), '#ff0000', 'auto')
    expect({ channels: grey.channels, colours: [...grey.colours] }).toEqual({ channels: 1, colours: [0.2] })
    expect(compose(dot(4, [51, 255]), '#ff0000', 'auto').channels).toBe(1)
    expect(compose(dot(4, [51, 9]), '#777777', 'auto').channels).toBe(1)
    expect(compose(dot(4, [51, 9]), '#ff0000', 'auto').channels).toBe(3)
    expect(compose(dot(2, [51, 51, 51]), '#ffffff', 'auto').channels).toBe(3)
    expect([...compose(dot(0, [51]), '#ffffff', 'rgb').colours]).toEqual([0.2, 0.2, 0.2])
  })

  it('becomes its luma in grey, a grey being its own', () => {
    const luma = (pixel: readonly number[]): number => compose(dot(2, pixel), '#ffffff', 'grey').colours[0]!
    expect(luma([255, 0, 0])).toBeCloseTo(0.299, 12)
    expect(luma([0, 255, 0])).toBeCloseTo(0.587, 12)
    expect(luma([0, 0, 255])).toBeCloseTo(0.114, 12)
    for (let value = 0; value < 256; value++) expect(luma([value, value, value])).toBe(value / 255)
  })

  it('keeps 16 bits', () => {
    expect([...compose(dot(2, [1, 2, 65_535], 16), '#ffffff', 'rgb').colours]).toEqual([
      1 / 65_535,
      2 / 65_535,
      1,
    ])
  })
})
