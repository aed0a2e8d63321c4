import { describe, expect, it } from 'vitest'
import type { Signature } from '../../../../src/model/signature.ts'
import { tasks } from '../../../../src/tasks/index.ts'
import { encodeRows } from '../../../../src/tasks/supervised/data/predict.ts'
import { type ReadOptions, readTable } from '../../../../src/tasks/supervised/data/read.ts'
import type { Table } from '../../../../src/tasks/supervised/data/table.ts'
import { flat } from '../flat.ts'
import { dataFolder, penguins } from '../folder.ts'
import { issue } from '../issue.ts'

const folder = dataFolder()

function table(content: string, options?: ReadOptions): Table {
  return readTable(folder.write('new.csv', content), folder.path, options)
}

const signature: Signature = {
  columns: [
    { name: 'mass', kind: 'number', missing: 4000 },
    { name: 'sex', kind: 'category', levels: ['F', 'M'], missing: null },
  ],
  scaling: { mean: [4000, 0, 0], deviation: [500, 1, 1] },
  outputs: { kind: 'classes', target: 'species', names: ['Adelie', 'Gentoo'] },
}

describe('encodeRows', () => {
  it('finds columns by name, in any order, and scales them', () => {
    const { count, inputs, rows, notes } = encodeRows(table('sex,extra,mass\nM,?,4500\nF,,3000\n'), signature)
    expect(count).toBe(2)
    expect([...inputs]).toEqual([1, 0, 1, -2, 1, 0])
    expect([...rows]).toEqual([0, 1])
    expect(notes).toEqual([])
  })

  it('fills missing cells as learnt, and gives zeros to categories never seen', () => {
    const { inputs, notes } = encodeRows(table('mass,sex\nNA,M\n4500,X\n'), signature)
    expect([...inputs]).toEqual([0, 0, 1, 1, 0, 0])
    expect(notes).toEqual([
      'column "mass": 1 missing cell filled',
      'column "sex": 1 cell of a category never seen in training',
    ])
  })

  it('refuses a missing cell that nothing stands in for, or leaves its row out', () => {
    const rows = table('mass,sex\n4000,\n4500,M\n')
    expect(issue(() => encodeRows(rows, signature))).toBe(
      'new.csv: row 1 (line 2), column "sex": expected a value, since the model has none to fill in, found a missing cell',
    )
    const encoded = encodeRows(rows, signature, { missing: 'drop' })
    expect([encoded.count, ...encoded.rows, ...encoded.inputs]).toEqual([1, 1, 1, 0, 1])
    expect(encoded.notes).toEqual(['1 of 2 rows left out for missing cells'])
  })

  it('names a column that the rows lack', () => {
    expect(issue(() => encodeRows(table('Mas,sex\n1,M\n'), signature))).toBe(
      'new.csv: column "mass": expected this column, an input of the model, found none of that name; ' +
        'did you mean "Mas"?',
    )
  })

  it('names row and column of a text among numbers', () => {
    expect(issue(() => encodeRows(table('mass,sex\n4000,F\nheavy,M\n'), signature))).toBe(
      'new.csv: row 2 (line 3), column "mass": expected a number, as in training, found "heavy"',
    )
  })

  it('reads the decimal sign of the new file, found or given', () => {
    const found = encodeRows(table('mass;sex\n4500,5;M\n'), signature)
    expect([found.inputs[0], found.notes]).toEqual([
      Math.fround(1.001),
      ['numbers are read with a decimal comma: "4500,5" is 4500.5'],
    ])
    const given = encodeRows(table('mass\tsex\n4500,5\tM\n', { decimal: ',' }), signature)
    expect([given.inputs[0], given.notes]).toEqual([Math.fround(1.001), []])
    expect(issue(() => encodeRows(table('mass,sex\n"4500,5",M\n'), signature))).toBe(
      'new.csv: row 1 (line 2), column "mass": expected numbers such as 1234.5, as in training, found "4500,5"; ' +
        'read the file with decimal "," (--decimal ,)',
    )
  })

  it('takes the words of training for missing, and no others', () => {
    const { columns } = signature
    const other = {
      ...signature,
      missingWords: ['-999'],
      columns: [columns[0]!, { ...columns[1]!, levels: ['NA', 'M'] }],
    }
    const { inputs, notes } = encodeRows(table('mass,sex\n-999.0,NA\n4500,M\n'), other as Signature)
    expect([...inputs]).toEqual([0, 1, 0, 1, 0, 1])
    expect(notes).toEqual(['column "mass": 1 missing cell filled'])
  })

  it('finds categories by what they mean', () => {
    const category = { name: 'ok', kind: 'category', levels: ['1', '2', 'x'], missing: null } as const
    const other = { ...signature, columns: [category], scaling: null }
    const { inputs, notes } = encodeRows(table('ok,z\n1.0,0\n02,0\nTrue,0\nX,0\n'), other)
    expect([...inputs]).toEqual([1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0])
    expect(notes).toEqual(['column "ok": 1 cell of a category never seen in training'])
  })

  it('names the row of a number that float32 cannot hold', () => {
    expect(issue(() => encodeRows(table('mass,sex\n4000,F\n1e300,M\n'), signature))).toBe(
      'new.csv: row 2 (line 3), column "mass": expected a number nearer to those of training, found "1e300"',
    )
  })

  it('reads files without a header by the places of the columns', () => {
    const columns = [2, 3].map(
      (place) => ({ name: `column ${place}`, kind: 'number', missing: null }) as const,
    )
    const placed = { ...signature, columns, scaling: null }
    expect([...encodeRows(table('p,1,2\n', { header: false }), placed).inputs]).toEqual([1, 2])
    expect(issue(() => encodeRows(table('1,2\n', { header: false }), placed))).toMatch(
      /column "column 3": .*; without a header, each column needs the place that it had in training/,
    )
    expect(issue(() => encodeRows(table('p,1,2\nq,3,4\n'), placed))).toMatch(
      /; if the file has no header, --no-header/,
    )
  })

  it.each(['drop', 'mean'] as const)('encodes the training file as training did, missing: %s', (missing) => {
    const data = { file: penguins.file, target: 'Species', missing, validation: 0 } as const
    const task = flat(tasks.classification.create({ data }, { directory: penguins.directory, seed: 1 }))
    const rows = readTable(penguins.file, penguins.directory)
    const encoded = encodeRows(rows, task.signature, { missing: 'drop' })
    expect(encoded.count).toBe(missing === 'drop' ? 334 : 344)
    expect(encoded.inputs).toEqual(task.train.inputs)
  })
})
