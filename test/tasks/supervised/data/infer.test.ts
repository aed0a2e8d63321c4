import { describe, expect, it } from 'vitest'
import type { ClassTarget, Examples } from '../../../../src/tasks/supervised/data/examples.ts'
import { examplesFromFile } from '../../../../src/tasks/supervised/data/from-file.ts'
import type { FileData } from '../../../../src/tasks/supervised/data/options.ts'
import { dataFolder } from '../folder.ts'
import { issue } from '../issue.ts'

const folder = dataFolder()

function examples(
  content: string,
  options: Partial<FileData> = {},
  kind: 'classes' | 'numbers' = 'classes',
): Examples {
  const file = folder.write(options.file ?? 'data.csv', content)
  return examplesFromFile({ target: 'k', ...options, file }, { directory: folder.path }, kind)
}

const place = 'data.csv: row 2 (line 3), column "a": expected numbers such as 1234.5'

describe('the decimal sign', () => {
  it('is a comma in a file with semicolons that has such numbers', () => {
    const { columns, inputs, notes } = examples('a;b;k\n0;0,0;p\n1;3,5;q\n2;-1e3;p\n')
    expect(columns.map(({ kind }) => kind)).toEqual(['number', 'number'])
    expect([...inputs]).toEqual([0, 0, 1, 3.5, 2, -1000])
    expect(notes).toEqual(['numbers are read with a decimal comma: "3,5" is 3.5'])
  })

  it.each<[string, string, Partial<FileData>]>([
    ['the config says so', 'a,k\n"1,5",p\n"2,5",q\n', { decimal: ',' }],
    ['the config says so, in tabs', 'a\tk\n1,5\tp\n2,5\tq\n', { decimal: ',', file: 'data.tsv' }],
    [
      'the config says so, in JSON',
      '[{"a":"1,5","k":"p"},{"a":2.5,"k":"q"}]',
      { decimal: ',', file: 'data.json' },
    ],
  ])('is a comma where %s', (_, content, options) => {
    const { inputs, notes } = examples(content, options)
    expect([...inputs]).toEqual([1.5, 2.5])
    expect(notes).toEqual([])
  })

  it('is a point where numbers in the file say so, or the config', () => {
    expect([...examples('a;t;k\n1.5;x,y;p\n2;1,2,3;q\n').inputs.subarray(0, 1)]).toEqual([1.5])
    const comma = 'set decimal: ","'
    expect(issue(() => examples('a;b;k\n1;1.5;p\n2,5;2;q\n'))).toBe(`${place}, found "2,5"; ${comma}`)
    expect(issue(() => examples('a;k\n1;p\n2,5;q\n', { decimal: '.' }))).toBe(
      `${place}, found "2,5"; ${comma}`,
    )
    expect(issue(() => examples('a;b;k\n1;$1.50;p\n2,5;$2.00;q\n'))).toMatch(/found "2,5"/)
  })

  it('is that of the labels too', () => {
    const { target, notes } = examples('a;k\n1;1,5\n2;1,50\n3;2\n')
    expect(target as ClassTarget).toMatchObject({ names: ['1.5', '2'], labels: Uint32Array.of(0, 0, 1) })
    expect(notes).toHaveLength(1)
  })
})

