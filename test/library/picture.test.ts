import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ConfigInput, evolve, InputError, loadModel, type Run } from '../../src/index.ts'
import { encodePng } from '../tasks/supervised/image/png.ts'

const root: string = mkdtempSync(join(tmpdir(), 'evolve-picture-'))
afterAll(() => rmSync(root, { recursive: true }))

/** Dark at the left, light at the right. */
writeFileSync(
  join(root, 'slope.png'),
  encodePng({ width: 8, height: 6, depth: 8, colourType: 0, pixel: (x) => [x * 32] }),
)
const config: ConfigInput = {
  task: { kind: 'image', file: 'slope.png', features: 'none' },
  network: { hidden: [8] },
  strategy: { kind: 'adam', learningRate: 0.03 },
  stop: { generations: 200 },
}
/** Learnt once. */
let run: Run

beforeAll(async () => {
  run = await evolve(config, { directory: root, out: 'run', workers: 0 })
})

describe('a model of a picture', () => {
  it('draws it at the size of the original, or at any other', () => {
    const { champion } = run
    const own = champion.picture()
    expect([own.width, own.height, own.pixels.length]).toEqual([8, 6, 192])
    const wide = champion.picture(40, 3)
    expect([wide.width, wide.height, wide.pixels.length]).toEqual([40, 3, 480])
    // The left edge of the middle row, and the right one.
    expect(wide.pixels[160]!).toBeLessThan(40)
    expect(wide.pixels[316]!).toBeGreaterThan(200)
    expect(run.scores.train.metrics['psnr']).toBeGreaterThan(30)
  })

  it('draws the same once it was loaded', async () => {
    const loaded = await loadModel(join(root, 'run', 'champion.json'))
    expect(loaded.picture(9, 5)).toEqual(run.champion.picture(9, 5))
  })

  it('names the first pixel whose colour is no number', async () => {
    const file = join(root, 'large.json')
    const { sha256: _, ...model } = JSON.parse(String(run.champion))
    // 0 at the left of the middle, and beyond float32 at the right.
    model.layers = [
      { outputs: 2, activation: 'relu', slope: 0 },
      { outputs: 1, activation: 'linear', slope: 0 },
    ]
    model.parameters = [...[0, 0], ...[3e38, 0], ...[3e38, 0], ...[0], ...[3e38, 3e38]]
    writeFileSync(file, JSON.stringify(model))
    const loaded = await loadModel(file)
    expect(() => loaded.picture()).toThrow(
      'pixel 5 of row 1: expected a finite colour of the model, found Infinity; the parameters of the model are too large for ' +
        'float32',
    )
    expect(() => loaded.predict([1, 0])).toThrow(
      'predict: row 1: expected a finite answer of the model, found Infinity',
    )
  })

  it('tells the colour of a point', () => {
    const { champion } = run
    const points = Array.from({ length: 8 }, (_, i) => [(2 * i - 7) / 8, 0.5 / 3])
    const told = champion
      .predictAll(points)
      .map((one) => (one.kind === 'numbers' ? one.values[0]! : Number.NaN))
    const { pixels } = champion.picture()
    const drawn = told.map((_, i) => pixels[(3 * 8 + i) * 4])
    expect(told.map((value) => Math.round(value * 255))).toEqual(drawn)
  })

  it.each([
    [0, 4, 'width: expected a whole number of at least 1, found 0'],
    [4, -1, 'height: expected a whole number of at least 1, found -1'],
    [4.5, 4, 'width: expected a whole number of at least 1, found 4.5'],
    [Number.NaN, 4, 'width: expected a whole number of at least 1, found NaN'],
    [4, Number.POSITIVE_INFINITY, 'height: expected a whole number of at least 1, found Infinity'],
    [10_000, 5_001, 'width and height: expected at most 50000000 pixels, found 10000 × 5001 = 50010000'],
  ])('refuses a size of %d × %d', (width, height, line) => {
    const draw = (): unknown => run.champion.picture(width, height)
    expect(draw).toThrow(InputError)
    expect(draw).toThrow(line)
  })

  it('alone can do so', async () => {
    const other = await evolve({
      task: { kind: 'regression', data: { generate: 'function' } },
      stop: { generations: 1 },
      workers: 0,
    })
    expect(() => other.champion.picture(4, 4)).toThrow(InputError)
  })
})
