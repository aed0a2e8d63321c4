import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { main } from '../../../src/cli/main.ts'
import { runOf } from '../../../src/cli/run-argument.ts'
import { evolve } from '../../../src/index.ts'

const root = mkdtempSync(join(tmpdir(), 'evolve-evaluate-'))
const before = process.cwd()
const header = 'x,colour,kind,mass'
const rows = Array.from({ length: 40 }, (_, i) => {
  const x = ((i * 17) % 40) / 10
  return `${x},${['red', 'blue'][i % 2]},${x > 2 ? 'large' : 'small'},${2 * x + 10}`
})
const csv = `${header}\n${rows.join('\n')}\n`

async function command(input: string | null, ...args: readonly string[]) {
  const heard = { stdout: '', stderr: '' }
  const stream = (name: keyof typeof heard) => ({ write: (text: string) => (heard[name] += text) })
  const stdin = input === null ? {} : { stdin: pipe(input) }
  const code = await main(args, {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    environment: {},
    ...stdin,
  })
  return { code, ...heard }
}

async function* pipe(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  yield bytes.subarray(0, 7)
  yield bytes.subarray(7)
}

beforeAll(async () => {
  process.chdir(root)
  writeFileSync('data.csv', csv)
  writeFileSync('gaps.csv', `${header}\n,red,small,10\n1,,small,12\n3,blue,,16\n`)
  const small = {
    network: { hidden: [4] },
    strategy: { population: 20, initial: 1 },
    pictures: false,
  } as const
  const data = { file: 'data.csv', validation: 0.25 }
  const kinds = { kind: 'classification', data: { ...data, target: 'kind', drop: ['mass'] } } as const
  const stop = { generations: 10 }
  await evolve({ ...small, stop, task: kinds }, { workers: 0, out: 'kinds' })
  const balanced = { ...kinds, loss: 'mse', classWeights: 'balanced' } as const
  const whole = { ...balanced, data: { ...kinds.data, validation: 0 } } as const
  await evolve({ ...small, stop, task: whole }, { workers: 0, out: 'balanced' })
  const masses = {
    kind: 'regression',
    data: { ...data, target: 'mass', drop: ['kind'] },
    loss: 'mae',
  } as const
  await evolve({ ...small, stop, task: masses }, { workers: 0, out: 'masses' })
  const config = { ...small, stop: { generations: 3 }, task: kinds, checkpoint: false }
  writeFileSync('many.json', JSON.stringify(config))
  const { code, stderr } = await command(
    null,
    'many.json',
    '--repeats',
    '3',
    '--workers',
    '0',
    '--out',
    'many',
    '-q',
  )
  expect(stderr).toBe('')
  expect(code).toBe(0)
})
afterAll(() => {
  process.chdir(before)
  rmSync(root, { recursive: true, force: true })
})

