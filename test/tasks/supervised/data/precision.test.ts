import { describe, expect, it } from 'vitest'
import { lostDifferences } from '../../../../src/tasks/supervised/data/precision.ts'
import { fitScaling } from '../../../../src/tasks/supervised/data/scaling.ts'

function notes(values: readonly number[], standardize: boolean): string[] {
  const column = Float64Array.from(values)
  const rows = Uint32Array.from(values.keys())
  const scaling = standardize ? fitScaling(column, 1, rows) : null
  return lostDifferences([{ name: 'ts', place: 0 }], column, 1, rows, scaling)
}

const times = Array.from({ length: 60 }, (_, row) => 1_700_000_000_000 + 1000 * row)

describe('lostDifferences', () => {
  it('tells of times in milliseconds that are not standardised', () => {
    expect(notes(times, false)).toEqual([
      'column "ts": 60 different values are only 1 in float32; standardize: true tells them apart',
    ])
    expect(notes(times, true)).toEqual([])
  })

  it('tells of values beside one that is far larger', () => {
    const values = [...Array.from({ length: 20 }, (_, row) => row), 1e12]
    expect(notes(values, true)).toEqual([
      expect.stringMatching(
        /^column "ts": 21 different values are only \d in float32 even when standardised, since/,
      ),
    ])
    expect(notes(values, false)).toEqual([])
  })

  it('does not promise what does not help', () => {
    const values = [...times, 1e22]
    expect(notes(values, false)).toEqual([
      'column "ts": 61 different values are only 2 in float32, since they differ by too little beside the largest',
    ])
  })

  it('is silent where less than a tenth is lost', () => {
    const close = Array.from({ length: 100 }, (_, row) => row)
    expect(notes([...close, 1.00000001], false)).toEqual([])
    expect(notes([5, 5, 5], false)).toEqual([])
    expect(notes([0.1, 0.2, 0.3, 0.4, 0.1], false)).toEqual([])
  })
})
