import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { evolveHere, folderWith, readText } from './command-line.ts'

const config =
  'name: moons\ntask: { kind: classification, data: { generate: moons, samples: 60 } }\n' +
  'strategy: { population: 20 }\nstop: { generations: 5 }\npictures: false\n'

describe('evolve report', () => {
  it('makes the report of a run, again and elsewhere, and says where it is', async () => {
    const folder = folderWith({ 'c.yaml': config })
    expect((await evolveHere(folder, 'c.yaml', '--out', 'run', '--workers', '0', '--quiet')).code).toBe(0)
    const first = await evolveHere(folder, 'report', 'run')
    expect(first).toEqual({ code: 0, stdout: `written to ${join('run', 'report.html')}\n`, stderr: '' })
    expect(readText(folder, 'run', 'report.html')).toContain('All generations were done')
    const second = await evolveHere(folder, 'report', 'run', '--out', 'mine.html')
    expect(second).toMatchObject({ code: 0, stdout: 'written to mine.html\n' })
    expect(statSync(join(folder, 'mine.html')).size).toBeGreaterThan(10_000)
  })

  it('refuses in one line what is no run, and writes nothing', async () => {
    const folder = folderWith({ 'c.yaml': config })
    for (const [run, wrong] of [
      ['.', 'the folder of a run, found no run.json in it'],
      ['none', 'the folder of a run, the name of one below runs or a config, found nothing of that name'],
      ['c.yaml', 'the folder of a run, found a file'],
    ] as const) {
      expect(await evolveHere(folder, 'report', run)).toEqual({
        code: 2,
        stdout: '',
        stderr: `evolve: ${run}: expected ${wrong}\n`,
      })
    }
    expect(existsSync(join(folder, 'report.html'))).toBe(false)
  })

  it('fails in one line where it cannot be written', async () => {
    const folder = folderWith({ 'c.yaml': config })
    await evolveHere(folder, 'c.yaml', '--out', 'run', '--workers', '0', '--quiet')
    expect(await evolveHere(folder, 'report', 'run', '-o', 'none/report.html')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'evolve: none/report.html not written: a place where no files can be created\n',
    })
  })
})
