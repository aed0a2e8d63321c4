import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scalingIssue } from '../../../../src/model/scaling-checks.ts'
import { normalRange } from '../../../../src/tasks/supervised/data/robust.ts'
import { scaleRows } from '../../../../src/tasks/supervised/data/scaling.ts'
import { chosenScaling } from '../../../../src/tasks/supervised/data/standardize.ts'

function robust(cells: readonly number[], rows: readonly number[] = [...cells.keys()]) {
  return chosenScaling('robust', Float64Array.from(cells), 1, Uint32Array.from(rows))!
}

describe('standardize: robust', () => {
  it('takes the median away and divides by the quartiles, on the rows given alone', () => {
    const cells = [4, 1, 2, 3, 5, 1e9]
    expect(robust(cells, [0, 1, 2, 3, 4])).toEqual({ mean: [3], deviation: [2 / normalRange] })
  })

  it('leaves out columns that are not to be scaled, and scales nothing where nothing is asked for', () => {
    const cells = Float64Array.of(1, 10, 2, 20, 3, 60)
    const rows = Uint32Array.of(0, 1, 2)
    expect(chosenScaling('robust', cells, 2, rows, (column) => column === 0)).toEqual({
      mean: [2, 0],
      deviation: [1 / normalRange, 1],
    })
    expect(chosenScaling(false, cells, 2, rows)).toBeNull()
  })

  it('gives the deviation of normal values', () => {
    // Quantiles of the normal distribution of mean 7 and deviation 3: Φ⁻¹(1/4), Φ⁻¹(1/2) and Φ⁻¹(3/4).
    const { mean, deviation } = robust(
      [-0.6744897501960817, 0, 0.6744897501960817].map((z) => 7 + 3 * z),
      [0, 0, 1, 2, 2],
    )
    expect(mean).toEqual([7])
    expect(deviation[0]).toBeCloseTo(3, 12)
  })

  it('divides by the deviation where the quartiles are equal', () => {
    expect(robust([5, 5, 5, 5, 9])).toEqual({ mean: [5], deviation: [1.6] })
    expect(robust([5, 5, 5])).toEqual({ mean: [5], deviation: [1] })
  })

  it('is moved little by a few values, however far they are', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e3, max: 1e300, noNaN: true }), (far) => {
        const cells = Array.from({ length: 99 }, (_, row) => row)
        const { mean, deviation } = robust([...cells, far])
        expect(mean[0]).toBeCloseTo(49.5, 6)
        expect(deviation[0]! * normalRange).toBeCloseTo(49.5, 6)
      }),
      { seed: 1 },
    )
  })

  it.each<[string, number]>([
    ['the largest numbers', 3e307],
    ['tiny numbers', 1e-200],
    ['numbers whose range has no inverse', 5e-324],
  ])('scales %s to what a model file takes', (_, unit) => {
    const cells = [-5, -3, -1, 1, 3, 5].map((value) => value * unit)
    const scaling = robust(cells)
    const rows = Uint32Array.from(cells.keys())
    expect(scaleRows(Float64Array.from(cells), 1, rows, scaling).every(Number.isFinite)).toBe(true)
    if (unit > 1e-300) expect(scalingIssue('scaling', 1, scaling)).toBeUndefined()
  })
})