describe('a column of numbers in another notation', () => {
  it.each<[string, string, string]>([
    ['decimal commas', 'a,k\n1,p\n"2,5",q\n"3,5",p\n', 'found "2,5"; set decimal: ","'],
    [
      'commas that may group',
      'a,k\n999,p\n"1,234",q\n',
      'found "1,234"; set decimal: "," if "," is the decimal sign; else write them without thousands separators',
    ],
    [
      'money',
      'a,k\n5,p\n"$1,234.50",q\n',
      'found "$1,234.50"; write them without thousands separators and without "$", or add "a" to drop',
    ],
    ['groups by blanks', 'a,k\n5,p\n1 234,q\n', 'found "1 234"; write them without thousands separators'],
    ['shares', 'a,k\n0,p\n12 %,q\n13 %,p\n', 'found "12 %"; write them without "%", or add "a" to drop'],
    ['both decimal signs', 'a,k\n1.5,p\n"2,5",q\n', 'found "2,5"; write all of them with "."'],
  ])('is refused with the cure: %s', (_, content, rest) => {
    expect(issue(() => examples(content))).toBe(`${place}, ${rest}`)
  })

  it('is refused as a target of regression, and in a file with decimal commas', () => {
    expect(issue(() => examples('b,k\n1,$5\n2,$6\n', {}, 'numbers'))).toBe(
      'data.csv: row 1 (line 2), column "k": expected numbers such as 1234.5, found "$5"; ' +
        'write them without "$", or add "k" to drop',
    )
    expect(issue(() => examples('a;k\n1,5;p\n1.234,5;q\n'))).toBe(
      'data.csv: row 2 (line 3), column "a": expected numbers such as 1234,5, found "1.234,5"; ' +
        'write them without thousands separators',
    )
  })

  it('names a cell that can be read in one way before one that can in two', () => {
    expect(issue(() => examples('a,k\n"1,234",p\n"2,5",q\n'))).toMatch(
      /^data.csv: row 2 .* set decimal: ","$/,
    )
  })

  it('stays words where most are words, and as a class', () => {
    const { columns } = examples('a,k\n10 %,p\nx,q\ny,p\nx,q\n')
    expect(columns[0]).toMatchObject({ kind: 'category', levels: ['10 %', 'x', 'y'] })
    expect(examples('a,k\n1,10 %\n2,1-2\n3,"1,5"\n').target).toMatchObject({ names: ['1,5', '1-2', '10 %'] })
    const ages = examples('a,k\n<18,p\n18-64,q\n65+,p\n<18,q\n')
    expect(ages.columns[0]).toMatchObject({ kind: 'category' })
  })
})

describe('numbers beyond the range of float32', () => {
  it('are numbers', () => {
    expect([...examples('a,k\n1e300,p\n2e300,q\n').inputs]).toEqual([1e300, 2e300])
  })

  it('are refused beyond float64, and as a number to predict', () => {
    expect(issue(() => examples('a,k\n1,p\n1e400,q\n'))).toBe(
      'data.csv: row 2 (line 3), column "a": expected a number of at most 1.8e308, found "1e400"',
    )
    expect(issue(() => examples('a,k\n1,1\n2,1e39\n', {}, 'numbers'))).toBe(
      'data.csv: row 2 (line 3), column "k": expected a number to predict of at most 3.4e38, found "1e39"; ' +
        'divide all numbers of the column by the same power of ten',
    )
  })
})

describe('a header that reads like data', () => {
  const cure = 'header: false reads a file without one'

  it.each<[string, string, readonly string[]]>([
    [
      'numbers alone',
      '5.1,3.5\n4.9,3.0\n4.7,3.2\n',
      [`the header reads like a row of data (5.1, 3.5): ${cure}`],
    ],
    [
      'numbers and a class',
      '5.1,3.5,1.4,0.2,setosa\n4.9,3.0,1.3,0.2,setosa\n6.1,2.9,4.7,1.4,virginica\n',
      [`the header reads like a row of data (5.1, 3.5, 1.4, 0.2, …): ${cure}`],
    ],
    ['years beside a word', 'country,2019,2020\nA,1,2\nB,3,4\n', []],
    ['words', 'a,b\n1,2\n3,4\n', []],
  ])('has a note: %s', (_, content, notes) => {
    const target = content.slice(content.slice(0, content.indexOf('\n')).lastIndexOf(',') + 1).split('\n')[0]!
    const heard = examples(content, { target }).notes.filter((note) => note.includes('header'))
    expect(heard).toEqual(notes)
  })

  it('is a row where the config says that there is no header', () => {
    const { count, columns, notes } = examples('1,2,p\n3,4,q\n', { header: false, target: 'column 3' })
    expect([count, columns.map(({ name }) => name), notes]).toEqual([2, ['column 1', 'column 2'], []])
    expect(issue(() => examples('1,2,p\n3,4,q\n', { target: 'column 3' }))).toBe(
      'task.data.target: expected a column of data.csv, found "column 3"; if the file has no header, ' +
        'set header: false; its columns are then "column 1" to "column 3"',
    )
  })
})
