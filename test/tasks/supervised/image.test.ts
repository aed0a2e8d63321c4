import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tasks } from '../../../src/tasks/index.ts'
import { originalPicture } from '../../../src/tasks/supervised/image/render.ts'
import type { ImageLoss, ImageOptions } from '../../../src/tasks/supervised/image.ts'
import { type FlatTask, flat } from './flat.ts'
import { dataFolder } from './folder.ts'
import { encodePng, type PngRecipe } from './image/png.ts'
import { issue } from './issue.ts'

const folder = dataFolder()

function written(name: string, recipe: Partial<PngRecipe> = {}): string {
  const whole: PngRecipe = {
    width: 6,
    height: 4,
    depth: 8,
    colourType: 2,
    pixel: (x, y) => [x * 51, y * 85, 255 - x * 51],
    ...recipe,
  }
  writeFileSync(join(folder.path, name), encodePng(whole))
  return name
}

const file = written('slope.png')

function create(options: Partial<ImageOptions> = {}, seed = 1): FlatTask {
  return flat(tasks.image.create({ file, ...options }, { directory: folder.path, seed }))
}

describe('the task of a picture', () => {
  it('has a sample a pixel: where it lies, and its colour from 0 to 1', () => {
    const data = create({ features: { kind: 'none' } })
    const { direction, fitnessName, loss, view } = data
    expect({ direction, fitnessName, loss, view }).toEqual({
      ...{ direction: 'minimize', fitnessName: 'mse', loss: 'mse', view: 'picture' },
    })
    expect({ inputs: data.inputs, outputs: data.outputs, count: data.train.count }).toEqual({
      ...{ inputs: 2, outputs: 3, count: 24 },
    })
    // The pixel at column 5 of row 1.
    expect([...data.train.inputs.subarray(22, 24)]).toEqual([5 / 6, -1 / 4].map(Math.fround))
    expect([...data.train.targets.subarray(33, 36)]).toEqual([1, 85 / 255, 0].map(Math.fround))
    expect(data.notes).toEqual(['6 × 4 pixels, rgb at 8 bits'])
  })

  it('tells the model file what goes in and what comes out', () => {
    const { signature } = create({ features: { kind: 'sine', frequencies: 2 } })
    expect(signature).toEqual({
      columns: [
        { name: 'x', kind: 'number', missing: null },
        { name: 'y', kind: 'number', missing: null },
      ],
      features: { kind: 'sine', frequencies: 2 },
      scaling: null,
      outputs: { kind: 'colour', names: ['red', 'green', 'blue'], width: 6, height: 4 },
    })
  })

  it('shows its pixels through features drawn by the seed', () => {
    const fourier = { kind: 'fourier', count: 5, scale: 2 } as const
    const [one, again, other] = [1, 1, 2].map((seed) => create({ features: fourier }, seed))
    expect(one!.inputs).toBe(10)
    expect(one!.train.inputs).toHaveLength(240)
    expect(again!.train.inputs).toEqual(one!.train.inputs)
    expect(other!.train.inputs).not.toEqual(one!.train.inputs)
    expect(other!.train.targets).toEqual(one!.train.targets)
  })

  it('keeps pixels out of training if it is told to, each in one part', () => {
    const { train, validation, test } = create({
      validation: 0.25,
      test: 0.25,
      features: { kind: 'none' },
    })
    expect([train.count, validation.count, test.count]).toEqual([12, 6, 6])
    const places = [train, validation, test].flatMap(({ inputs, count }) =>
      Array.from({ length: count }, (_, i) => `${inputs[2 * i]} ${inputs[2 * i + 1]}`),
    )
    expect(new Set(places).size).toBe(24)
  })

  it('learns a grey picture, or any in grey, with one output', () => {
    const grey = written('grey.png', { colourType: 0, depth: 16, pixel: (x, y) => [x * 1000 + y] })
    const { outputs, train, notes } = create({ file: grey })
    expect(outputs).toBe(1)
    expect(train.targets[8]).toBe(Math.fround(2001 / 65_535))
    expect(notes).toEqual(['6 × 4 pixels, grey at 16 bits'])
    const task = create({ colour: 'grey' })
    expect(task.signature.outputs).toMatchObject({ names: ['grey'] })
    expect(task.notes).toEqual(['6 × 4 pixels, rgb at 8 bits, in grey'])
  })

  it('has the original to show, over its background', () => {
    const clear = written('clear.png', { colourType: 4, pixel: (x) => [0, x === 0 ? 255 : 0] })
    const task = create({ file: clear, background: '#ff0080' })
    const { width, height, pixels } = originalPicture(task.task)!
    expect([width, height]).toEqual([6, 4])
    expect([...pixels.subarray(0, 8)]).toEqual([0, 0, 0, 255, 255, 0, 128, 255])
    expect(task.notes).toEqual(['6 × 4 pixels, grey with alpha at 8 bits, over #ff0080'])
    expect(originalPicture({ ...task.task, view: 'map' })).toBeNull()
  })
})

