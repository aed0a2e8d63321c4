import { describe, expect, it } from 'vitest'
import { RandomStream } from '../../../../src/random/stream.ts'
import { outlierNotes } from '../../../../src/tasks/supervised/data/outliers.ts'
import { fitScaling } from '../../../../src/tasks/supervised/data/scaling.ts'

function noted(cells: readonly number[]): string[] {
  const rows = Uint32Array.from(cells.keys())
  const values = Float64Array.from(cells)
  const columns = [{ name: 'x', place: 0 }]
  return outlierNotes(columns, values, 1, rows, fitScaling(values, 1, rows), (names) => names)
}

const named = ['"x"']
const plain = Array.from({ length: 100 }, (_, row) => row)

describe('outlierNotes', () => {
  it.each<[string, readonly number[]]>([
    ['one value far away', [...plain, 1e4]],
    ['two on opposite sides', [...plain, 1e5, -1e5]],
    ['one in the fewest rows', [...plain.slice(0, 19), 1e5]],
    ['one at the end of float64', [...plain, 1.7e308]],
  ])('names a column with %s', (_, cells) => {
    expect(noted(cells)).toEqual(named)
  })

  it.each<[string, readonly number[]]>([
    ['evenly spread values', plain],
    ['a value that is only large', [...plain, 500]],
    ['more far values than outliers are', [...plain, ...plain.slice(0, 5).map((value) => 1e6 + value)]],
    ['equal quartiles', [...plain.map(() => 0), 3, 1e6]],
    ['too few rows', [...plain.slice(0, 18), 1e5]],
    ['one value', [7, 7, 7]],
  ])('is silent about %s', (_, cells) => {
    expect(noted(cells)).toEqual([])
  })

  it('is silent about normal, exponential and log-normal values', () => {
    const random = new RandomStream({ seed: 1, purpose: 0 })
    const normal = plain.map(() => random.normal())
    const shapes = [(z: number) => z, (z: number) => z * z, (z: number) => 2 ** (z * 1.4)]
    for (const shape of shapes) expect(noted(normal.map(shape))).toEqual([])
  })

  it('is silent where nothing is scaled by the deviation', () => {
    const rows = Uint32Array.from({ length: 101 }, (_, row) => row)
    const values = Float64Array.from([...plain, 1e4])
    expect(outlierNotes([{ name: 'x', place: 0 }], values, 1, rows, null, String)).toEqual([])
  })
})
