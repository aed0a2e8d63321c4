import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packTiles, unpackTiles } from '../../src/memory/tiles.ts'
import { testNumbers } from '../kernels/problem.ts'

describe('tiles', () => {
  it('come back as the rows they were', () => {
    const shapes = fc.record({
      count: fc.integer({ min: 1, max: 200 }),
      width: fc.integer({ min: 1, max: 9 }),
      tile: fc.constantFrom(16, 32, 64),
    })
    fc.assert(
      fc.property(shapes, ({ count, width, tile }) => {
        const next = testNumbers(count)
        const rows = Float32Array.from({ length: count * width }, next)
        const tiles = new Float32Array(Math.ceil(count / tile) * tile * width).fill(9)
        packTiles(rows, count, tile, tiles)
        const back = new Float32Array(rows.length)
        unpackTiles(tiles, count, tile, back)
        expect(back).toEqual(rows)
        const sum = (values: Float32Array): number => values.reduce((total, value) => total + value, 0)
        expect(sum(tiles)).toBeCloseTo(sum(rows), 3)
      }),
      { seed: 2 },
    )
  })

  it('hold the samples of a column side by side', () => {
    const tiles = new Float32Array(32)
    packTiles(Float32Array.of(1, 10, 2, 20, 3, 30), 3, 16, tiles)
    expect(Array.from(tiles.subarray(0, 4))).toEqual([1, 2, 3, 0])
    expect(Array.from(tiles.subarray(16, 20))).toEqual([10, 20, 30, 0])
  })
})
