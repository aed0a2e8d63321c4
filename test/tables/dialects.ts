/** Small tables as programs write them: what makes each of them another dialect is its text alone. */

export interface DialectTable {
  /** The program, and what is special about the file. */
  readonly from: string
  readonly file: string
  readonly content: string | Uint8Array
  readonly task: 'classification' | 'regression'
  readonly data: object
  /** The notes of a training, or the line that refuses the table. */
  readonly expected: readonly string[] | string
}

/** Twelve rows of two numbers, a word and a class, with a text for each cell. */
function rows(separator: string, cells: (row: number) => readonly (string | number)[]): string {
  return Array.from({ length: 12 }, (_, row) => cells(row).join(separator)).join('\n')
}

const width = (row: number): string => (1.25 + (row % 5)).toFixed(2)
const kind = (row: number): string => (row % 2 === 0 ? 'oak' : 'elm')
const word = (row: number): string => ['north', 'south', 'west'][row % 3]!

const plain = `width,side,kind\n${rows(',', (row) => [width(row), word(row), kind(row)])}\n`
const german = rows(';', (row) => [width(row).replace('.', ','), word(row), kind(row)])
const classes = { task: 'classification', data: { target: 'kind' } } as const

export const dialects: readonly DialectTable[] = [
  { from: 'any program', file: 'plain.csv', content: plain, ...classes, expected: [] },
  {
    from: 'Excel in German, with a decimal comma',
    file: 'german.csv',
    content: `\uFEFFwidth;side;kind\r\n${german.replaceAll('\n', '\r\n')}\r\n`,
    ...classes,
    expected: ['numbers are read with a decimal comma: "1,25" is 1.25'],
  },
  {
    from: 'Excel, with a line that names its separator',
    file: 'sep.csv',
    content: `sep=;\n"width, cm";side;kind\n${german}\n`,
    ...classes,
    expected: ['numbers are read with a decimal comma: "1,25" is 1.25'],
  },
  {
    from: 'Excel as Unicode text: UTF-16 with tabs',
    file: 'unicode.tsv',
    content: Buffer.from(`\uFEFF${plain.replaceAll(',', '\t')}`, 'utf16le'),
    ...classes,
    expected: [],
  },
  {
    from: 'an old Excel, in windows-1252',
    file: 'latin.csv',
    content: Buffer.from(plain.replaceAll('oak', 'Bl\u00e4tter'), 'latin1'),
    ...classes,
    expected:
      'latin.csv: line 2: expected text in UTF-8, found the byte 0xe4, probably of windows-1252 (latin-1); ' +
      'iconv -f WINDOWS-1252 -t UTF-8 old.csv > new.csv converts it',
  },
  {
    from: 'pandas, with its index',
    file: 'pandas.csv',
    content: `,width,side,kind\n${rows(',', (row) => [row, width(row), word(row), kind(row)])}\n`,
    ...classes,
    expected: ['the first column has no name and only counts the rows: it is left out'],
  },
  {
    from: 'R, with quotes and row names',
    file: 'write-csv.csv',
    content: `"","width","side","kind"\n${rows(',', (row) => [`"${row + 1}"`, width(row), `"${word(row)}"`, `"${kind(row)}"`])}\n`,
    ...classes,
    expected: ['the first column has no name and only counts the rows: it is left out'],
  },
  {
    from: 'R with write.table, whose header is a cell short',
    file: 'write-table.tsv',
    content: `width\tside\tkind\n${rows('\t', (row) => [row + 1, width(row), word(row), kind(row)])}\n`,
    ...classes,
    expected: ['the first column has no name and only counts the rows: it is left out'],
  },
  {
    from: 'a database, with bars and NULL',
    file: 'bars.csv',
    content: `width|side|kind\n${rows('|', (row) => [row === 3 ? 'NULL' : width(row), word(row), kind(row)])}\n`,
    ...classes,
    expected: [
      '1 of 12 rows left out for missing cells (width 1); "NULL" counts as missing; missing: [] takes it as written',
    ],
  },
  {
    from: 'NumPy, with a header in a comment',
    file: 'numpy.csv',
    content: `# a, b, c\n${rows(',', (row) => [width(row), row % 4, row])}\n`,
    task: 'regression',
    data: { target: 'c' },
    expected: [],
  },
  {
    from: 'a logger, with comments, a blank line and a separator at the end of each line',
    file: 'logger.csv',
    content: `# station 4\n\nwidth,side,kind,\n${rows(',', (row) => [width(row), word(row), kind(row), ''])}\n`,
    ...classes,
    expected: ['columns without values are left out: "column 4"'],
  },
  {
    from: 'a shop, with currencies and thousands separators',
    file: 'shop.csv',
    content: `price,side,kind\n${rows(',', (row) => [`"$${row + 1},250.00"`, word(row), kind(row)])}\n`,
    ...classes,
    expected:
      'shop.csv: row 1 (line 2), column "price": expected numbers such as 1234.5, found "$1,250.00"; ' +
      'write them without thousands separators and without "$", or add "price" to drop',
  },
  {
    from: 'a survey, in percent',
    file: 'survey.csv',
    content: `share,kind\n${rows(',', (row) => [`${row * 3} %`, kind(row)])}\n`,
    ...classes,
    expected:
      'survey.csv: row 1 (line 2), column "share": expected numbers such as 1234.5, found "0 %"; ' +
      'write them without "%", or add "share" to drop',
  },
  {
    from: 'a program that writes numbers of one label in two ways',
    file: 'labels.csv',
    content: `width,kind\n${rows(',', (row) => [width(row), ['1', '0', '1.0', '0.0'][row % 4]!])}\n`,
    ...classes,
    expected: [],
  },
  {
    from: 'no program, without a header',
    file: 'headless.csv',
    content: `${rows(',', (row) => [width(row), word(row), kind(row)])}\n`,
    task: 'classification',
    data: { target: 'column 3', header: false },
    expected: [],
  },
  {
    from: 'a country list, where NA is Namibia',
    file: 'countries.csv',
    content: `width,country\n${rows(',', (row) => [width(row), row % 2 === 0 ? '"NA"' : '"DE"'])}\n`,
    task: 'classification',
    data: { target: 'country', missing: [] },
    expected: [],
  },
]
