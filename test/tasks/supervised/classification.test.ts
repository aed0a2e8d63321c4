import { describe, expect, it } from 'vitest'
import type { LossName } from '../../../src/model/losses.ts'
import { tasks } from '../../../src/tasks/index.ts'
import type { DataOptions, FileData } from '../../../src/tasks/supervised/data/options.ts'
import type { Samples } from '../../../src/tasks/supervised/dataset.ts'
import { type FlatTask, flat } from './flat.ts'
import { dataFolder, penguins } from './folder.ts'
import { issue } from './issue.ts'

const folder = dataFolder()

function classification(data: DataOptions, loss?: LossName, seed = 1): FlatTask {
  return flat(tasks.classification.create({ data, loss }, { directory: folder.path, seed }))
}

function ofCsv(content: string, options: Partial<FileData> = {}): FlatTask {
  return classification({ file: folder.write('data.csv', content), target: 'y', ...options })
}

function column(samples: Samples, width: number, index: number): number[] {
  return Array.from({ length: samples.count }, (_, row) => samples.inputs[row * width + index]!)
}

describe('classification', () => {
  const penguinTask = flat(
    tasks.classification.create(
      { data: { file: penguins.file, target: 'Species', test: 0.1 } },
      { directory: penguins.directory, seed: 1 },
    ),
  )

  it('makes a task of the penguins', () => {
    const { kind, direction, fitnessName, loss, view, ...data } = penguinTask
    expect({ kind, direction, fitnessName, loss, view }).toEqual({
      kind: 'classification',
      direction: 'minimize',
      fitnessName: 'cross-entropy',
      loss: 'cross-entropy',
      view: null,
    })
    expect([data.inputs, data.outputs]).toEqual([10, 3])
    expect([data.train.count, data.validation.count, data.test.count]).toEqual([233, 67, 34])
    for (const part of [data.train, data.validation, data.test]) {
      expect(part.inputs).toHaveLength(part.count * 10)
      expect(part.targets).toHaveLength(part.count * 3)
      expect(part.inputs.every(Number.isFinite)).toBe(true)
    }
    expect(data.signature.outputs).toEqual({
      kind: 'classes',
      target: 'Species',
      names: ['Adelie', 'Chinstrap', 'Gentoo'],
    })
  })

  it('refuses more targets than it has room for, with the sizes', () => {
    const data = { generate: 'blobs', samples: 200_000, centers: 256 }
    expect(issue(() => classification(data))).toBe(
      'task.data.samples: expected at most 50,000,000 cells, found 200,000 rows × 256 outputs = 51,200,000',
    )
  })

  it('scales numbers by the training part alone, and leaves categories 0 or 1', () => {
    const data = penguinTask
    const mass = column(data.train, 10, 6)
    const mean = mass.reduce((sum, value) => sum + value, 0) / mass.length
    expect(mean).toBeCloseTo(0, 5)
    expect(mass.reduce((sum, value) => sum + value * value, 0) / mass.length).toBeCloseTo(1, 5)
    const elsewhere = column(data.validation, 10, 6)
    expect(Math.abs(elsewhere.reduce((sum, value) => sum + value, 0) / elsewhere.length)).toBeGreaterThan(
      1e-4,
    )
    expect(new Set(column(data.train, 10, 8))).toEqual(new Set([0, 1]))
  })

  it('fills missing cells with the mean or the most frequent level of the training part', () => {
    const rows = Array.from({ length: 50 }, (_, row) => [
      `${row % 10 === 0 ? '' : row},${row % 10 === 5 ? 'NA' : row % 3 === 0 ? 'b' : 'a'},${row % 2 ? 'p' : 'q'}`,
    ])
    const task = ofCsv(`n,c,y\n${rows.join('\n')}\n`, { missing: 'mean', standardize: false })
    const { signature, train, validation, notes } = task
    const [n, c] = signature.columns
    expect(c).toMatchObject({ missing: 'a', levels: ['a', 'b'] })
    const present = column(train, 3, 0).filter((value) => Number.isInteger(value))
    const filled = Number(n!.missing)
    expect(filled).toBeCloseTo(present.reduce((sum, value) => sum + value, 0) / present.length, 10)
    for (const part of [train, validation]) expect(part.inputs.some(Number.isNaN)).toBe(false)
    expect(notes).toEqual([
      '"NA" counts as missing; missing: { cells: mean, words: [] } takes it as written',
      `column "n": 5 missing cells filled with the mean ${filled.toPrecision(8)}`,
      'column "c": 5 missing cells filled with the most frequent, a',
    ])
  })

  it('says a mean in as many digits as the values differ in', () => {
    const rows = Array.from(
      { length: 20 },
      (_, row) => `${row === 4 ? '' : 1_700_000_000 + row},${row % 2 ? 'p' : 'q'}`,
    )
    const { notes } = ofCsv(`n,y\n${rows.join('\n')}\n`, { missing: 'mean', validation: 0 })
    expect(notes).toEqual(['column "n": 1 missing cell filled with the mean 1700000009.789474'])
  })

  it('learns what to fill into each column with missing: mean, and nothing with drop', () => {
    const content = 'n,c,y\n1,u,p\n3,v,q\n5,u,p\n7,u,q\n'
    const standIns = (missing: 'mean' | 'drop') =>
      ofCsv(content, { missing, validation: 0 }).signature.columns.map((each) => each.missing)
    expect(standIns('mean')).toEqual([4, 'u'])
    expect(standIns('drop')).toEqual([null, null])
  })

  it('splits anew with another seed, and the same way with the same', () => {
    const at = (seed: number) => classification({ generate: 'moons', validation: 0.2 }, undefined, seed)
    expect(at(1).train).toEqual(at(1).train)
    expect(at(2).validation.inputs).not.toEqual(at(1).validation.inputs)
  })

  it('generates circles as they are, with targets of 0.1 and 0.9', () => {
    const data = classification({ generate: 'circles' }, 'euclidean')
    expect([data.loss, data.view]).toEqual(['euclidean', 'map'])
    expect([data.train.count, data.validation.count, data.inputs, data.outputs]).toEqual([1000, 0, 2, 2])
    expect(data.signature.scaling).toBeNull()
    for (let row = 0; row < 1000; row++) {
      const [x, y] = data.train.inputs.subarray(2 * row)
      const ring = Math.hypot(x! - 0.5, y! - 0.5) > 0.25
      const targets = [...data.train.targets.subarray(2 * row, 2 * row + 2)]
      expect(targets).toEqual((ring ? [0.1, 0.9] : [0.9, 0.1]).map(Math.fround))
    }
  })

  it('standardises generated data where asked to', () => {
    const data = classification({ generate: 'spirals', standardize: true })
    const x = column(data.train, 2, 0)
    expect(x.reduce((sum, value) => sum + value * value, 0) / x.length).toBeCloseTo(1, 5)
  })

  it('measures the accuracy', () => {
    const answers = Float32Array.of(0.9, 0.05, 0.05, 0.1, 0.1, 0.8, Number.NaN, Number.NaN, Number.NaN)
    const wanted = Float32Array.of(1, 0, 0, 0, 1, 0, 1, 0, 0)
    expect(penguinTask.measure(answers, wanted, 3)).toEqual({ accuracy: 1 / 3 })
    expect(penguinTask.measure(answers, wanted, 0)).toEqual({})
  })

  it('measures single outputs against the middle that their loss has', () => {
    const sigmoid = classification({ generate: 'moons' }, 'binary-cross-entropy')
    expect(sigmoid.outputs).toBe(1)
    expect(sigmoid.measure(Float32Array.of(0.4, 0.6), Float32Array.of(0, 0), 2)).toEqual({ accuracy: 0.5 })
    const margin = classification({ generate: 'moons' }, 'hinge')
    expect(new Set(margin.train.targets)).toEqual(new Set([-1, 1]))
    expect(margin.measure(Float32Array.of(0.4, -0.4), Float32Array.of(1, -1), 2)).toEqual({ accuracy: 1 })
  })

  it('takes columns of one number as they are where none are scaled', () => {
    const data = ofCsv('a,b,y\n0,0.5,p\n1,0.5,q\n2,0.5,p\n3,0.5,q\n', {
      standardize: false,
      validation: 0,
    })
    expect([...data.train.inputs]).toEqual([0, 0.5, 1, 0.5, 2, 0.5, 3, 0.5])
  })

  it('takes columns of one value, as zeros if they are scaled, with a note', () => {
    const { train, notes, signature } = ofCsv('a,b,c,y\n0,7,u,p\n1,7,u,q\n2,7,u,p\n3,7,u,q\n', {
      validation: 0,
    })
    expect([1, 2].map((place) => column(train, 3, place))).toEqual([
      [0, 0, 0, 0],
      [1, 1, 1, 1],
    ])
    expect(notes).toEqual(['2 columns are constant: "b", "c"'])
    expect(signature.columns[2]).toMatchObject({ levels: ['u'] })
    const wide = ofCsv(`a,${'bcdefgh'.split('').join(',')},y\n0${',1'.repeat(7)},p\n1${',1'.repeat(7)},q\n`, {
      validation: 0,
    })
    expect(wide.notes).toEqual(['7 columns are constant: "b", "c", "d", "e", "f" and 2 more'])
  })

  it('scales huge numbers, and names the row of one that float32 cannot hold then', () => {
    const huge = ofCsv('a,y\n1e300,p\n2e300,q\n3e300,p\n4e300,q\n', { validation: 0 })
    expect(column(huge.train, 1, 0)).toEqual(
      [-1.5, -0.5, 0.5, 1.5].map((each) => Math.fround(each / Math.sqrt(1.25))),
    )
    expect(issue(() => ofCsv('a,y\n1,p\n\n1e39,q\n', { validation: 0, standardize: false }))).toBe(
      'data.csv: row 2 (line 4), column "a": expected a number of at most 3.4e38, for float32, found a larger one; ' +
        'standardize: true scales the column',
    )
  })

  it('keeps the words that mean a missing cell in the signature, if the config lists them', () => {
    const missing = { cells: 'mean', words: ['', -9] } as const
    const { signature, train } = ofCsv('a,y\n1,p\n3,q\n-9.0,p\n', {
      missing,
      validation: 0,
      standardize: false,
    })
    expect(signature.missingWords).toEqual(['', '-9'])
    expect(column(train, 1, 0)).toEqual([1, 3, 2])
    expect(ofCsv('a,y\n1,p\n2,q\n', { validation: 0 }).signature.missingWords).toBeUndefined()
  })

  it('scales a column that varies in other parts only by no more than its mean', () => {
    const rows = Array.from(
      { length: 40 },
      (_, row) => `${row},${row === 20 ? 1 : 0},${row % 2 ? 'p' : 'q'}\n`,
    )
    const data = ofCsv(`a,b,y\n${rows.join('')}`, { validation: 0, test: 0.9 })
    expect([...data.train.inputs].some(Number.isNaN)).toBe(false)
    expect(column(data.train, 2, 1)).toEqual([0, 0, 0, 0])
    expect(Math.max(...column(data.test, 2, 1))).toBe(1)
  })

  it.each<[string, string]>([
    ['a,y\n1,p\n2,p\n', 'data.csv: column "y": expected at least two classes, found only "p"'],
    [
      'a,b,y\n7,u,p\n7,u,q\n7,u,p\n7,u,q\n',
      'data.csv: expected an input column with values that differ, found only constant columns: "a", "b"',
    ],
    [
      'a,y\n1,p\n2,q\n3,q\n',
      'data.csv: class "p": expected at least 2 rows, one each for train, validation, found 1; ' +
        'validation: 0 and test: 0 use every row for training',
    ],
  ])('refuses %j', (content, message) => {
    expect(issue(() => ofCsv(content))).toBe(message)
  })

  it('refuses a missing file, and functions', () => {
    expect(issue(() => classification({ file: 'none.csv', target: 'y' }))).toMatch(
      /^none\.csv: expected a data file/,
    )
    expect(issue(() => classification({ generate: 'function' }))).toMatch(
      /^task\.data\.generate: expected one of/,
    )
  })
})
