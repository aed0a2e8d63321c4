import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { encodePng } from '../tasks/supervised/image/png.ts'
import { evolveHere, folderWith, listing, readJson, readText } from './command-line.ts'

/** A sun over water, by formula. */
const picture: Buffer = encodePng({
  width: 24,
  height: 16,
  depth: 8,
  colourType: 2,
  pixel: (x, y) =>
    Math.hypot(x - 16, y - 5) < 4 ? [250, 220, 90] : y > 9 ? [20, 60 + x, 120] : [140, 190, 240 - y * 4],
})

const config = `
task: { kind: image, file: in/sun.png, features: { kind: fourier, count: 8, scale: 1 }, batch: 200 }
network: { hidden: [16], activation: relu }
strategy: { population: 30, initial: 2 }
stop: { generations: 60 }
finetune: { epochs: 60, learningRate: 0.01 }
`
/** What is drawn of a run of a picture is drawn once. */
const undrawn = ['--set', 'pictures=false'] as const
/** A folder with a run of a picture, one of it in grey, and one of classes. */
let folder: string

beforeAll(async () => {
  folder = folderWith({
    'in/sun.png': picture,
    'sun.yaml': config,
    'grey.yaml': 'task: { kind: image, file: in/sun.png, colour: grey }\nstop: { generations: 2 }\n',
    'moons.yaml':
      'task: { kind: classification, data: { generate: moons, samples: 40 } }\nstop: { generations: 2 }\n',
    'new.csv': 'x,y\n0,0\n',
  })
  for (const name of ['sun.yaml', 'grey.yaml', 'moons.yaml']) {
    const drawn = name === 'sun.yaml' ? ['--set', 'pictures.film=false'] : undrawn
    const { code, stderr } = await evolveHere(folder, name, '--workers', '0', '--quiet', ...drawn)
    expect(code, stderr).toBe(0)
  }
})

function readBytes(...path: readonly string[]): Buffer {
  return readFileSync(join(...path))
}

function readPng(name: string): PNG {
  return PNG.sync.read(readBytes(folder, name))
}

