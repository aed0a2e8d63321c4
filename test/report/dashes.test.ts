import { describe, expect, it } from 'vitest'
import { dashesOf } from '../../src/report/dashes.ts'
import { linearScale, makeScale } from '../../src/report/scale.ts'

const end = 1000
const curve = (height: (x: number) => number): { x: number; y: number }[] =>
  Array.from({ length: 50 }, (_, i) => ({ x: 20 * (i + 1), y: height(20 * (i + 1)) }))
/** As many colours as there can be curves. */
const hues = ['red', 'green', 'blue', 'black', 'grey']
const linear = linearScale([0, 1], [250, 0])
const log = makeScale('log', [1e-6, 1], [250, 0])

describe('dashes of curves', () => {
  it('are for those that run together, and the first of them is a whole line', () => {
    const falling = (x: number): number => Math.exp(-x / 300)
    const curves = [
      curve(falling),
      curve((x) => 1 - x / 2000),
      curve(falling),
      curve((x) => falling(x) + 0.002),
    ]
    const [first, apart, second, third] = dashesOf(curves, hues, end, [linear])
    expect([first, apart]).toEqual([undefined, undefined])
    expect(new Set([first, second, third]).size).toBe(3)
  })

  it('are not needed where one frame tells curves apart', () => {
    const curves = [curve((x) => 1e-3 / x), curve((x) => 1e-2 / x)]
    expect(dashesOf(curves, hues, end, [linear])).toEqual([undefined, expect.any(String)])
    expect(dashesOf(curves, hues, end, [linear, log])).toEqual([undefined, undefined])
  })

  it('are none for curves that only cross, and for those without values', () => {
    const curves = [curve((x) => x / 1000), curve((x) => 1 - x / 1000), [], curve(() => Number.NaN)]
    expect(dashesOf(curves, hues, end, [linear])).toEqual([undefined, undefined, undefined, undefined])
  })

  it('tell curves of one colour apart, however far from each other', () => {
    const curves = [0.9, 0.7, 0.5, 0.3].map((level) => curve(() => level))
    const [red, green, ...others] = dashesOf(curves, ['red', 'green', 'red', 'red'], end, [linear])
    expect([red, green]).toEqual([undefined, undefined])
    expect(new Set([red, ...others]).size).toBe(3)
  })

  it('go to curves of one colour first, where too many run together', () => {
    const curves = Array.from({ length: 5 }, () => curve(() => 0.5))
    const dashes = dashesOf(curves, ['red', 'green', 'blue', 'black', 'red'], end, [linear])
    expect(new Set(dashes.slice(0, 4)).size).toBe(4)
    expect(dashes[4]).not.toBe(dashes[0])
  })
})
