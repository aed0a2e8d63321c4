import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { evolve } from '../../src/library/evolve.ts'
import { dialects } from './dialects.ts'

type Kind = 'classification' | 'regression'

/** What becomes of a table: the notes of its training, or the line that refuses it. */
async function outcome(file: string, kind: Kind, data: object): Promise<readonly string[] | string> {
  const notes: string[] = []
  try {
    const run = await evolve(
      {
        task: { kind, data: { ...data, file } } as never,
        network: { hidden: [2] },
        strategy: { population: 2, initial: 1, parents: 1 },
        stop: { generations: 1 },
      },
      { workers: 0, onNotice: (line) => notes.push(line) },
    )
    expect(run.outcome.failures).toBe(0)
    return notes
  } catch (error) {
    return (error as Error).message.replace(`${dirname(file)}/`, '')
  }
}

const vega = join(import.meta.dirname, '../../node_modules/vega-datasets/data')

/** Columns that are refused since they tell every row apart. */
function ids(columns: string): RegExp {
  return new RegExp(
    `expected at most 64 different texts, found \\d+; to leave .* out, add ${columns} to drop$`,
  )
}

describe('tables of vega-datasets', () => {
  it.each<[string, Kind, object, readonly string[] | RegExp]>([
    [
      'penguins.json',
      'classification',
      { target: 'Species' },
      [
        '10 of 344 rows left out for missing cells (Beak Length (mm) 2, Beak Depth (mm) 2, Flipper Length (mm) 2, ' +
          'Body Mass (g) 2, Sex 10)',
        'column "Sex": in one row only: "."',
      ],
    ],
    [
      'cars.json',
      'regression',
      { target: 'Miles_per_Gallon', drop: ['Name', 'Year'] },
      ['14 of 406 rows left out for missing cells (Miles_per_Gallon 8, Horsepower 6)'],
    ],
    ['cars.json', 'regression', { target: 'Miles_per_Gallon' }, ids('"Name"')],
    ['movies.json', 'regression', { target: 'IMDB Rating' }, ids('"Title".*')],
    ['barley.json', 'regression', { target: 'yield' }, []],
    [
      'budget.json',
      'regression',
      { target: '1962' },
      /row 4, .* found "47,587,746"; write them without thousands separators$/,
    ],
    ['burtin.json', 'classification', { target: 'Genus', drop: ['Bacteria'] }, []],
    ['seattle-weather.csv', 'classification', { target: 'weather' }, []],
    ['iowa-electricity.csv', 'regression', { target: 'net_generation' }, []],
    ['unemployment.tsv', 'regression', { target: 'rate' }, []],
    ['disasters.csv', 'regression', { target: 'Deaths' }, []],
    ['gapminder-health-income.csv', 'regression', { target: 'health', drop: ['country'] }, []],
    [
      'ohlc.json',
      'regression',
      { target: 'ret', drop: ['date'] },
      ['column "signal": in one row only: "neutral"'],
    ],
    ['wheat.json', 'regression', { target: 'wages' }, ['2 of 52 rows left out for missing cells (wages 2)']],
    [
      'earthquakes.json',
      'regression',
      { target: 'mag' },
      /expected a list of cells, found "FeatureCollection"$/,
    ],
    ['weekly-weather.json', 'regression', { target: 'day' }, /found a mapping$/],
    ['zipcodes.csv', 'classification', { target: 'state' }, ids('"city", "county"')],
  ])('%s', async (name, kind, data, expected) => {
    const found = await outcome(join(vega, name), kind, data)
    if (expected instanceof RegExp) expect(found).toMatch(expected)
    else expect(found).toEqual(expected)
  })
})

describe('tables as programs write them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evolve-tables-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each(dialects)('$file of $from', async ({ file, content, task, data, expected }) => {
    const path = join(folder, file)
    writeFileSync(path, content)
    expect(await outcome(path, task, data)).toEqual(expected)
  })
})
