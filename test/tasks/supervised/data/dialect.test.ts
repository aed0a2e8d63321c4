import { describe, expect, it } from 'vitest'
import { parseCsv } from '../../../../src/tasks/supervised/data/csv.ts'
import { issue } from '../issue.ts'

/** Names and rows, as short text: `a|b / 1|2`, and the lines of the rows. */
function read(text: string, options?: Parameters<typeof parseCsv>[1]): string {
  const { names, columns, lines } = parseCsv(text, options)
  const rows = columns[0]!.map((_, row) => columns.map((cells) => cells[row]).join('|'))
  return `${[names.join('|'), ...rows].join(' / ')} @ ${lines!.join(' ')}`
}

describe('the dialect of a .csv file', () => {
  it.each<[string, string, string]>([
    ['a comma in a quoted name', '"x, cm";k\n1;p\n2;q\n', 'x, cm|k / 1|p / 2|q @ 2 3'],
    ['a comma in a bare name', 'x, cm;y;k\n1,5;2;p\n2,5;3;q\n', 'x, cm|y|k / 1,5|2|p / 2,5|3|q @ 2 3'],
    ['as many commas as semicolons', 'x, cm;y, cm;k\n0,5;1,5;p\n', 'x, cm|y, cm|k / 0,5|1,5|p @ 2'],
    ['decimal commas in every column', 'a;b\n1,5;2,5\n3,5;4,5\n', 'a|b / 1,5|2,5 / 3,5|4,5 @ 2 3'],
    ['a semicolon in each text', 'k,t\np,x;y\nq,z;w\n', 'k|t / p|x;y / q|z;w @ 2 3'],
    ['lists in a cell', 'n,g\n1,a|b|c\n2,d|e|f\n', 'n|g / 1|a|b|c / 2|d|e|f @ 2 3'],
    ['tabs', 'a\tb, c\n1\t2\n', 'a|b, c / 1|2 @ 2'],
    ['vertical bars', 'a|b\n1|2\n', 'a|b / 1|2 @ 2'],
    ['blank lines first', '\n \n;;\na;b\n1;2\n\n3;4\n', 'a|b / 1|2 / 3|4 @ 5 7'],
    ['a line for Excel', 'sep=;\na,x;b\n1;2\n', 'a,x|b / 1|2 @ 3'],
    ['such a line in quotes', '"sep=,"\na,b\n1,2\n', 'a|b / 1|2 @ 3'],
    ['a tab declared', 'sep=\\t\na\tb\n1\t2\n', 'a|b / 1|2 @ 3'],
    ['another sign declared', 'sep=^\na^b\n1^2\n', 'a|b / 1|2 @ 3'],
    ['comments first', '# by me, today\n# don\'t "ask\n\na,b\n1,2\n', 'a|b / 1|2 @ 5'],
    ['a header with a sign', '#a,b,k\n1,2,p\n3,4,q\n', '#a|b|k / 1|2|p / 3|4|q @ 2 3'],
    ['a comment before it', '# x, y, z\n# a, b, k\n1,2,p\n', '# a|b|k / 1|2|p @ 3'],
    ['rows with a sign', 'c,k\n#ff0000,1\n#00ff00,2\n', 'c|k / #ff0000|1 / #00ff00|2 @ 2 3'],
    ['header and rows with a sign', '#c,k\n#f00,1\n#0f0,2\n', '#c|k / #f00|1 / #0f0|2 @ 2 3'],
    ['the same before other rows', '#c,k\n#f00,1\n#0f0,2\nred,3\n', '#c|k / #f00|1 / #0f0|2 / red|3 @ 2 3 4'],
    ['a single column', 'text\nwell\nyes\n', 'text / well / yes @ 2 3'],
    ['a single column with a comma', 'text\nwell, yes\nno\nnever\n', 'text / well, yes / no / never @ 2 3 4'],
    [
      'a single column with quotes',
      'text\n"well, ""yes"""\nno, no\nnever\n',
      'text / well, "yes" / no, no / never @ 2 3 4',
    ],
    ['separators at the end', 'a,b,\n1,2,\n3,4,\n', 'a|b|column 3 / 1|2| / 3|4| @ 2 3'],
    ['the same below the header', 'a;b\n1;2;\n3;4;\n', 'a|b|column 3 / 1|2| / 3|4| @ 2 3'],
    ['the same in the header', 'a,b,\n1,2\n3,4\n', 'a|b / 1|2 / 3|4 @ 2 3'],
    ['names for all but the first', '"a","b"\n"1",2,3\n"2",4,5\n', 'column 1|a|b / 1|2|3 / 2|4|5 @ 2 3'],
    [
      'a name that is taken',
      'column 2,,column 2 (2)\n1,2,3\n',
      'column 2|column 2 (3)|column 2 (2) / 1|2|3 @ 2',
    ],
    ['line ends of an old Mac', 'a;b\r1;2\r3;4\r', 'a|b / 1|2 / 3|4 @ 2 3'],
    ['a line end in quotes', '"a\n1";b\n"x;\ny";2\n', 'a\n1|b / x;\ny|2 @ 3'],
  ])('with %s', (_, text, table) => {
    expect(read(text)).toBe(table)
  })

  it.each<[string, string, string]>([
    ['nothing else', '1,2\n3,4\n', 'column 1|column 2 / 1|2 / 3|4 @ 1 2'],
    ['quotes', '"1",2\n3,4\n', 'column 1|column 2 / 1|2 / 3|4 @ 1 2'],
    ['comments', '# made, by me, x\n1,2\n3,4\n', 'column 1|column 2 / 1|2 / 3|4 @ 2 3'],
    ['rows with a sign', '#f00,1\n#0f0,2\nred,3\n', 'column 1|column 2 / #f00|1 / #0f0|2 / red|3 @ 1 2 3'],
    ['lists in a cell', '1,a|b|c\n2,d|e|f\n', 'column 1|column 2 / 1|a|b|c / 2|d|e|f @ 1 2'],
  ])('without a header, with %s', (_, text, table) => {
    expect(read(text, { header: false })).toBe(table)
  })

  it('is tabs in a .tsv file', () => {
    expect(read('a;b\tc\n1;2\t3\n', { separator: '\t' })).toBe('a;b|c / 1;2|3 @ 2')
    expect(read('# x\n\t\n1\t\n', { separator: '\t', header: false })).toBe('column 1|column 2 / 1| @ 3')
  })

  it.each([
    ['sep=;\n\n"a";b\n1;2\n3\n', 'line 5: expected 2 values, one for each column, found 1'],
    ['# x\na,b\n1,2\n3\n', 'line 4: expected 2 values, one for each column, found 1'],
    ['# x\na,b\n1,2\n"3,4\n', 'line 4: expected a closing quote, found the end of the file'],
    ['a,b\n1\n2\n3\n', 'line 2: expected 2 values, one for each column, found 1'],
  ])('names the line as the file has it in %j', (text, message) => {
    expect(issue(() => parseCsv(text))).toBe(message)
  })
})