describe('evolve evaluate', () => {
  it('says how well classes are told apart', async () => {
    const { code, stdout, stderr } = await command(null, 'evaluate', 'kinds', 'data.csv')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const lines = stdout.split('\n')
    expect(lines.slice(0, 3)).toEqual(['kind', '', 'samples            40'])
    expect(lines[3]).toMatch(/^cross-entropy {6}0\.\d+$/)
    expect(lines[4]).toMatch(/^accuracy {11}\d+(\.\d)? %$/)
    expect(lines[5]).toMatch(/^balanced accuracy {2}\d+(\.\d)? %$/)
    expect(lines[7]).toBe('class                precision  recall      f1  samples')
    expect(lines.slice(8, 12).map((line) => line.split(/ {2,}/)[0])).toEqual([
      ...['large', 'small', 'mean of the classes', 'weighted by samples'],
    ])
    expect(lines[13]).toBe('is \\ answer  large  small')
  })

  it('gives the same as JSON, from a file or from stdin, in CSV or JSON', async () => {
    const { stdout } = await command(null, 'evaluate', 'kinds/champion.json', 'data.csv', '--json')
    const found = JSON.parse(stdout)
    expect(found).toMatchObject({ kind: 'classes', samples: 40, loss: { name: 'cross-entropy' } })
    expect((await command(csv, 'evaluate', 'kinds', '-', '--json')).stdout).toBe(stdout)
    const records = rows.map((row) => {
      const [x, colour, kind] = row.split(',')
      return { kind, x: Number(x), colour }
    })
    const json = JSON.stringify(records)
    expect((await command(` ${json}`, 'evaluate', 'kinds', '-', '--json')).stdout).toBe(stdout)
  })

  it('weighs classes as the run did, unless it is told not to', async () => {
    const lossOf = async (...options: string[]) => {
      const { stdout, stderr } = await command(null, 'evaluate', 'balanced', 'data.csv', '--json', ...options)
      return { loss: JSON.parse(stdout).loss, stderr }
    }
    const record = JSON.parse(readFileSync('balanced/run.json', 'utf8'))
    // 40 rows, 19 of them large.
    expect(record.classWeights).toEqual([
      { name: 'large', weight: 40 / 38 },
      { name: 'small', weight: 40 / 42 },
    ])
    expect(await lossOf()).toEqual({
      loss: { name: 'mse', value: record.champion.train.fitness },
      stderr: 'the samples of a class count in the loss by its weight: "large" 1.053, "small" 0.9524\n',
    })
    const plain = await lossOf('--unweighted')
    expect(plain.stderr).toBe('')
    expect(plain.loss.value).not.toBe(record.champion.train.fitness)
  })

  it('gives the errors of numbers in their unit, and the loss of the run or another', async () => {
    const { stdout } = await command(null, 'evaluate', 'masses', 'data.csv')
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/)[0])).toEqual([
      ...['mass', '', 'samples', 'mae', 'rmse', 'mae', 'r²', ''],
    ])
    const { stdout: other } = await command(null, 'evaluate', 'masses', 'data.csv', '--loss', 'mse', '--json')
    expect(JSON.parse(other)).toMatchObject({ loss: { name: 'mse' }, targets: [{ name: 'mass' }] })
  })

  it('takes the best of several trainings, as predict does, and says so', async () => {
    const repeats = JSON.parse(readFileSync('many/repeats.json', 'utf8')) as {
      seed: number
      validation: number
    }[]
    const best = repeats.reduce((a, b) => (b.validation < a.validation ? b : a)).seed
    const said = (doing: string) =>
      `many has 3 trainings: ${doing} with seed ${best}, the best on the validation part\n`
    const evaluated = await command(null, 'evaluate', 'many', 'data.csv')
    expect(evaluated.stderr).toBe(said('evaluating'))
    expect(evaluated.stdout).toBe((await command(null, 'evaluate', `many/seed-${best}`, 'data.csv')).stdout)
    const predicted = await command(csv, 'predict', 'many', '-')
    expect(predicted.stderr).toBe(said('predicting'))
    expect(predicted.stdout).toBe((await command(null, 'predict', `many/seed-${best}`, 'data.csv')).stdout)
  })

  it.each([
    [
      ['evaluate', 'kinds', 'gaps.csv'],
      'gaps.csv: row 3 (line 4), column "kind": expected a value of the target, found a missing cell; ' +
        '--missing drop leaves such rows out',
    ],
    [
      ['evaluate', 'masses', 'gaps.csv'],
      'gaps.csv: row 1 (line 2), column "x": expected a value, since the model has none to fill in, ' +
        'found a missing cell; --missing drop leaves such rows out, and mean fills in the mean of training',
    ],
    [
      ['predict', 'masses', 'gaps.csv', '--missing', 'mean'],
      'gaps.csv: row 2 (line 3), column "colour": expected a value, since the model has none to fill in, ' +
        'found a missing cell; --missing drop leaves such rows out',
    ],
    [
      ['evaluate', 'kinds', 'data.csv', '--missing', 'median'],
      '--missing: expected refuse, drop or mean, found "median"',
    ],
    [
      ['evaluate', 'kinds', 'data.csv', '--loss', 'brier'],
      '--loss: expected one of mse, mae, euclidean, cross-entropy, binary-cross-entropy, huber, hinge, found "brier"',
    ],
    [['evaluate', 'kinds', '-'], 'stdin: expected a header and rows, found an empty file'],
  ])('refuses %j', async (args, message) => {
    expect(await command(null, ...args)).toEqual({ code: 2, stdout: '', stderr: `evolve: ${message}\n` })
  })

  it('drops and fills rows as it is told to', async () => {
    const dropped = await command(null, 'evaluate', 'kinds', 'gaps.csv', '--missing', 'drop')
    expect(dropped).toEqual({
      ...{ code: 2, stdout: '' },
      stderr: 'evolve: gaps.csv: expected rows without a missing cell, found none\n',
    })
    const input = 'colour,x\nred,\nblue,2\n'
    const filled = await command(input, 'predict', 'masses', '-', '--missing', 'mean')
    expect(filled).toMatchObject({ code: 0, stderr: 'column "x": 1 missing cell filled\n' })
    expect(filled.stdout.split('\n')).toHaveLength(4)
  })
})

describe('a model file as an argument', () => {
  it('is not read to find out what it is', async () => {
    const parse = vi.spyOn(JSON, 'parse')
    const need = { file: 'champion.json', doing: 'predicting with' }
    expect(await runOf('kinds/champion.json', need, () => {})).toBe('kinds/champion.json')
    expect(parse).not.toHaveBeenCalled()
    parse.mockRestore()
  })
})
