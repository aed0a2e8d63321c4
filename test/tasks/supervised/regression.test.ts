import { describe, expect, it } from 'vitest'
import type { LossName } from '../../../src/model/losses.ts'
import { tasks } from '../../../src/tasks/index.ts'
import type { DataOptions, FileData } from '../../../src/tasks/supervised/data/options.ts'
import type { RegressionLoss } from '../../../src/tasks/supervised/regression.ts'
import { type FlatTask, flat } from './flat.ts'
import { dataFolder, penguins } from './folder.ts'
import { issue } from './issue.ts'

const folder = dataFolder()

function regression(data: DataOptions, loss?: LossName): FlatTask {
  return flat(
    tasks.regression.create({ data, loss: loss as RegressionLoss }, { directory: folder.path, seed: 1 }),
  )
}

function ofCsv(content: string, target: string | string[] = 'y', options: Partial<FileData> = {}): FlatTask {
  return regression({ file: folder.write('data.csv', content), target, validation: 0, ...options })
}

describe('regression', () => {
  it('standardises targets, keeps how, and gives the errors in their own units', () => {
    const task = ofCsv('a,y,z\n1,100,-1\n2,300,1\n3,100,-1\n4,300,1\n', ['y', 'z'])
    const { train, signature, outputs } = task
    expect([task.kind, task.direction, task.fitnessName, task.loss, outputs]).toEqual([
      ...['regression', 'minimize', 'mse', 'mse', 2],
    ])
    expect(signature.outputs).toEqual({
      kind: 'numbers',
      names: ['y', 'z'],
      scaling: { mean: [200, 0], deviation: [100, 1] },
    })
    expect([...train.targets]).toEqual([-1, -1, 1, 1, -1, -1, 1, 1])
    expect(task.measure(train.targets, train.targets, 4)).toEqual({ rmse: 0, mae: 0, r2: 1 })
    const answers = train.targets.map((target, i) => (i === 0 ? target + 0.5 : target))
    const { rmse, mae, r2 } = task.measure(answers, train.targets, 4) as Record<string, number>
    expect(rmse).toBeCloseTo(Math.sqrt(50 ** 2 / 8), 8)
    expect(mae).toBeCloseTo(50 / 8, 8)
    expect(r2).toBeCloseTo((1 - 2500 / 40_000 + 1) / 2, 8)
    expect(task.measure(answers, train.targets, 0)).toEqual({})
  })

  it('leaves targets as they are where nothing is standardised', () => {
    const { train, signature } = ofCsv('a,y\n1,100\n2,300\n', 'y', { standardize: false })
    expect([...train.targets]).toEqual([100, 300])
    expect(signature.outputs).toMatchObject({ scaling: null })
    expect(signature.scaling).toBeNull()
  })

  it('says where float32 cannot tell targets apart', () => {
    const rows = Array.from({ length: 30 }, (_, row) => `${row},${1_700_000_000 + row}`).join('\n')
    expect(ofCsv(`a,y\n${rows}\n`, 'y', { standardize: false }).notes).toEqual([
      'column "y": 30 different values are only 1 in float32; standardize: true tells them apart',
    ])
    expect(ofCsv(`a,y\n${rows}\n`).notes).toEqual([])
  })

  it('scales by median and quartiles where it is asked to, and fills with the median', () => {
    const cells = ['1,10', ',20', '3,30', '5,40', '7,9000'].join('\n')
    const task = ofCsv(`a,y\n${cells}\n`, 'y', { standardize: 'robust', missing: 'mean' })
    const { signature, train } = task
    const unit = 1.3489795003921634
    // Filled with 4, the values of a are 1, 3, 4, 5 and 7.
    expect(signature.columns).toEqual([{ name: 'a', kind: 'number', missing: 4 }])
    expect(signature.scaling).toEqual({ mean: [4], deviation: [2 / unit] })
    expect(signature.outputs).toMatchObject({ scaling: { mean: [30], deviation: [20 / unit] } })
    expect([...train.inputs].sort((one, other) => one - other)[2]).toBe(0)
    expect(task.notes).toContain('column "a": 1 missing cell filled with the median 4')
  })

  it('names a target with outliers, and refuses one that robust scaling takes beyond float32', () => {
    const rows = Array.from({ length: 40 }, (_, row) => `${row},${row}`)
    const content = `a,y\n${rows.join('\n')}\n40,1e38\n`
    expect(ofCsv(content).notes).toContain(
      'outliers inflate the deviation of the target "y": standardize: robust scales by the quartiles, and loss: huber counts ' +
        'them less',
    )
    const tiny = `a,y\n${rows.map((row) => `${row}e-9`).join('\n')}\n40,1e38\n`
    expect(issue(() => ofCsv(tiny, 'y', { standardize: 'robust' }))).toBe(
      'data.csv: column "y": expected targets of which none is larger than the others by far, for float32, ' +
        'found one beside which the others hardly differ',
    )
  })

  it('gives 0 to constant answers at the mean', () => {
    const task = ofCsv('a,y\n1,100\n2,300\n')
    expect(task.measure(Float32Array.of(0, 0), task.train.targets, 2)['r2']).toBeCloseTo(0, 10)
    expect(task.measure(Float32Array.of(0), Float32Array.of(1), 1)['r2']).toBe(0)
    expect(task.measure(Float32Array.of(1), Float32Array.of(1), 1)['r2']).toBe(1)
  })

  it('predicts the mass of penguins', () => {
    const data = { file: penguins.file, target: 'Body Mass (g)' }
    const task = flat(tasks.regression.create({ data }, { directory: penguins.directory, seed: 1 }))
    // 3 species, 3 islands, 3 sexes (one of them a dot) and 3 measures
    expect([task.inputs, task.outputs]).toEqual([12, 1])
    expect([task.train.count, task.validation.count]).toEqual([267, 67])
  })

  it('generates functions', () => {
    const task = regression({ generate: 'function', function: 'step', samples: 10, validation: 0.2 }, 'huber')
    expect([task.loss, task.train.count, task.validation.count]).toEqual(['huber', 8, 2])
    expect(task.signature.outputs).toEqual({ kind: 'numbers', names: ['y'], scaling: null })
  })

  it.each<[string, LossName]>([
    ['cross-entropy', 'cross-entropy'],
    ['hinge', 'hinge'],
  ])('refuses the loss %s, which is for classes', (_, loss) => {
    expect(issue(() => regression({ generate: 'function' }, loss))).toBe(
      `task.loss: expected one of mse, mae, euclidean, huber for regression, found "${loss}"`,
    )
  })

  it('refuses targets that never vary, generated classes, and too few rows', () => {
    expect(issue(() => ofCsv('a,y\n1,5\n2,5\n'))).toBe(
      'data.csv: column "y": expected targets that differ, found only 5',
    )
    expect(issue(() => regression({ generate: 'circles' }))).toBe(
      'task.data.generate: expected one of function for regression, found "circles"',
    )
    expect(issue(() => ofCsv('a,y\n1,5\n2,6\n', 'y', { validation: 0.2, test: 0.2 }))).toMatch(
      /^data\.csv: rows: expected at least 3 rows/,
    )
  })
})
