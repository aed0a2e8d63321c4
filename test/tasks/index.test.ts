import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type LossName, losses } from '../../src/model/losses.ts'
import { createTask, type TaskOptions, taskKind, type tasks } from '../../src/tasks/index.ts'
import { classificationLosses } from '../../src/tasks/supervised/classification.ts'
import { type ImageLoss, imageLosses } from '../../src/tasks/supervised/image.ts'
import type { LossChoice } from '../../src/tasks/supervised/loss-choice.ts'
import { type RegressionLoss, regressionLosses } from '../../src/tasks/supervised/regression.ts'
import { dataFolder } from './supervised/folder.ts'
import { encodePng } from './supervised/image/png.ts'

const folder = dataFolder()
writeFileSync(
  join(folder.path, 'red.png'),
  encodePng({ width: 6, height: 4, depth: 8, colourType: 2, pixel: (x) => [x * 51, 0, 0] }),
)

const file = { file: 'data.csv', target: 'y', drop: ['z'] } as const
const fromFile: readonly TaskOptions[] = [
  { kind: 'classification', data: file, loss: 'mse' },
  { kind: 'regression', data: { ...file, validation: 0.3, test: 0.1 } },
]
const picture: TaskOptions = { kind: 'image', file: 'red.png', validation: 0.25, limit: 100 }

describe('every kind of task', () => {
  it('names the files that it is made from', () => {
    for (const options of fromFile) expect(taskKind(options).sources(options)).toEqual({ data: 'data.csv' })
    expect(taskKind(picture).sources(picture)).toEqual({ data: 'red.png' })
  })

  it('can have them at another place, and everything else as it is', () => {
    const to = (name: string): string => `../${name}`
    for (const options of [...fromFile, picture]) {
      const moved = taskKind(options).relocated(options, to)
      expect(taskKind(moved).sources(moved)).toEqual({
        data: `../${taskKind(options).sources(options)['data']}`,
      })
      expect(JSON.stringify(moved).replace('../', '')).toBe(JSON.stringify(options))
    }
  })

  it('has none where its samples are generated', () => {
    const options: TaskOptions = { kind: 'classification', data: { generate: 'moons' } }
    expect(taskKind(options).sources(options)).toEqual({})
    expect(taskKind(options).relocated(options, () => 'elsewhere')).toBe(options)
  })

  it('says which shares it keeps out of training, and where in the config', () => {
    expect([...fromFile, picture].map((options) => taskKind(options).split(options))).toEqual([
      { validation: 0.2, test: 0, field: 'task.data' },
      { validation: 0.3, test: 0.1, field: 'task.data' },
      { validation: 0.25, test: 0, field: 'task' },
    ])
    const generated: TaskOptions = { kind: 'regression', data: { generate: 'function' } }
    expect(taskKind(generated).split(generated)).toEqual({ validation: 0, test: 0, field: 'task.data' })
  })
})

/** Of every kind with samples its losses, and a task of it. */
const kinds: Readonly<
  Record<
    Exclude<keyof typeof tasks, 'custom' | 'benchmark' | 'control'>,
    [LossChoice, (loss?: LossName) => TaskOptions]
  >
> = {
  classification: [
    classificationLosses,
    (loss) => ({ kind: 'classification', data: { generate: 'moons' }, loss }),
  ],
  // Also those that a task has not, as a file may name any.
  regression: [
    regressionLosses,
    (loss) => ({ kind: 'regression', data: { generate: 'function' }, loss: loss as RegressionLoss }),
  ],
  image: [imageLosses, (loss) => ({ kind: 'image', file: 'red.png', loss: loss as ImageLoss })],
}

describe.each(Object.entries(kinds))('%s', (kind, [{ names, fallback }, optionsOf]) => {
  const create = (loss?: LossName) => createTask(optionsOf(loss), { directory: folder.path, seed: 1 })

  it('is a task of samples, whose fitness is its loss', async () => {
    const { supervised, network, genome, custom, ...task } = await create()
    expect(task).toMatchObject({ kind, direction: 'minimize', fitnessName: fallback })
    expect(supervised).toMatchObject({ loss: fallback })
    expect(network).not.toBeNull()
    expect([genome, custom]).toEqual([null, null])
  })

  it.each(names)('fits its outputs to the loss %s', async (loss) => {
    const { outputActivation, fits } = (await create(loss)).network!
    expect(fits?.activations ?? null).toEqual(losses[loss].fits)
    if (fits !== null) expect(fits.activations).toContain(outputActivation)
  })
})

describe('outputs', () => {
  const outputOf = async (options: TaskOptions) =>
    (await createTask(options, { directory: folder.path, seed: 1 })).network!.outputActivation

  it('that tell classes or colours are bounded, numbers are free', async () => {
    expect(await outputOf(kinds.classification[1]('mse'))).toBe('sigmoid')
    expect(await outputOf(kinds.classification[1]())).toBe('softmax')
    expect(await outputOf(kinds.classification[1]('hinge'))).toBe('linear')
    expect(await outputOf(kinds.regression[1]())).toBe('linear')
    expect(await outputOf(kinds.image[1]())).toBe('sigmoid')
  })
})

describe('the view', () => {
  const viewOf = async (options: TaskOptions) =>
    (await createTask(options, { directory: folder.path, seed: 1 })).view

  it('is a map over two numbers', async () => {
    expect(await viewOf({ kind: 'classification', data: { generate: 'moons' } })).toBe('map')
    folder.write('plane.csv', 'a,b,y\n1,3,1\n2,1,2\n3,4,3\n')
    const data = { file: 'plane.csv', target: 'y', validation: 0 }
    expect(await viewOf({ kind: 'regression', data })).toBe('map')
  })

  it('is a curve over one number', async () => {
    expect(await viewOf({ kind: 'regression', data: { generate: 'function' } })).toBe('curve')
    folder.write('line.csv', 'a,y\n1,u\n2,v\n3,u\n')
    const data = { file: 'line.csv', target: 'y', validation: 0 }
    expect(await viewOf({ kind: 'classification', data })).toBe('curve')
  })

  it('is none over one category of two levels, or over three numbers', async () => {
    expect(await viewOf({ kind: 'classification', data: { generate: 'parity', bits: 3 } })).toBeNull()
    folder.write('levels.csv', 'a,y\nu,1\nv,2\nu,3\n')
    const data = { file: 'levels.csv', target: 'y', validation: 0 }
    expect(await viewOf({ kind: 'regression', data })).toBeNull()
  })

  it('is the picture where one is learnt', async () => {
    expect(await viewOf({ ...picture, features: { kind: 'none' } })).toBe('picture')
  })
})
