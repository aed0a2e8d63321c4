import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { evolve } from '../../src/library/evolve.ts'
import { edited } from './edits.ts'
import { fuzz } from './fuzz.ts'

const rows = (separator: string, comma = false): string =>
  Array.from({ length: 12 }, (_, row) => {
    const number = String((row % 5) + 0.25)
    return [comma ? number.replace('.', ',') : number, `w${row % 3}`, row % 2 === 0 ? 'p' : 'q'].join(
      separator,
    )
  }).join('\n')

const csv = [
  `a,b,k\n${rows(',')}\n`,
  `a;b;k\r\n${rows(';', true).replaceAll('\n', '\r\n')}`,
  `\uFEFFsep=;\n"a, 1";b;k\n${rows(';')}\n`,
  `# made by hand\n\n,a,b,k\n${rows(',').replaceAll(/^/gm, '0,')}\n`,
  `a,b,k\n"1","x ""y""\nz",p\n2,,q\n3,NA,p\n4,w,q\n`,
]
const tsv = [`a\tb\tk\n${rows('\t')}\n`]
const json = [
  JSON.stringify(
    Array.from({ length: 8 }, (_, row) => ({ a: row, b: row % 2 === 0, k: row % 2 === 0 ? 'p' : 1 })),
  ),
  JSON.stringify([['a', 'b', 'k'], ...Array.from({ length: 8 }, (_, row) => [row, null, `c${row % 3}`])]),
  JSON.stringify({ a: [1, 2, 3, 4, 5, 6], b: ['x', 'y', 'x', 'y', 'x', 'y'], k: [1, 1, 2, 2, 1, 2] }),
]

const words = [
  ...[
    '\n',
    '\r',
    '\r\n',
    ',',
    ';',
    '\t',
    '|',
    '"',
    '""',
    '#',
    'sep=;',
    ' ',
    '\uFEFF',
    '\u00a0',
    '\u2028',
    '\u0000',
  ],
  ...[
    'NA',
    'NaN',
    'null',
    '?',
    '-',
    '1',
    '1.0',
    '01',
    '1e5',
    '1e999',
    '5e-324',
    '-0',
    '1,5',
    '1.234,5',
    '€ 5',
    '5 %',
  ],
  ...[
    'true',
    'True',
    '1700000000000',
    '9007199254740993',
    '0x10',
    'Infinity',
    '__proto__',
    'row',
    'x'.repeat(300),
  ],
  ...['{', '}', '[', ']', ':', '[1,2]', '{"a":1}', '"k":', '"a":1,', '\\u0000', '\\ud800'],
  Uint8Array.of(0xff, 0xfe),
  Uint8Array.of(0xe9),
  Uint8Array.of(0xed, 0xa0, 0x80),
]

const options = fc.record(
  {
    missing: fc.constantFrom('drop', 'mean', [], ['-', 'w1', '1'], { cells: 'mean', words: ['?'] }),
    decimal: fc.constantFrom('.', ','),
    header: fc.boolean(),
    standardize: fc.boolean(),
    drop: fc.constantFrom([], ['b'], ['nonesuch']),
    target: fc.constantFrom('k', 'k', 'k', 'a', 'b', 'column 1', 'column 3'),
    validation: fc.constantFrom(0, 0.2, 0.9),
    test: fc.constantFrom(0, 0.3),
  },
  { requiredKeys: ['target'] },
)

/** Trains on a file, and predicts with the result from it. */
function attemptWith(extension: string) {
  return async (
    [bytes, kind, data]: readonly [Buffer, 'classification' | 'regression', { readonly target: string }],
    folder: string,
  ): Promise<void> => {
    const file = join(folder, `data${extension}`)
    writeFileSync(file, bytes)
    const run = await evolve(
      {
        task: { kind, data: { ...data, file } } as never,
        network: { hidden: [2] },
        strategy: { population: 2, initial: 1, parents: 1 },
        stop: { generations: 1 },
      },
      { workers: 0 },
    )
    const { predictions } = run.champion.predictFile(file, 'drop')
    for (const prediction of predictions) {
      const numbers = prediction.kind === 'class' ? prediction.scores : prediction.values
      if (!numbers.every(Number.isFinite)) throw new Error('a prediction is not finite')
    }
  }
}

const kinds = fc.constantFrom('classification' as const, 'regression' as const)

fuzz(
  'reads any .csv file or refuses it',
  400,
  fc.tuple(edited(csv, words), kinds, options),
  attemptWith('.csv'),
)
fuzz(
  'reads any .tsv file or refuses it',
  100,
  fc.tuple(edited(tsv, words), kinds, options),
  attemptWith('.tsv'),
)
fuzz(
  'reads any .json file or refuses it',
  200,
  fc.tuple(edited(json, words), kinds, options),
  attemptWith('.json'),
)
