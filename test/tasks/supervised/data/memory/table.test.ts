import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { examplesFromFile } from '../../../../../src/tasks/supervised/data/from-file.ts'
import { examplesFromTable } from '../../../../../src/tasks/supervised/data/from-table.ts'
import { asFileData, keptData, keptDataName } from '../../../../../src/tasks/supervised/data/memory/kept.ts'
import { choiceOf, tableOfMemory } from '../../../../../src/tasks/supervised/data/memory/table.ts'
import type { MemoryData, RowsData } from '../../../../../src/tasks/supervised/data/options.ts'
import { readTable } from '../../../../../src/tasks/supervised/data/read.ts'
import { dataFolder } from '../../folder.ts'
import { issue } from '../../issue.ts'

const folder = dataFolder()

function classesOf(data: MemoryData) {
  return examplesFromTable(tableOfMemory(data), choiceOf(data), 'classes')
}

/** The same data, as a run folder keeps it. */
function kept(data: MemoryData) {
  folder.write(keptDataName, keptData(data).text()!)
  return asFileData(data, keptDataName)
}

const records = [
  { age: 3, colour: 'red', label: 'a' },
  { age: null, colour: 'blue', label: 'b' },
  { age: 5, colour: 'red', label: 'a', late: true },
]

describe('rows in memory', () => {
  it('are typed as the columns of a file are', () => {
    const { columns, inputs, target, notes, count } = classesOf({ rows: records, target: 'label' })
    expect(count).toBe(1)
    expect(columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['age', 'number'],
      ['colour', 'category'],
      ['late', 'number'],
    ])
    expect([...inputs]).toEqual([5, 1, 1])
    expect(target).toMatchObject({ kind: 'classes', name: 'label', names: ['a'] })
    expect(notes[0]).toBe('2 of 3 rows left out for missing cells (late 2, age 1)')
  })

  it('may be lists, with names or without', () => {
    const rows = records.map(({ age, colour, label }) => [age, colour, label])
    const named = tableOfMemory({ rows, columns: ['age', 'colour', 'label'], target: 'label' })
    expect(named.names).toEqual(['age', 'colour', 'label'])
    expect(tableOfMemory({ rows, target: 'column 3' }).names).toEqual(['column 1', 'column 2', 'column 3'])
    expect(tableOfMemory({ rows: [Float32Array.of(1, 2)], target: 'column 2' }).columns).toEqual([[1], [2]])
  })

  it('read the same from the file that a run folder keeps, whatever is in them', () => {
    const cell = fc.oneof(
      fc.double(),
      fc.string(),
      fc.boolean(),
      fc.constantFrom(null, undefined, -0, 2 ** 70),
    )
    const finite = cell.filter((value) => typeof value !== 'number' || Math.abs(value) !== Infinity)
    const key = fc.oneof(fc.string(), fc.constantFrom('10', '2', '__proto__', ''))
    const rows = fc.array(fc.dictionary(key, finite, { minKeys: 1 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(rows, (rows) => {
        const data: RowsData = { rows, target: 'x' }
        const { file: _, places: __, ...table } = tableOfMemory(data)
        const { file: ___, ...again } = readTable(kept(data).file, folder.path)
        expect(again).toEqual(table)
      }),
      { numRuns: 25 },
    )
  })

  it.each<[string, RowsData, string]>([
    ['no rows', { rows: [], target: 'y' }, 'rows: expected at least one row, found a list of 0'],
    [
      'no columns',
      { rows: [{}], target: 'y' },
      'rows[0]: expected at least one column, found an empty mapping',
    ],
    [
      'a cell that is none',
      { rows: [...records, { age: {} } as never], target: 'label' },
      'rows[3].age: expected a number, a text, a date, true, false or null, found an empty mapping',
    ],
    [
      'an infinite number',
      {
        rows: [
          [1, 2],
          [1, Infinity],
        ],
        target: 'column 2',
      },
      'rows[1][1]: expected a finite number, found Infinity',
    ],
    [
      'a word between numbers, under a key that is no word',
      { rows: [1, 2, 'old', 4].map((age) => ({ 'the age': age, y: 'a' })), target: 'y' },
      'rows[2]["the age"]: expected a number, as elsewhere in the column, found "old"; ' +
        'if it stands for a missing cell, list it: missing: ["old"]',
    ],
    [
      'a list among records',
      { rows: [{ a: 1 }, [1] as never], target: 'a' },
      'rows[1]: expected a record, as in the first row, found a list of 1',
    ],
    [
      'a row of another length',
      { rows: [[1, 2], [1]], target: 'column 2' },
      'rows[1]: expected a list of 2 values, one for each column, found a list of 1',
    ],
    [
      'names for records',
      { rows: records, columns: ['age'], target: 'label' },
      'columns: expected rows that are lists, since records name their columns, found records',
    ],
    [
      'a name twice',
      { rows: [[1, 2]], columns: ['a', 'a'], target: 'a' },
      'columns: expected each column name once, found "a" twice; rename one of them',
    ],
    [
      'a target that is no column',
      { rows: records, target: 'lable' },
      'target: expected a column of task.data.rows, found "lable"; did you mean "label"?',
    ],
  ])('refuse %s', (_, data, message) => {
    expect(issue(() => classesOf(data))).toBe(`task.data.${message}`)
  })
})

describe('inputs and targets in memory', () => {
  const inputs = Float32Array.of(1, 2, 3, 4, 5, 6)
  const lists = [
    [1, 2],
    [3, 4],
    [5, 6],
  ]

  it('are the same as typed arrays and as lists, and read the same from a run folder', () => {
    const flat = { inputs, width: 2, targets: Float64Array.of(7, 8, 9) }
    const nested = { inputs: lists, targets: [7, 8, 9] }
    expect(tableOfMemory(flat).columns).toEqual(tableOfMemory(nested).columns)
    expect(tableOfMemory(flat).names).toEqual(['input 1', 'input 2', 'target'])
    const numbers = examplesFromTable(tableOfMemory(flat), choiceOf(flat), 'numbers')
    const again = examplesFromFile(kept(flat), { directory: folder.path }, 'numbers')
    expect(again.inputs).toEqual(numbers.inputs)
    expect(again.target).toEqual(numbers.target)
  })

  it('may have several targets, class labels, and names', () => {
    const targets = [
      [7, 0],
      [8, 1],
      [9, 2],
    ]
    const several = { inputs: lists, targets }
    expect(choiceOf(several).target).toEqual(['target 1', 'target 2'])
    expect(
      choiceOf({ ...several, targets: Int32Array.from(targets.flat()), target: ['u', 'v'] }).target,
    ).toEqual(['u', 'v'])
    const labelled = { inputs: lists, targets: ['no', 'yes', 'no'], columns: ['a', 'b'], target: 'answer' }
    expect(classesOf(labelled).columns.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(classesOf(labelled).target).toMatchObject({ name: 'answer', names: ['no', 'yes'] })
  })

  it.each<[string, MemoryData, string]>([
    ['no samples', { inputs: [], targets: [] }, 'inputs: expected at least one sample, found a list of 0'],
    [
      'numbers for lists',
      { inputs: [1] as never, targets: [1] },
      'inputs[0]: expected a list of values, found 1',
    ],
    [
      'no width',
      { inputs, targets: [1] },
      'width: expected the number of inputs of a sample, for a typed array, found nothing',
    ],
    [
      'a width that does not fit',
      { inputs, width: 4, targets: [1] },
      'inputs: expected a multiple of 4 numbers, the width, found 6',
    ],
    [
      'a width of lists',
      { inputs: lists, width: 2, targets: [1, 2, 3] },
      'width: expected no width for lists, which have their own, found 2',
    ],
    [
      'too few targets',
      { inputs: lists, targets: [1, 2] },
      'targets: expected 3, one for each sample of the inputs, found 2',
    ],
    [
      'targets that do not fit',
      { inputs: lists, targets: Float32Array.of(1, 2, 3, 4) },
      'targets: expected 3, one for each sample of the inputs, found 4',
    ],
    [
      'a list among numbers',
      { inputs: lists, targets: [1, [2] as never, 3] },
      'targets[1]: expected a number, a text, a date, true, false or null, found a list of 1',
    ],
    [
      'an infinite input',
      { inputs: Float32Array.of(1, 2, 3, -Infinity), width: 2, targets: [1, 2] },
      'inputs[3]: expected a finite number, found -Infinity',
    ],
    [
      'too few names',
      { inputs: lists, targets: [1, 2, 3], columns: ['a'] },
      'columns: expected 2 names, one for each input, found 1',
    ],
    [
      'one-hot targets',
      {
        inputs: lists,
        targets: [
          [1, 0],
          [0, 1],
          [1, 0],
        ],
      },
      'target: expected one column that names the class, found 2 columns; ' +
        'give the class itself, such as its name, not numbers for each class',
    ],
  ])('refuse %s', (_, data, message) => {
    expect(issue(() => classesOf(data))).toBe(`task.data.${message}`)
  })
})
