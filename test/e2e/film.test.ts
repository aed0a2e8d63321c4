import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { GifReader } from 'omggif'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { evolveHere, folderWith, listing, readJson, start } from './command-line.ts'

const config = (data: string): string =>
  `task: { kind: classification, data: ${data} }\nstrategy: { population: 20, initial: 1 }\nstop: { generations: 6 }\n`
const circles = config('{ generate: circles, samples: 100 }')
const parity = config('{ generate: parity, bits: 4 }')
const pictures = ['film.gif', 'film.png', 'network.gif', 'snapshots.bin']

describe('a training', () => {
  it('with two inputs makes a film', async () => {
    const folder = folderWith({ 'c.yaml': `${circles}finetune: { epochs: 4 }\n` })
    const { code, stdout, stderr } = await evolveHere(folder, 'c.yaml', '-w', '0')
    expect(stdout).toMatch(/\nreport: runs\/c\/report\.html\n$/)
    expect([code, stderr.trimEnd().split('\n').at(-1)]).toEqual([0, 'drawing the film'])
    const film = new GifReader(readFileSync(join(folder, 'runs/c/film.gif')))
    const delays = Array.from({ length: film.numFrames() }, (_, frame) => film.frameInfo(frame).delay)
    expect(delays).toEqual([...new Array<number>(9).fill(40), 300])
    const still = PNG.sync.read(readFileSync(join(folder, 'runs/c/film.png')))
    expect([still.width, still.height]).toEqual([2 * film.width, 2 * film.height])
  })

  it('draws nothing, and keeps nothing to draw from, where the config says pictures: false', async () => {
    const folder = folderWith({ 'c.yaml': circles })
    const { stdout } = await evolveHere(folder, 'c.yaml', '-w', '0', '--set', 'pictures=false')
    expect(stdout).toMatch(/\nwritten to runs\/c\n$/)
    const kept = ['champion.json', 'checkpoints', 'config.json', 'metrics.jsonl', 'run.json']
    expect(listing(join(folder, 'runs/c'))).toEqual(kept)
    expect((await evolveHere(folder, 'report', 'runs/c')).code).toBe(0)
    expect(listing(join(folder, 'runs/c'))).toEqual(
      [...kept, 'loss.png', 'network.png', 'report.html'].sort(),
    )
  })

  it('with more inputs films its network alone, if it is told to', async () => {
    const folder = folderWith({ 'c.yaml': parity })
    expect((await evolveHere(folder, 'c.yaml', '-w', '0', '-o', 'a')).code).toBe(0)
    expect(
      (await evolveHere(folder, 'c.yaml', '-w', '0', '-o', 'b', '--set', 'pictures.film=true')).code,
    ).toBe(0)
    const made = (run: string): string[] =>
      listing(join(folder, run)).filter((name) => pictures.includes(name))
    expect([made('a'), made('b')]).toEqual([[], ['network.gif', 'snapshots.bin']])
  })

  it.each(['0', '2'])('of many makes one only if it is told to, with %s workers', async (workers) => {
    const folder = folderWith({ 'c.yaml': circles.replace('generations: 6', 'generations: 2') })
    const more = ['--repeats', '2', '-w', workers, '--set', 'pictures.film=true', '-q']
    expect(await evolveHere(folder, 'c.yaml', ...more)).toEqual({ code: 0, stdout: '', stderr: '' })
    for (const seed of ['seed-1', 'seed-2']) {
      expect(listing(join(folder, 'runs/c', seed))).toEqual(expect.arrayContaining(pictures))
    }
  })

  it('whose pictures cannot be written ends well, and says so', async () => {
    const long = circles.replace('generations: 6', 'generations: 1000000')
    const folder = folderWith({ 'c.yaml': `${long}pictures: { frames: 2 }\n` })
    const run = start(folder, 'c.yaml', '-w', '0')
    await run.says('best')
    for (const name of ['film.gif', 'loss.png'])
      mkdirSync(join(folder, 'runs/c', name, 'below'), { recursive: true })
    run.process.kill('SIGINT')
    const { code, stderr } = await run.ending
    expect(code).toBe(130)
    expect(stderr).toContain('\nloss.png not written: a folder of that name\n')
    expect(stderr).toContain('\nfilm.gif and film.png not written: a folder of that name\n')
    expect(readJson(folder, 'runs/c/run.json')).toMatchObject({ status: 'interrupted' })
  })

  it('whose drawing is interrupted leaves a whole run, and no half-drawn picture', async () => {
    const text = circles
      .replace('samples: 100', 'samples: 2000')
      .replace('generations: 6', 'generations: 150')
    const folder = folderWith({ 'c.yaml': text })
    const run = start(folder, 'c.yaml', '-w', '0')
    await run.says('drawing the film')
    run.process.kill('SIGINT')
    const { code, stderr } = await run.ending
    expect(code).toBe(130)
    expect(stderr).toContain('stopping without the other pictures: evolve report runs/c draws them')
    expect(readJson(folder, 'runs/c/run.json')).toMatchObject({ status: 'done' })
    expect(listing(join(folder, 'runs/c'))).not.toContain('film.gif')
  })
})
