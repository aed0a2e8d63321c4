import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { predictedCsv } from '../../../src/cli/predict/predicted-csv.ts'
import { predictedJson } from '../../../src/cli/predict/predicted-json.ts'
import { type PredictedTable, predictedTable } from '../../../src/cli/predict/predicted-table.ts'
import { TrainedModel } from '../../../src/library/trained-model.ts'
import { activation, createTopology } from '../../../src/model/topology.ts'
import { tableOfColumns } from '../../../src/tasks/supervised/data/table.ts'

/** Words that are keys of every object, or that objects put in another order. */
const words = [
  'row',
  'kind',
  '10',
  '2',
  '0',
  '-1',
  '__proto__',
  'constructor',
  'a,b',
  'say "a"',
  'x\ny',
  'x\r',
]
const word = fc.oneof(
  fc.constantFrom(...words, 'score:2', 'predicted:row', 'predicted:kind', 'score:score:2'),
  fc.string(),
)
const cell = fc.oneof(
  word,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
)

function classes(target: string, names: readonly string[]): PredictedTable['meaning'] {
  return { kind: 'classes', target, names }
}

function header(table: Partial<PredictedTable>): string[] {
  const text = predictedCsv({ meaning: classes('kind', ['p', 'q']), columns: undefined, rows: [], ...table })
  return (parse(text) as string[][])[0]!
}

describe('predictions as CSV', () => {
  it('stand below row, answer and the score of each class, whatever the words', () => {
    expect(header({})).toEqual(['row', 'kind', 'score:p', 'score:q'])
    expect(header({ meaning: classes('kind', ['10', '2', 'row', 'kind', '__proto__']) })).toEqual([
      ...['row', 'kind', 'score:10', 'score:2', 'score:row', 'score:kind', 'score:__proto__'],
    ])
    expect(header({ meaning: { kind: 'numbers', names: ['10', '2'] } })).toEqual(['row', '10', '2'])
  })

  it('get another name where theirs is taken', () => {
    expect(header({ meaning: classes('row', ['p', 'q']) })).toEqual([
      ...['row', 'predicted:row', 'score:p', 'score:q'],
    ])
    expect(header({ columns: ['kind', 'row', 'predicted:kind', 'score:p'] })).toEqual([
      ...['kind', 'row', 'predicted:kind', 'score:p'],
      ...['predicted:row', 'predicted:kind 2', 'predicted:score:p', 'score:q'],
    ])
    expect(header({ meaning: { kind: 'numbers', names: ['row', 'predicted:row'] } })).toEqual([
      ...['row', 'predicted:row', 'predicted:predicted:row'],
    ])
  })

  it('come back from a reader of CSV as they were, each column under a name of its own', () => {
    const table = fc
      .record({ target: word, names: fc.uniqueArray(word, { minLength: 2, maxLength: 5 }) })
      .chain(({ target, names }) =>
        fc.record({
          meaning: fc.constantFrom(classes(target, names), { kind: 'numbers' as const, names }),
          columns: fc.option(fc.uniqueArray(word, { minLength: 1, maxLength: 4 }), { nil: undefined }),
          answers: fc.array(
            fc.record({
              chosen: fc.nat(names.length - 1),
              cells: fc.array(cell, { minLength: 4, maxLength: 4 }),
            }),
            {
              minLength: 1,
              maxLength: 4,
            },
          ),
          numbers: fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
            minLength: names.length,
            maxLength: names.length,
          }),
        }),
      )
    fc.assert(
      fc.property(table, ({ meaning, columns, answers, numbers }) => {
        const rows = answers.map(({ chosen, cells }, index) => ({
          ...{ row: index + 1, numbers },
          name: meaning.kind === 'classes' ? meaning.names[chosen]! : undefined,
          cells: columns && cells.slice(0, columns.length),
        }))
        const text = predictedCsv({ meaning, columns, rows })
        const [head, ...lines] = parse(text, { relax_column_count: false }) as [string[], ...string[][]]
        const kept = columns?.length ?? 0
        expect(head.slice(0, kept)).toEqual(columns ?? [])
        expect(new Set(head).size).toBe(head.length)
        const plain =
          meaning.kind === 'classes'
            ? ['row', meaning.target, ...meaning.names.map((name) => `score:${name}`)]
            : ['row', ...meaning.names]
        for (const [index, name] of head.slice(kept).entries()) {
          const free = head.indexOf(plain[index]!) === kept + index
          if (free) expect(name).toBe(plain[index])
          else expect(name.startsWith(`predicted:${plain[index]}`)).toBe(true)
        }
        expect(lines).toEqual(
          rows.map(({ row, name, cells }) => [
            ...(cells ?? []).map((one) => String(one ?? '')),
            String(row),
            ...(name === undefined ? [] : [name]),
            ...numbers.map(String),
          ]),
        )
      }),
      { seed: 11, numRuns: 300 },
    )
  })
})

describe('predictions as JSON', () => {
  it('name classes and columns in lists, in their order', () => {
    const meaning = classes('__proto__', ['10', '2', 'row'])
    const row = { row: 1, name: '2', numbers: [0.1, 0.7, 0.2], cells: undefined }
    expect(JSON.parse(predictedJson({ meaning, columns: undefined, rows: [row] }))).toEqual({
      target: '__proto__',
      classes: ['10', '2', 'row'],
      predictions: [{ row: 1, class: '2', scores: [0.1, 0.7, 0.2] }],
    })
  })

  it('of numbers, with the columns of the data', () => {
    const rows = [
      { row: 2, name: undefined, numbers: [1.5, -2], cells: ['x', null] },
      { row: 4, name: undefined, numbers: [0.1, 3], cells: [true, 7] },
    ]
    const text = predictedJson({
      meaning: { kind: 'numbers', names: ['10', '2'] },
      columns: ['b', 'a'],
      rows,
    })
    expect(JSON.parse(text)).toEqual({
      targets: ['10', '2'],
      columns: ['b', 'a'],
      predictions: [
        { row: 2, values: [1.5, -2], cells: ['x', null] },
        { row: 4, values: [0.1, 3], cells: [true, 7] },
      ],
    })
    expect(text.split('\n')).toHaveLength(9)
  })
})

it('numbers a person reads have as few digits as mean the same', () => {
  const model = TrainedModel.of({
    topology: createTopology(1, [1], [activation('linear')]),
    parameters: Float32Array.of(0, 1),
    signature: {
      columns: [{ name: 'x', kind: 'number', missing: null }],
      scaling: { mean: [24.5], deviation: [14.430_869_689_661_812] },
      outputs: {
        kind: 'numbers',
        names: ['t'],
        scaling: { mean: [1_700_000_073.5], deviation: [43.292_609_068_985_43] },
      },
    },
  })
  const cells = [0, 1, 49]
  const table = tableOfColumns('new.csv', ['x'], [cells])
  const { rows } = predictedTable(model, model.predictTable(table), true)
  expect(rows.map(({ numbers }) => numbers[0])).toEqual([1_700_000_000, 1_700_000_003, 1_700_000_147])
  expect(rows.map((row) => row.cells)).toEqual([[0], [1], [49]])
})
