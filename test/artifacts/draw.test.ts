import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GifReader } from 'omggif'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Drawn } from '../../src/artifacts/drawing/draw-run.ts'
import { filmNetwork } from '../../src/artifacts/network-film.ts'
import { readRun } from '../../src/artifacts/read-run.ts'
import { type ConfigInput, evolve } from '../../src/index.ts'
import { drawHere } from './draw-here.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-draw-'))
const small = { strategy: { kind: 'ga', population: 20, initial: 1 }, stop: { generations: 3 } } as const
const map = join(base, 'map')
const picture = join(base, 'picture')
const curve = join(base, 'curve')
/** A copy of the map with its pictures, as of a run on its own, for the tests that only look; and what drawing said. */
let drawn: string
let drawing: Drawn

beforeAll(async () => {
  const png = new PNG({ width: 12, height: 9 })
  for (let at = 0; at < png.data.length; at++) png.data[at] = at % 4 === 3 ? 255 : (at * 3) % 256
  writeFileSync(join(base, 'tiny.png'), PNG.sync.write(png))
  const train = (task: ConfigInput['task'], out: string): PromiseLike<unknown> =>
    evolve({ name: 'n', task, ...small }, { workers: 0, out, directory: base })
  await train({ kind: 'classification', data: { generate: 'blobs', centers: 4, samples: 80 } }, map)
  drawn = copy(map)
  drawing = await drawHere(drawn, 'alone')
  await train({ kind: 'image', file: 'tiny.png' }, picture)
  await train({ kind: 'regression', data: { generate: 'function', samples: 30 } }, curve)
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

function copy(of: string): string {
  const folder = mkdtempSync(join(base, 'copy-'))
  cpSync(of, folder, { recursive: true })
  return folder
}

function size(folder: string, name: string): number[] {
  const { width, height } = PNG.sync.read(readFileSync(join(folder, name)))
  return [width, height]
}

describe('the pictures of a run', () => {
  it('with two inputs: its loss, its network, its film, and the last frame by itself', () => {
    expect(drawing).toEqual({
      written: ['film.gif', 'film.png', 'network.gif', 'network.png', 'loss.png', 'report.html'],
      warnings: [],
      unreadable: null,
    })
    const film = new GifReader(readFileSync(join(drawn, 'film.gif')))
    expect([film.numFrames(), film.width]).toEqual([3, 720])
    expect(size(drawn, 'film.png')).toEqual([2 * film.width, 2 * film.height])
  })

  it('with a small network: its weights in the course of the run, timed as its film', () => {
    const [film, weights] = ['film.gif', 'network.gif'].map((name) => {
      const reader = new GifReader(readFileSync(join(drawn, name)))
      return Array.from({ length: reader.numFrames() }, (_, frame) => reader.frameInfo(frame).delay)
    })
    expect(weights).toEqual(film)
    const gif = readFileSync(join(drawn, 'network.gif')).toString('base64')
    expect(readFileSync(join(drawn, 'report.html'), 'utf8')).toContain(`src="data:image/gif;base64,${gif}"`)
  })

  it('with a network that would be abbreviated, or told to be without a film: no film of the network', async () => {
    const run = readRun(map)
    const champion = run.champion!
    expect(drawing.written).toContain('network.gif')
    const [first] = champion.topology.layers
    const wide = { ...champion.topology, layers: [{ ...first!, outputs: 33 }] }
    expect(await filmNetwork(run, { ...champion, topology: wide })).toBeNull()
    const pictures = { frames: 120, scale: 'auto', film: false } as const
    expect(await filmNetwork({ ...run, config: { ...run.config, pictures } }, champion)).toBeNull()
  })

  it('that learns a picture: the two side by side too', async () => {
    const folder = copy(picture)
    const { written, warnings } = await drawHere(folder, 'many')
    expect(warnings).toEqual([])
    expect(written).toEqual(['film.gif', 'film.png', 'loss.png', 'picture.png'])
    expect(size(folder, 'picture.png')).toEqual([2 * 12 * 25 + 8, 9 * 25])
    const { data, width } = PNG.sync.read(readFileSync(join(folder, 'picture.png')))
    const original = PNG.sync.read(readFileSync(join(base, 'tiny.png')))
    const at = (12 * width + 12) * 4
    expect([...data.subarray(at, at + 3)]).toEqual([...original.data.subarray(0, 3)])
  })

  it('with one input: a film of its curve', async () => {
    const { written, warnings } = await drawHere(curve, 'many')
    expect(warnings).toEqual([])
    expect(written).toEqual(['film.gif', 'film.png', 'network.gif', 'loss.png'])
    const film = new GifReader(readFileSync(join(curve, 'film.gif')))
    expect([film.numFrames(), film.width]).toEqual([3, 720])
  })

  it('without champions are fewer', async () => {
    const folder = copy(map)
    rmSync(join(folder, 'snapshots.bin'))
    expect(await drawHere(folder, 'many')).toEqual({
      ...{ written: ['loss.png'], warnings: [], unreadable: null },
    })
  })

  it('that cannot be written cost no other, and are said', async () => {
    const folder = copy(map)
    for (const name of ['loss.png', 'film.png']) mkdirSync(join(folder, name, 'below'), { recursive: true })
    const { written, warnings } = await drawHere(folder, 'many')
    expect(written).toEqual(['film.gif', 'network.gif'])
    expect(warnings).toEqual([
      'film.gif and film.png not written: a folder of that name',
      'loss.png not written: a folder of that name',
    ])
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('whose data is gone lack the film alone', async () => {
    const folder = copy(picture)
    const config = readFileSync(join(folder, 'config.json'), 'utf8')
    writeFileSync(join(folder, 'config.json'), config.replace('tiny.png', 'gone.png'))
    const { written, warnings } = await drawHere(folder, 'many')
    expect(written).toEqual(['loss.png'])
    expect(warnings).toHaveLength(2)
    for (const line of warnings)
      expect(line).toMatch(/not written: \.\.\/gone\.png: expected a picture, found nothing at /)
  })

  it('of no run are none, and that is said', async () => {
    const folder = mkdtempSync(join(base, 'empty-'))
    expect(await drawHere(folder, 'many')).toEqual({
      written: [],
      warnings: [],
      unreadable: `${folder}: expected the folder of a run, found no run.json in it`,
    })
  })
})
