import { describe, expect, it } from 'vitest'
import { columnInputs, columnWidth } from '../../../../../src/model/column-inputs.ts'
import { tasks } from '../../../../../src/tasks/index.ts'
import { writeDateParts } from '../../../../../src/tasks/supervised/data/dates/parts.ts'
import { examplesFromFile } from '../../../../../src/tasks/supervised/data/from-file.ts'
import type { DataOptions, FileData } from '../../../../../src/tasks/supervised/data/options.ts'
import { encodeRows } from '../../../../../src/tasks/supervised/data/predict.ts'
import { tableOfColumns } from '../../../../../src/tasks/supervised/data/table.ts'
import { type FlatTask, flat } from '../../flat.ts'
import { dataFolder } from '../../folder.ts'
import { issue } from '../../issue.ts'

const folder = dataFolder()

function examples(content: string, options: Partial<FileData> = {}) {
  const file = folder.write('data.csv', content)
  return examplesFromFile({ file, target: 'k', ...options }, { directory: folder.path }, 'classes')
}

function trained(data: DataOptions): FlatTask {
  return flat(tasks.classification.create({ data }, { directory: folder.path, seed: 1 }))
}

const dateIn =
  'data.csv: row 3 (line 4), column "when": expected a date such as 2024-03-01, as elsewhere in the column'

describe('the inputs of a date', () => {
  it('are its days and the angles of its cycles', () => {
    const out = new Float64Array(7)
    // A Monday, the 60th day of a leap year, at six in the morning.
    writeDateParts(Date.UTC(2016, 1, 29, 6) / 86_400_000, true, out)
    const angle = (2 * Math.PI * 59) / 366
    expect(out[0]).toBe(16_860.25)
    expect(out[1]).toBeCloseTo(Math.sin(angle), 15)
    expect(out[2]).toBeCloseTo(Math.cos(angle), 15)
    expect([out[3], out[4], out[5]]).toEqual([0, 1, 1])
    expect(out[6]).toBeCloseTo(0, 15)
  })

  it('begin anew with each year and week, before 1970 too', () => {
    const out = new Float64Array(5)
    writeDateParts(Date.UTC(1969, 11, 29) / 86_400_000, false, out)
    expect([out[0], out[3], out[4]]).toEqual([-3, 0, 1])
    writeDateParts(Date.UTC(1969, 0, 1) / 86_400_000, false, out)
    expect([out[0], out[1], out[2]]).toEqual([-365, 0, 1])
  })

  it('are called by their parts', () => {
    const column = { name: 'when', kind: 'date', time: true, missing: null } as const
    expect(columnInputs(column)).toEqual([
      'when: day',
      ...['when: day of the year, sine', 'when: day of the year, cosine'],
      ...['when: day of the week, sine', 'when: day of the week, cosine'],
      ...['when: time of day, sine', 'when: time of day, cosine'],
    ])
    expect([columnWidth(column), columnWidth({ ...column, time: false })]).toEqual([7, 5])
  })
})

describe('a column of dates', () => {
  it('has times if one of its cells has', () => {
    const { columns } = examples(
      'day,moment,k\n2024-03-01,2024-03-01 00:00,p\n2024-03-02,2024-03-01T12:30:00Z,q\n',
    )
    expect(columns).toEqual([
      { name: 'day', kind: 'date', time: false, missing: null },
      { name: 'moment', kind: 'date', time: true, missing: null },
    ])
  })

  it('must be dates throughout', () => {
    expect(issue(() => examples('when,k\n2024-03-01,p\n2024-03-02,q\nsoon,p\n'))).toBe(
      `${dateIn}, found "soon"; if it stands for a missing cell, list it: missing: ["soon"]`,
    )
    expect(issue(() => examples('when,k\n2024-02-28,p\n2024-02-29,q\n2024-02-30,p\n'))).toMatch(
      /found "2024-02-30"/,
    )
    expect(issue(() => examples('when,k\n2024-02-28,p\n2024-02-29,q\n20240301,p\n'))).toMatch(
      /found "20240301"/,
    )
  })

  it('in another notation is read as words, and a note says what is read as dates', () => {
    const { columns, notes } = examples('when,k\n03/04/2024,p\n04/04/2024,q\n')
    expect(columns).toMatchObject([{ kind: 'category' }])
    const read = 'as dates are read 2024-03-01, 2024-03-01T12:30:00Z or 2024-03-01 12:30'
    expect(notes[0]).toBe(`column "when": read as words; ${read}`)
    const many = Array.from(
      { length: 65 },
      (_, row) => `${1 + (row % 28)}.${1 + Math.floor(row / 28)}.2024,${row % 2}`,
    )
    expect(issue(() => examples(`when,k\n${many.join('\n')}\n`))).toBe(
      `data.csv: column "when": expected at most 64 different texts, found 65; ${read}; to leave it out, add "when" to drop`,
    )
  })

  it('is no target of a regression', () => {
    const data = { file: folder.write('data.csv', 'a,k\n1,2024-03-01\n2,2024-03-02\n'), target: 'k' }
    const context = { directory: folder.path, seed: 1 }
    expect(issue(() => tasks.regression.create({ data }, context))).toBe(
      'data.csv: row 1 (line 2), column "k": expected a number to predict, found "2024-03-01"; ' +
        'write dates to predict as numbers, such as days since the first',
    )
  })

  it('is scaled by its days alone, filled by their mean, and predicted alike', () => {
    const records = [
      { when: new Date(Date.UTC(2024, 2, 1)), k: 'p' },
      { when: new Date(Date.UTC(2024, 2, 5)), k: 'q' },
      { when: new Date(Number.NaN), k: 'p' },
      { when: '2024-03-03', k: 'q' },
    ]
    const { signature, train, notes, inputs } = trained({
      ...{ rows: records, target: 'k', validation: 0, missing: 'mean' },
    })
    expect(inputs).toBe(5)
    expect(signature.columns).toEqual([{ name: 'when', kind: 'date', time: false, missing: 19_785 }])
    expect(signature.scaling).toEqual({
      mean: [19_785, 0, 0, 0, 0],
      deviation: [Math.sqrt(2), 1, 1, 1, 1],
    })
    expect(notes).toEqual(['column "when": 1 missing cell filled with the mean 2024-03-03'])
    const cells = ['2024-03-01', '2024-03-05T00:00Z', '', '2024-03-03']
    const table = tableOfColumns('new.csv', ['when'], [cells])
    expect(encodeRows(table, signature).inputs).toEqual(train.inputs)
    expect([...train.inputs.subarray(10, 15)]).toEqual([0, 0, 0, 0, 0])
    const bare = { ...signature, columns: [{ ...signature.columns[0]!, missing: null } as never] }
    expect(encodeRows(table, bare, { missing: 'mean' }).inputs).toEqual(train.inputs)
    expect(issue(() => encodeRows(tableOfColumns('new.csv', ['when'], [['1.3.2024']]), signature))).toBe(
      'new.csv: row 1, column "when": expected a date, as in training: 2024-03-01, 2024-03-01T12:30:00Z or 2024-03-01 12:30, ' +
        'found "1.3.2024"',
    )
  })

  it('is filled with the median under robust scaling', () => {
    const content = 'when,k\n2024-03-01,p\n2024-03-02,q\n,p\n2030-01-01T06:00,q\n'
    const file = folder.write('data.csv', content)
    const { notes } = trained({ file, target: 'k', validation: 0, missing: 'mean', standardize: 'robust' })
    expect(notes).toEqual(['column "when": 1 missing cell filled with the median 2024-03-02T00:00Z'])
  })
})
