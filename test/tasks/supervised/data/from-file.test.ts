import { describe, expect, it } from 'vitest'
import type { ClassTarget, Examples, NumberTarget } from '../../../../src/tasks/supervised/data/examples.ts'
import { examplesFromFile } from '../../../../src/tasks/supervised/data/from-file.ts'
import type { FileData } from '../../../../src/tasks/supervised/data/options.ts'
import { dataFolder, penguins } from '../folder.ts'
import { issue } from '../issue.ts'

const folder = dataFolder()

function classes(content: string, options: Partial<FileData> = {}): Examples {
  const file = folder.write('data.csv', content)
  return examplesFromFile({ file, target: 'y', ...options }, { directory: folder.path }, 'classes')
}

function numbers(content: string, options: Partial<FileData> = {}): Examples {
  const file = folder.write('data.csv', content)
  return examplesFromFile({ file, target: 'y', ...options }, { directory: folder.path }, 'numbers')
}

describe('examplesFromFile', () => {
  it('takes numbers as they are, truth as 1 and 0, and text as one input a level', () => {
    const { columns, inputs, target } = classes(
      'a,b,c,y\n1.5,red,true,no\n2,blue,false,yes\n-3e2,red,true,no\n',
    )
    expect(columns).toEqual([
      { name: 'a', kind: 'number', missing: null },
      { name: 'b', kind: 'category', levels: ['blue', 'red'], missing: null },
      { name: 'c', kind: 'number', missing: null },
    ])
    expect([...inputs]).toEqual([1.5, 0, 1, 1, 2, 1, 0, 0, -300, 0, 1, 1])
    expect(target).toMatchObject({ name: 'y', names: ['no', 'yes'], labels: Uint32Array.of(0, 1, 0) })
  })

  it('orders classes that are numbers by size', () => {
    const { names } = classes('a,y\n1,10\n2,9\n3,2\n').target as ClassTarget
    expect(names).toEqual(['2', '9', '10'])
  })

  it('takes several targets in regression', () => {
    const { columns, target } = numbers('a,y,z\n1,10,0.1\n2,9,0.2\n', { target: ['z', 'y'] })
    expect(columns.map(({ name }) => name)).toEqual(['a'])
    expect((target as NumberTarget).names).toEqual(['z', 'y'])
    expect([...(target as NumberTarget).values]).toEqual([0.1, 10, 0.2, 9])
  })

  it('leaves out rows with missing cells, and says how many', () => {
    const { count, inputs, notes } = classes('a,b,y\n1,1,p\n,2,q\n3,NA,p\n4,?,\n5,5,q\n')
    expect(count).toBe(2)
    expect([...inputs]).toEqual([1, 1, 5, 5])
    expect(notes).toEqual([
      '3 of 5 rows left out for missing cells (a 1, b 2, y 1); ' +
        '"NA", "?" count as missing; missing: [] takes them as written',
    ])
  })

  it('lists columns with missing cells in the order in which rows meet them', () => {
    const { notes } = classes('a,b,y\n1,,p\n,2,q\n3,3,p\n4,4,q\n,,\n')
    expect(notes).toEqual(['3 of 5 rows left out for missing cells (b 2, a 2, y 1)'])
  })

  it('marks missing cells where they are to be filled, and leaves out rows without a target', () => {
    const options = { missing: 'mean' } as const
    const { count, inputs, notes } = classes('a,b,y\n1,u,p\n,v,q\n3,NA,p\n4,u,\n5,v,q\n', options)
    expect(count).toBe(4)
    expect([...inputs]).toEqual([1, 1, 0, Number.NaN, 0, 1, 3, Number.NaN, Number.NaN, 5, 0, 1])
    expect(notes[0]).toBe(
      '1 of 5 rows left out for missing cells (y 1); ' +
        '"NA" counts as missing; missing: { cells: mean, words: [] } takes it as written',
    )
  })

  it('looks for missing cells in the columns it uses only', () => {
    expect(classes('a,b,y\n1,,p\n2,,q\n', { drop: ['b'] })).toMatchObject({ count: 2, notes: [] })
  })

  it('reads the penguins, and points out the one with a dot for a sex', () => {
    const data = { file: penguins.file, target: 'Species' }
    const { count, columns, target, notes } = examplesFromFile(data, penguins, 'classes')
    expect(count).toBe(334)
    expect((target as ClassTarget).names).toEqual(['Adelie', 'Chinstrap', 'Gentoo'])
    expect(columns.find(({ name }) => name === 'Sex')).toMatchObject({ levels: ['.', 'FEMALE', 'MALE'] })
    expect(notes).toEqual([
      '10 of 344 rows left out for missing cells (Beak Length (mm) 2, Beak Depth (mm) 2, Flipper Length (mm) 2, ' +
        'Body Mass (g) 2, Sex 10)',
      'column "Sex": in one row only: "."',
    ])
  })

  it('is not misled by columns named after what objects inherit', () => {
    const { columns } = classes('__proto__,constructor,y\n1,toString,p\n2,valueOf,q\n')
    expect(columns).toEqual([
      { name: '__proto__', kind: 'number', missing: null },
      { name: 'constructor', kind: 'category', levels: ['toString', 'valueOf'], missing: null },
    ])
  })

  it('names row and column of a text between numbers', () => {
    expect(issue(() => classes('mass,y\n1,p\n2,q\n\nheavy,p\n4,q\n'))).toBe(
      'data.csv: row 3 (line 5), column "mass": expected a number, as elsewhere in the column, found "heavy"; ' +
        'if it stands for a missing cell, list it: missing: ["heavy"]',
    )
    expect(issue(() => classes('mass,y\n1,p\n2,q\nInfinity,p\n'))).toMatch(
      /^data\.csv: row 3 \(line 4\), column "mass"/,
    )
    expect(issue(() => numbers('a,y\n1,1\n2,2\n3,many\n'))).toMatch(
      /^data\.csv: row 3 \(line 4\), column "y"/,
    )
  })

  it('refuses categories to regress on', () => {
    expect(issue(() => numbers('a,y\n1,p\n2,q\n'))).toBe(
      'data.csv: row 1 (line 2), column "y": expected a number to predict, found "p"; ' +
        'kind: classification predicts categories',
    )
  })

  it('refuses a text column with too many levels, as ids have', () => {
    const rows = Array.from({ length: 65 }, (_, row) => `n${row},${row % 2}`).join('\n')
    expect(issue(() => classes(`id,y\n${rows}\n`))).toBe(
      'data.csv: column "id": expected at most 64 different texts, found 65; ' +
        'to leave it out, add "id" to drop',
    )
  })

  it('refuses more classes than are likely', () => {
    const rows = Array.from({ length: 257 }, (_, row) => `${row},${row / 7}`).join('\n')
    expect(issue(() => classes(`a,y\n${rows}\n`))).toBe(
      'data.csv: column "y": expected at most 256 classes, found 257; kind: regression predicts numbers',
    )
  })

  it.each<[string, Partial<FileData>, string]>([
    [
      'a,y\n1,p\n',
      { target: 'Y2' },
      'task.data.target: expected a column of data.csv, found "Y2"; did you mean "y"?',
    ],
    [
      'a,y\n1,p\n',
      { target: 'species' },
      'task.data.target: expected a column of data.csv, found "species"; its columns are "a", "y"',
    ],
    [
      'a,y\n1,p\n',
      { drop: ['b2'] },
      'task.data.drop: expected a column of data.csv, found "b2"; its columns are "a", "y"',
    ],
    ['a,y\n1,p\n', { drop: ['y'] }, 'task.data.drop: expected columns other than the target, found "y"'],
    ['a,y\n1,p\n', { target: ['y', 'y'] }, 'task.data.target: expected each target once, found "y" twice'],
    ['a,y\n1,p\n', { target: [] }, 'task.data.target: expected at least one column, found none'],
    [
      'a,b,y\n1,2,p\n',
      { target: ['b', 'y'] },
      'task.data.target: expected one column that names the class, found 2 columns',
    ],
    [
      'a,y\n1,p\n',
      { drop: ['a'] },
      'data.csv: expected a column that is neither a target nor dropped, found none',
    ],
    [
      'a,b,y\n1,,p\n,2,q\n',
      {},
      'data.csv: expected rows without a missing cell, found none of 2 (b 1, a 1); ' +
        'missing: mean fills cells, and drop leaves out columns',
    ],
  ])('refuses %j with %j', (content, options, message) => {
    expect(issue(() => classes(content, options))).toBe(message)
  })
})
