import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scalingIssue } from '../../../../src/model/scaling-checks.ts'
import { fitScaling, scaleRows, unscale } from '../../../../src/tasks/supervised/data/scaling.ts'

const values = Float64Array.of(1, 10, 7, 3, 30, 7, 100, 20, 7)
const firstTwo = Uint32Array.of(0, 1)

describe('scaling', () => {
  it('fits mean and deviation on the rows given alone', () => {
    expect(fitScaling(values, 3, firstTwo)).toEqual({ mean: [2, 20, 7], deviation: [1, 10, 1] })
  })

  it('leaves out columns that are not to be scaled', () => {
    expect(fitScaling(values, 3, firstTwo, (column) => column === 1)).toEqual({
      mean: [0, 20, 0],
      deviation: [1, 10, 1],
    })
  })

  it.each([0, 5, -1e38, 1e39, -1e300, Number.MAX_VALUE])('takes a column of nothing but %s', (value) => {
    const raw = new Float64Array(3).fill(value)
    const scaling = fitScaling(raw, 1, firstTwo)
    expect([...scaleRows(raw, 1, firstTwo, scaling)]).toEqual([0, 0])
    expect(scalingIssue('scaling', 1, scaling)).toBeUndefined()
  })

  it('picks rows and scales them', () => {
    const scaled = scaleRows(values, 3, Uint32Array.of(2, 0), fitScaling(values, 3, firstTwo))
    expect([...scaled]).toEqual([98, 0, 0, -1, -1, 0])
    expect([...scaleRows(values, 3, Uint32Array.of(1), null)]).toEqual([3, 30, 7])
  })

  it('gives columns of mean 0 and deviation 1, and finds its way back', () => {
    const column = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 20 })
    fc.assert(
      fc.property(column, (cells) => {
        const raw = Float64Array.from(cells)
        const rows = Uint32Array.from(cells.keys())
        const scaling = fitScaling(raw, 1, rows)
        fc.pre(Math.max(...cells) - Math.min(...cells) > 1e-3)
        const scaled = scaleRows(raw, 1, rows, scaling)
        const mean = scaled.reduce((sum, value) => sum + value, 0) / cells.length
        const squares = scaled.reduce((sum, value) => sum + (value - mean) ** 2, 0) / cells.length
        expect(mean).toBeCloseTo(0, 3)
        expect(squares).toBeCloseTo(1, 3)
        for (const row of rows) {
          expect(Math.abs(unscale(scaled[row]!, 0, scaling) - raw[row]!)).toBeLessThan(1)
        }
      }),
      { seed: 1 },
    )
  })

  it('keeps deviation 1 for a constant column whose mean is not exact', () => {
    const scaling = fitScaling(Float64Array.of(0.1, 0.1, 0.1), 1, Uint32Array.of(0, 1, 2))
    expect(scaling).toEqual({ mean: [0.1], deviation: [1] })
  })

  it.each<[string, number, number]>([
    ['times in milliseconds', 1.7e12, 1],
    ['huge numbers', 0, 1e300],
    ['the largest numbers', 0, 3e307],
    ['tiny numbers', 0, 1e-200],
    ['numbers that hardly differ', 1, 2 ** -50],
  ])('scales %s like small ones', (_, offset, unit) => {
    const small = [0, 1, 2, 3, 4, 5]
    const rows = Uint32Array.from(small.keys())
    const cells = Float64Array.from(small, (value) => offset + value * unit)
    const expected = scaleRows(
      Float64Array.from(small),
      1,
      rows,
      fitScaling(Float64Array.from(small), 1, rows),
    )
    const scaled = scaleRows(cells, 1, rows, fitScaling(cells, 1, rows))
    for (const row of rows) expect(scaled[row]).toBeCloseTo(expected[row]!, 5)
  })

  it('scales from one end of float64 to the other', () => {
    const cells = Float64Array.of(-1.7e308, 1.7e308, -1.7e308, 1.7e308)
    const rows = Uint32Array.of(0, 1, 2, 3)
    expect([...scaleRows(cells, 1, rows, fitScaling(cells, 1, rows))]).toEqual([-1, 1, -1, 1])
  })
})