describe('psnr and rmse', () => {
  const { measure, train } = create()
  const { targets } = train
  const wrongBy = (error: number): Float32Array =>
    targets.map((value) => value + (value > 0.5 ? -error : error))

  it('are those of the error over all channels', () => {
    const { psnr, rmse } = measure(wrongBy(0.1), targets, 24)
    expect(psnr).toBeCloseTo(20, 4)
    expect(rmse).toBeCloseTo(0.1, 6)
    expect(measure(wrongBy(0.01), targets, 24)['psnr']).toBeCloseTo(40, 3)
    // One channel of three, off by 0.3: a mean square of 0.03.
    const one = targets.map((value, i) => (i % 3 === 1 ? value + (value > 0.5 ? -0.3 : 0.3) : value))
    expect(measure(one, targets, 24)['psnr']).toBeCloseTo(-10 * Math.log10(0.03), 4)
  })

  it('take what is beyond 0 and 1 for the nearest that is not', () => {
    const beyond = targets.map((value) => (value === 0 ? -3 : value === 1 ? 8 : value))
    expect(measure(beyond, targets, 24)).toEqual({ psnr: Number.POSITIVE_INFINITY, rmse: 0 })
  })

  it('are none of no samples, and no numbers of outputs that are none', () => {
    expect(measure(new Float32Array(0), new Float32Array(0), 0)).toEqual({})
    expect(
      measure(
        targets.map(() => Number.NaN),
        targets,
        24,
      ),
    ).toEqual({ psnr: Number.NaN, rmse: Number.NaN })
  })
})

describe('a picture is refused in one line:', () => {
  it.each([
    ['none', { file: 'gone.png' }, `gone.png: expected a picture, found nothing at ${folder.path}/gone.png`],
    ['a folder', { file: '.' }, '.: expected a picture, found a folder'],
    [
      'an empty file',
      { file: folder.write('empty.png', '') },
      'empty.png: expected a PNG, found an empty file',
    ],
    [
      'a text',
      { file: folder.write('a.txt', 'hello') },
      'a.txt: expected a PNG, found a file that begins with "hello"',
    ],
    [
      'one over the limit',
      { limit: 23 },
      'slope.png: expected a picture of at most 23 pixels, found 6 × 4 = 24; task.limit allows more',
    ],
    [
      'a loss that fits no colours',
      { loss: 'hinge' as ImageLoss },
      'task.loss: expected one of mse, mae, euclidean, binary-cross-entropy, huber for a picture, found "hinge"',
    ],
    [
      'features beyond the memory',
      {
        file: written('wide.png', { width: 5000, height: 3, pixel: () => [0, 0, 0] }),
        features: { kind: 'fourier', count: 4096, scale: 1 },
      },
      'wide.png: pixels: expected at most 50,000,000 cells, found 15,000 rows × 8,192 inputs = 122,880,000',
    ],
  ] satisfies [string, Partial<ImageOptions>, string][])('%s', (_, options, line) => {
    expect(issue(() => create(options))).toBe(line)
  })
})
