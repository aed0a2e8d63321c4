import { describe, expect, it } from 'vitest'
import { examplesFromFile } from '../../../../src/tasks/supervised/data/from-file.ts'
import type { FileData } from '../../../../src/tasks/supervised/data/options.ts'
import { dataFolder } from '../folder.ts'
import { issue } from '../issue.ts'

const folder = dataFolder()

function inputs(
  content: string,
  options: Partial<FileData> = {},
): { names: string[]; notes: readonly string[] } {
  const file = folder.write(options.file ?? 'data.csv', content)
  const found = examplesFromFile({ target: 'k', ...options, file }, { directory: folder.path }, 'classes')
  return { names: found.columns.map(({ name }) => name), notes: found.notes }
}

const index = 'the first column has no name and only counts the rows: it is left out'

describe('tellingColumns', () => {
  it.each<[string, string, string[], string[]]>([
    ['an index from 0', ',a,k\n0,5,p\n1,6,q\n', ['a'], [index]],
    ['an index from 1, as R writes it', '"a","k"\n"1",5,"p"\n"2",6,"q"\n', ['a'], [index]],
    [
      'numbers with a gap',
      ',a,k\n0,5,p\n2,6,q\n',
      ['column 1', 'a'],
      ['columns without a name are called "column 1"'],
    ],
    [
      'an index from 2',
      ',a,k\n2,5,p\n3,6,q\n',
      ['column 1', 'a'],
      ['columns without a name are called "column 1"'],
    ],
    [
      'an index elsewhere',
      'a,,k\n5,0,p\n6,1,q\n',
      ['a', 'column 2'],
      ['columns without a name are called "column 2"'],
    ],
    ['an index with a name', 'id,a,k\n0,5,p\n1,6,q\n', ['id', 'a'], []],
    [
      'no values',
      'a,b,k,\n1,,p,\n2,NA,q,\n',
      ['a'],
      ['columns without values are left out: "b", "column 4"'],
    ],
  ])('with %s', (_, content, names, notes) => {
    expect(inputs(content)).toEqual({ names, notes })
  })

  it('lists a few columns only, and none that is dropped', () => {
    const content = `${'a'},${','.repeat(7)}k\n1,${','.repeat(7)}p\n2,${','.repeat(7)}q\n`
    expect(inputs(content).notes).toEqual([
      'columns without values are left out: "column 2", "column 3", "column 4", "column 5", "column 6" and 2 more',
    ])
    expect(inputs(',a,k\n7,1,p\n9,2,q\n', { drop: ['column 1'] }).notes).toEqual([])
  })

  it('may have a nameless target', () => {
    expect(inputs('a,\n1,p\n2,q\n', { target: 'column 2' })).toEqual({ names: ['a'], notes: [] })
  })

  it('takes nameless keys of JSON alike', () => {
    const content = '[{"": 0, "a": 5, "k": "p"}, {"": 1, "a": 6, "k": "q"}]'
    expect(inputs(content, { file: 'data.json' })).toEqual({ names: ['a'], notes: [index] })
  })

  it('refuses a file in which no column is left', () => {
    expect(issue(() => inputs(',a,k\n0,,p\n1,,q\n'))).toBe(
      'data.csv: expected an input column with values, found only columns that tell nothing: "column 1", "a"',
    )
  })
})
