import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CellReader } from '../../../../src/tasks/supervised/data/cells.ts'
import { type ReadOptions, readTable } from '../../../../src/tasks/supervised/data/read.ts'
import { dataFolder } from '../folder.ts'

const folder = dataFolder()

/** How a program writes a table. */
interface Writer {
  readonly separator: string
  readonly decimal: '.' | ','
  readonly quoted: 'all' | 'texts' | 'needed'
  readonly end: string
  readonly encoding: 'utf8' | 'utf8 mark' | 'utf16le' | 'utf16be'
  readonly before: string
  readonly header: boolean
  readonly trailing: boolean
}

type Value = number | string | null

function textOf(rows: readonly (readonly Value[])[], names: readonly string[], writer: Writer): string {
  const { separator, decimal, quoted, end, trailing } = writer
  const written = (value: Value): string => {
    const text = typeof value === 'number' ? String(value).replace('.', decimal) : (value ?? '')
    const needed = new RegExp(`[${separator === '|' ? '\\|' : separator}"\\r\\n]`).test(text)
    const wanted = quoted === 'all' || (quoted === 'texts' && typeof value === 'string')
    return needed || wanted ? `"${text.replaceAll('"', '""')}"` : text
  }
  const lines = [...(writer.header ? [names] : []), ...rows].map(
    (cells) => `${cells.map(written).join(separator)}${trailing ? separator : ''}`,
  )
  return `${writer.before}${lines.join(end)}${end}`
}

function bytesOf(text: string, encoding: Writer['encoding']): Buffer {
  if (encoding === 'utf8') return Buffer.from(text)
  if (encoding === 'utf8 mark') return Buffer.from(`\ufeff${text}`)
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return encoding === 'utf16le' ? bytes : bytes.swap16()
}

const word = fc.string({
  unit: fc.constantFrom('a', 'é', ' ', ',', ';', '"', '|', '\t', '.', '–'),
  maxLength: 6,
})
const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })
const row = fc.tuple(
  fc.oneof(number, fc.integer({ min: -100, max: 100 })),
  fc.oneof({ weight: 9, arbitrary: number }, { weight: 1, arbitrary: fc.constant(null) }),
  word.map((text) => `w${text}w`),
)
const writer: fc.Arbitrary<Writer> = fc.record({
  separator: fc.constantFrom(',', ';', '\t', '|'),
  decimal: fc.constantFrom('.', ','),
  quoted: fc.constantFrom('all', 'texts', 'needed'),
  end: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom('utf8', 'utf8 mark', 'utf16le', 'utf16be'),
  before: fc.constantFrom('', '\n\n', '# written by a program\n', '# a, b; c\n\n'),
  header: fc.boolean(),
  trailing: fc.boolean(),
})

describe('readTable', () => {
  it('reads the same values however a program writes them', () => {
    const names = ['width, cm', 'height', 'kind; "k"']
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 6 }), writer, (rows, how) => {
        const text = textOf(rows, names, how)
        const file = folder.write('data.csv', bytesOf(text, how.encoding))
        // A file with semicolons shows its decimal sign.
        const options: ReadOptions = {
          header: how.header,
          decimal: how.separator === ';' ? undefined : how.decimal,
        }
        const { columns, decimal, names: found } = readTable(file, folder.path, options)
        const reader = new CellReader(decimal)
        expect(found.slice(0, 3)).toEqual(how.header ? names : ['column 1', 'column 2', 'column 3'])
        expect(found).toHaveLength(how.trailing ? 4 : 3)
        for (const [index, [a, b, c]] of rows.entries()) {
          const cell = (column: number) => columns[column]![index]!
          expect(reader.numberOf(cell(0))).toBe(a === 0 ? 0 : a)
          if (b === null) expect(reader.isMissing(cell(1))).toBe(true)
          else expect(reader.numberOf(cell(1))).toBe(b === 0 ? 0 : b)
          expect(cell(2)).toBe(c)
        }
      }),
      { seed: 1, numRuns: 500 },
    )
  })
})
