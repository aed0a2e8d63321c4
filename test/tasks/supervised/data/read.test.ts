import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readTable } from '../../../../src/tasks/supervised/data/read.ts'
import { issue } from '../issue.ts'

const folder = mkdtempSync(join(tmpdir(), 'read-'))
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content)
  return name
}

describe('readTable', () => {
  it('reads by extension, whatever its letter case', () => {
    const expected = {
      ...{ names: ['a', 'b'], columns: [['1'], ['2']], count: 1, lines: [2] },
      ...{ nameless: [], decimal: '.', notes: [] },
    }
    expect(readTable(write('one.csv', 'a,b\n1,2\n'), folder)).toEqual({ file: 'one.csv', ...expected })
    expect(readTable(write('one.TSV', 'a\tb\n1\t2\n'), folder)).toEqual({ file: 'one.TSV', ...expected })
    expect(readTable(write('one.json', '[["a","b"],["1","2"]]'), folder)).toEqual({
      file: 'one.json',
      ...expected,
      lines: null,
    })
  })

  it('accepts a byte order mark and an absolute path', () => {
    write('bom.csv', '\ufeffa,b\r\n1,2\r\n')
    expect(readTable(join(folder, 'bom.csv'), '/').names).toEqual(['a', 'b'])
    expect(readTable(write('bom.json', '\ufeff[{"a": 1}]'), folder).names).toEqual(['a'])
  })

  it('names the file and the place of what is wrong inside it', () => {
    expect(issue(() => readTable(write('ragged.csv', 'a,b\n1\n'), folder))).toBe(
      'ragged.csv: line 2: expected 2 values, one for each column, found 1',
    )
    expect(issue(() => readTable(write('ragged.csv', 'a,b\n1,2\n"x\ny\nz",1,9\n'), folder))).toBe(
      'ragged.csv: line 3: expected 2 values, one for each column, found 3',
    )
  })

  it.each([
    ['none.csv', null, `none.csv: expected a data file, found nothing at ${join(folder, 'none.csv')}`],
    ['empty.csv', '', 'empty.csv: expected a header and rows, found an empty file'],
    ['blank.csv', ' \r\n\n', 'blank.csv: expected a header and rows, found an empty file'],
    ['header.csv', 'a,b\n', 'header.csv: expected rows of data, found none below the header'],
    ['binary.csv', 'a,b\n1,\0\n', 'binary.csv: expected text in UTF-8, found binary data'],
    ['data.xlsx', 'a', 'data.xlsx: expected a data file of type .csv, .tsv, .json, found ".xlsx"'],
    ['data', 'a', 'data: expected a data file of type .csv, .tsv, .json, found no extension'],
    ['keyless.json', '[{}]', 'keyless.json: expected columns, found none'],
  ])('refuses %s', (name, content, message) => {
    if (content !== null) write(name, content)
    expect(issue(() => readTable(name, folder))).toBe(message)
  })

  it('refuses a folder, and a path through a file', () => {
    mkdirSync(join(folder, 'folder.csv'))
    expect(issue(() => readTable('folder.csv', folder))).toBe(
      'folder.csv: expected a data file, found a folder',
    )
    write('file', 'x')
    expect(issue(() => readTable('file/a.csv', folder))).toMatch(/^file\/a\.csv: expected a/)
  })

  it('refuses a huge file before reading it', () => {
    write('huge.csv', 'a')
    truncateSync(join(folder, 'huge.csv'), 300 * 1024 * 1024)
    expect(issue(() => readTable('huge.csv', folder))).toBe(
      'huge.csv: expected a file of at most 256 MiB, found 300 MiB',
    )
  })
})
