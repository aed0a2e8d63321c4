import { describe, expect, it } from 'vitest'
import { colouringOf } from '../../src/report/colouring.ts'
import type { Rgb } from '../../src/report/colours.ts'

const apart = (one: Rgb, other: Rgb): number => Math.hypot(...one.map((channel, c) => channel - other[c]!))

describe('samples on a map of numbers', () => {
  it.each([0, 0.2, 0.4, 0.6, 0.8, 1])('have a rim that stands out from their own colour, at %s', (value) => {
    const { sample } = colouringOf({ kind: 'number', name: 'y', extent: [0, 1] })
    const { fill, rim } = sample(value)
    expect(apart(fill, rim)).toBeGreaterThan(130)
  })
})
