import { describe, expect, it } from 'vitest'
import { columnNames, listed } from '../../../../src/tasks/supervised/data/names.ts'

describe('names of columns', () => {
  it('are those of the file, and places where it has none', () => {
    expect(columnNames(['', 'a', '', 'column 3'], 'line 1')).toEqual({
      names: ['column 1', 'a', 'column 3 (2)', 'column 3'],
      nameless: [0, 2],
    })
  })

  it('are listed up to a number', () => {
    expect(listed(['a', 'b'])).toBe('"a", "b"')
    expect(listed([...'abcdefg'])).toBe('"a", "b", "c", "d", "e" and 2 more')
  })
})