describe('a picture', () => {
  it('is learnt by evolution and by gradient, and told in decibels', async () => {
    const { champion, phases, hashes, samples } = readJson(folder, 'runs/sun/run.json')
    expect(phases.map(({ phase }: { phase: string }) => phase)).toEqual(['train', 'finetune'])
    const [evolved, tuned] = phases.map((end: typeof champion) => end.champion.train.metrics.psnr)
    expect(evolved).toBeGreaterThan(12)
    expect(tuned).toBeGreaterThan(evolved)
    expect(tuned).toBeGreaterThan(24)
    expect(champion.train.metrics.psnr).toBe(tuned)
    expect(hashes.data).toMatch(/^[0-9a-f]{64}$/)
    expect(samples).toEqual({ train: 384, validation: 0, test: 0 })
    const { code, stdout } = await evolveHere(
      folder,
      'sun.yaml',
      '--workers',
      '0',
      '-g',
      '2',
      '--out',
      'told',
      ...undrawn,
    )
    expect(code).toBe(0)
    expect(stdout).toContain('24 × 16 pixels, rgb at 8 bits')
    expect(stdout).toMatch(/\d\d\.\d\d dB +→ \d\d\.\d\d dB/)
  })

  it('is learnt to the same bits by any number of workers', async () => {
    const { code, stderr } = await evolveHere(
      folder,
      'sun.yaml',
      '--workers',
      '2',
      '--quiet',
      '--out',
      'two',
      ...undrawn,
    )
    expect(code, stderr).toBe(0)
    expect(readText(folder, 'two/champion.json')).toBe(readText(folder, 'runs/sun/champion.json'))
  })

  it('can be trained on again from the config in its run folder', async () => {
    const { code, stderr } = await evolveHere(folder, 'validate', 'runs/sun/config.json')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  it('is drawn at its own size by default, close to the original', async () => {
    const ending = await evolveHere(folder, 'predict', 'runs/sun', '--out', 'own.png')
    expect(ending).toEqual({ code: 0, stdout: '', stderr: '' })
    const [drawn, original] = [readPng('own.png'), PNG.sync.read(picture)]
    expect([drawn.width, drawn.height]).toEqual([24, 16])
    let squares = 0
    drawn.data.forEach((value, i) => {
      squares += ((value - original.data[i]!) / 255) ** 2 / (24 * 16 * 3)
    })
    const { psnr } = readJson(folder, 'runs/sun/run.json').champion.train.metrics
    expect(-10 * Math.log10(squares)).toBeCloseTo(psnr, 0)
  })

  it('is drawn at any size, without the picture it was learnt from', async () => {
    const apart = folderWith({ 'model.json': readText(folder, 'runs/sun/champion.json') })
    const ending = await evolveHere(apart, 'predict', 'model.json', '--size', '96x64', '-o', 'large.png')
    expect(ending).toEqual({ code: 0, stdout: '', stderr: '' })
    const large = PNG.sync.read(readBytes(apart, 'large.png'))
    expect([large.width, large.height]).toEqual([96, 64])
    // The middle of the sun, and the sky.
    const at = (x: number, y: number): number[] => [
      ...large.data.subarray((y * 96 + x) * 4, (y * 96 + x) * 4 + 3),
    ]
    expect(at(66, 22)[0]!).toBeGreaterThan(at(66, 22)[2]!)
    expect(at(10, 10)[2]!).toBeGreaterThan(at(10, 10)[0]!)
  })

  it('learnt in grey is drawn in grey', async () => {
    expect((await evolveHere(folder, 'predict', 'runs/grey', '--size', '5x7', '-o', 'grey.png')).code).toBe(0)
    const { width, height, data } = readPng('grey.png')
    expect([width, height]).toEqual([5, 7])
    // Byte 25 of a PNG is its colour type.
    expect(readBytes(folder, 'grey.png')[25]).toBe(0)
    for (let i = 0; i < data.length; i += 4) expect([data[i + 1], data[i + 2]]).toEqual([data[i], data[i]])
  })

  it.each([
    [
      'data for a model of a picture',
      ['runs/sun', 'new.csv', '-o', 'a.png'],
      '<data>: expected no data for a model that has learnt a picture, found "new.csv"; ' +
        'set the size of the picture with --size and its file with --out',
    ],
    [
      'a size for another model',
      ['runs/moons', 'new.csv', '--size', '8x8'],
      '--size: expected no size for a model that has not learnt a picture, found "8x8"',
    ],
    [
      'no data for another model',
      ['runs/moons'],
      '<data>: expected a .csv, .tsv or .json file, or - for the standard input, found nothing; for a model of a picture, give --size and --out instead',
    ],
    [
      'no place for the picture',
      ['runs/sun', '--size', '8x8'],
      '--out: expected a file that ends in .png, found nothing',
    ],
    [
      'a picture of another type',
      ['runs/sun', '-o', 'a.jpg'],
      '--out: expected a file that ends in .png, found "a.jpg"',
    ],
    [
      'a place that cannot be written to',
      ['runs/sun', '-o', 'new.csv/a.png'],
      'new.csv/a.png: --out: expected a file that can be written, found a file where a folder should be',
    ],
  ])('refuses %s in one line', async (_, args, line) => {
    const before = listing(folder)
    const ending = await evolveHere(folder, 'predict', ...args)
    expect(ending).toEqual({ code: 2, stdout: '', stderr: `evolve: ${line}\n` })
    expect(listing(folder)).toEqual(before)
  })

  it.each([
    ['800', '"800"'],
    ['0x5', '"0x5"'],
    ['-1x5', '"-1x5"'],
    ['8x8x8', '"8x8x8"'],
    ['1e3x5', '"1e3x5"'],
    ['99999999999x1', '"99999999999x1"'],
    ['10000x10000', '10000x10000 = 100,000,000'],
  ])('refuses the size %s in one line', async (size, found) => {
    const before = listing(folder)
    const ending = await evolveHere(folder, 'predict', 'runs/sun', `--size=${size}`, '-o', 'a.png')
    const expected = 'a width and a height such as 800x600, with at most 50,000,000 pixels'
    const stderr = `evolve: --size: expected ${expected}, found ${found}\n`
    expect(ending).toEqual({ code: 2, stdout: '', stderr })
    expect(listing(folder)).toEqual(before)
  })

  it.each([
    [
      'a picture that is none',
      'file: new.csv',
      'new.csv: expected a PNG, found a file that begins with "x,y\\n0,0\\n"',
    ],
    [
      'a background in words',
      'file: in/sun.png, background: white',
      'c.yaml:1:52: task.background: expected a colour such as "#ffffff", in quotes, found "white"',
    ],
    [
      'features of another kind',
      'file: in/sun.png, features: fourir',
      'c.yaml:1:50: task.features: expected one of none, fourier, sine, found "fourir"; did you mean "fourier"?',
    ],
    [
      'parts that leave nothing',
      'file: in/sun.png, validation: 0.5, test: 0.5',
      'c.yaml:1:63: task.test: expected less than 0.5, the share that validation leaves, found 0.5',
    ],
    [
      'a batch beyond the picture',
      'file: in/sun.png, batch: 385',
      'c.yaml:1:47: task.batch: expected at most 384, the samples of the training part, found 385',
    ],
    [
      'an output that fits not the loss',
      'file: in/sun.png, loss: binary-cross-entropy }\nnetwork: { output: linear',
      'c.yaml:2:20: network.output: expected sigmoid for the loss binary-cross-entropy, since it treats each output as a probability, found linear',
    ],
  ])('refuses %s in one line', async (_, task, line) => {
    const here = folderWith({
      'c.yaml': `task: { kind: image, ${task} }\n`,
      'in/sun.png': picture,
      'new.csv': 'x,y\n0,0\n',
    })
    expect(await evolveHere(here, 'c.yaml')).toEqual({ code: 2, stdout: '', stderr: `evolve: ${line}\n` })
  })
})
