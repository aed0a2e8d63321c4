import { lstatSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { evolveHere, folderWith, listing, readJson, readText } from './command-line.ts'

const rows: readonly string[] = Array.from({ length: 60 }, (_, i) => {
  const length = ((i * 37) % 60) / 10
  const colour = ['red', 'blue'][i % 2]!
  return `${length},${colour},${length > 3 ? 'large' : 'small'},${length * 2 + 10}`
})
const small = 'strategy: { population: 50 }\nstop: { generations: 40 }\npictures: false\n'

/** A folder with a run of each kind, made once. */
let folder: string

beforeAll(async () => {
  folder = folderWith({
    'data.csv': `length,colour,kind,mass\n${rows.join('\n')}\n`,
    'kinds.yaml': `task: { kind: classification, data: { file: data.csv, target: kind, drop: [mass] } }\n${small}`,
    'masses.yaml': `task: { kind: regression, data: { file: data.csv, target: mass, drop: [kind] } }\n${small}`,
    'new.csv': 'colour,length\nred,0.5\nblue,5.5\n',
    'gaps.csv': 'length,colour\n0.5,red\n,blue\n5.5,blue\n',
    'narrow.csv': 'length\n1\n',
    'words.csv': 'length,colour\nlong,red\n',
    'commas.tsv': 'length\tcolour\n0,5\tred\n5,5\tblue\n',
  })
  for (const config of ['kinds.yaml', 'masses.yaml']) {
    const { code, stderr } = await evolveHere(folder, config, '--workers', '0', '--quiet')
    expect(code, stderr).toBe(0)
  }
})

describe('predict', () => {
  it('names the class of each row, and what each class scored', async () => {
    const { code, stdout, stderr } = await evolveHere(folder, 'predict', 'runs/kinds', 'new.csv')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const [header, ...lines] = stdout.trimEnd().split('\n')
    expect(header).toBe('row,kind,score:large,score:small')
    expect(lines.map((line) => line.split(',').slice(0, 2))).toEqual([
      ['1', 'small'],
      ['2', 'large'],
    ])
    for (const line of lines) {
      const [large, small] = line.split(',').slice(2).map(Number) as [number, number]
      expect(large + small).toBeCloseTo(1, 5)
    }
  })

  it('answers with numbers in the units of the target', async () => {
    const { code, stdout } = await evolveHere(folder, 'predict', 'runs/masses', 'new.csv')
    expect(code).toBe(0)
    const [header, ...lines] = stdout.trimEnd().split('\n')
    expect(header).toBe('row,mass')
    const [light, heavy] = lines.map((line) => Number(line.split(',')[1])) as [number, number]
    expect(light).toBeGreaterThan(8)
    expect(light).toBeLessThan(14)
    expect(heavy).toBeGreaterThan(18)
    expect(heavy).toBeLessThan(24)
  })

  it('takes a model file as well as a run, and writes what it would print', async () => {
    const printed = await evolveHere(folder, 'predict', 'runs/kinds', 'new.csv')
    const out = ['--out', 'answers.csv']
    expect(await evolveHere(folder, 'predict', 'runs/kinds/champion.json', 'new.csv', ...out)).toEqual({
      ...{ code: 0, stdout: '', stderr: '' },
    })
    expect(readText(folder, 'answers.csv')).toBe(printed.stdout)
    await evolveHere(folder, 'predict', 'runs/kinds', 'new.csv', '-o', 'answers.json')
    const scores = [expect.any(Number), expect.any(Number)]
    expect(readJson(folder, 'answers.json')).toEqual({
      target: 'kind',
      classes: ['large', 'small'],
      predictions: [
        { row: 1, class: 'small', scores },
        { row: 2, class: 'large', scores },
      ],
    })
  })

  it('keeps the columns of the data if it is told to', async () => {
    const { stdout } = await evolveHere(
      folder,
      'predict',
      'runs/kinds',
      'gaps.csv',
      '--keep',
      '--missing',
      'drop',
    )
    const [header, ...lines] = stdout.trimEnd().split('\n')
    expect(header).toBe('length,colour,row,kind,score:large,score:small')
    expect(lines.map((line) => line.split(',').slice(0, 4))).toEqual([
      ['0.5', 'red', '1', 'small'],
      ['5.5', 'blue', '3', 'large'],
    ])
    const again = await evolveHere(folder, 'predict', 'runs/kinds', 'data.csv', '--keep')
    expect(again.stdout.split('\n')[0]).toBe(
      'length,colour,kind,mass,row,predicted:kind,score:large,score:small',
    )
  })

  it('names the row whose answer is not finite, and writes nothing', async () => {
    const { sha256: _, ...model } = readJson(folder, 'runs/masses/champion.json')
    model.parameters.fill(3e38)
    writeFileSync(join(folder, 'broken.json'), JSON.stringify(model))
    const before = listing(folder)
    expect(await evolveHere(folder, 'predict', 'broken.json', 'new.csv', '-o', 'out.csv')).toEqual({
      ...{ code: 2, stdout: '' },
      stderr:
        'evolve: new.csv: row 1 (line 2): expected a finite answer of the model, found Infinity; ' +
        'its values, or the parameters of the model, are too large for float32\n',
    })
    expect(listing(folder)).toEqual(before)
  })

  it('follows a link that --out names, and tells of one that leads nowhere', async () => {
    symlinkSync('target.csv', join(folder, 'link.csv'))
    symlinkSync('gone/target.csv', join(folder, 'dangling.csv'))
    const predict = (out: string): ReturnType<typeof evolveHere> =>
      evolveHere(folder, 'predict', 'runs/kinds', 'new.csv', '--out', out)
    expect(await predict('link.csv')).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(readText(folder, 'target.csv')).toContain('row,kind,')
    expect(lstatSync(join(folder, 'link.csv')).isSymbolicLink()).toBe(true)
    expect(await predict('dangling.csv')).toEqual({
      ...{ code: 2, stdout: '' },
      stderr:
        'evolve: dangling.csv: --out: expected a file that can be written, ' +
        `found a link to nothing: dangling.csv leads to ${folder}/gone/target.csv\n`,
    })
  })

  it('reads numbers with a decimal comma if it is told to', async () => {
    const { stdout } = await evolveHere(folder, 'predict', 'runs/masses', 'commas.tsv', '--decimal', ',')
    expect(stdout).toBe((await evolveHere(folder, 'predict', 'runs/masses', 'new.csv')).stdout)
  })

  it('leaves rows with missing cells out if it is told to, and says how many', async () => {
    const { code, stdout, stderr } = await evolveHere(
      folder,
      'predict',
      'runs/masses',
      'gaps.csv',
      '--missing',
      'drop',
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '1 of 3 rows left out for missing cells\n' })
    expect(stdout.split('\n').map((line) => line.split(',')[0])).toEqual(['row', '1', '3', ''])
  })

  it.each([
    [
      'missing cells',
      ['runs/masses', 'gaps.csv'],
      'gaps.csv: row 2 (line 3), column "length": expected a value, since the model has none to fill in, found a missing cell; ' +
        '--missing drop leaves such rows out, and mean fills in the mean of training',
    ],
    [
      'missing columns',
      ['runs/masses', 'narrow.csv'],
      'narrow.csv: column "colour": expected this column, an input of the model, found none of that name; ' +
        'its columns are "length"',
    ],
    [
      'text for a number',
      ['runs/masses', 'words.csv'],
      'words.csv: row 1 (line 2), column "length": expected a number, as in training, found "long"',
    ],
    [
      'missing data',
      ['runs/kinds', 'gone.csv'],
      `gone.csv: expected a data file, found nothing at FOLDER/gone.csv`,
    ],
    [
      'a run that is none',
      ['runs', 'new.csv'],
      'runs/champion.json: expected a model file, found no such file',
    ],
    [
      'a model file that is none',
      ['new.csv', 'new.csv'],
      'new.csv: expected a model file in JSON, found "colour,length\\nred,0.5\\nblue,5.5\\n"',
    ],
    [
      'an unknown policy',
      ['runs/kinds', 'new.csv', '--missing', 'ignore'],
      '--missing: expected refuse, drop or mean, found "ignore"',
    ],
    [
      'another decimal sign',
      ['runs/kinds', 'new.csv', '--decimal', ';'],
      '--decimal: expected "." or ",", found ";"',
    ],
    [
      'names where it is told that there are none',
      ['runs/kinds', 'new.csv', '--no-header'],
      'new.csv: column "length": expected this column, an input of the model, found none of that name; ' +
        'its columns are "column 1", "column 2"',
    ],
    [
      'an output of another type',
      ['runs/kinds', 'new.csv', '--out', 'a.txt'],
      '--out: expected a file that ends in .csv or .json, found "a.txt"',
    ],
    [
      'an output that cannot be written',
      ['runs/kinds', 'new.csv', '--out', 'new.csv/a.csv'],
      'new.csv/a.csv: --out: expected a file that can be written, found a file where a folder should be',
    ],
  ])('refuses %s in one line', async (_, args, line) => {
    const before = listing(folder)
    const ending = await evolveHere(folder, 'predict', ...args)
    expect(ending).toEqual({ code: 2, stdout: '', stderr: `evolve: ${line.replace('FOLDER', folder)}\n` })
    expect(listing(folder)).toEqual(before)
  })

  it('answers for all rows of the training data as well as the summary said', async () => {
    const record = readJson(folder, 'runs/kinds/run.json')
    await evolveHere(folder, 'predict', 'runs/kinds', 'data.csv', '--out', 'all.json')
    const { predictions }: { predictions: { row: number; class: string }[] } = readJson(folder, 'all.json')
    const right = predictions.filter((answer) => rows[answer.row - 1]!.split(',')[2] === answer.class).length
    const { train, validation } = record.champion
    const said =
      train.metrics.accuracy * record.samples.train + validation.metrics.accuracy * record.samples.validation
    expect(right).toBe(Math.round(said))
    expect(listing(join(folder, 'runs'))).toContain('kinds/champion.json')
  })
})
