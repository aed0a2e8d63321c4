import { execFile } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { folderWith, program, readText } from './command-line.ts'

const modules = join(program, '../../wasm')
const preload = pathToFileURL(join(import.meta.dirname, 'compile-log.mjs')).href

/** Enough work a generation for threads to take part; individuals learn, and so does the champion. */
const config = `task: { kind: classification, data: { generate: moons, samples: 2000, validation: 0.2 } }
strategy: { population: 40 }
memetic: { every: 1, fraction: 0.5 }
finetune: { epochs: 2 }
stop: { generations: 3 }
pictures: false
`

/** A line for each module of the program that a command compiled: its thread, 0 for the first one, and its name. */
async function compiled(...args: readonly string[]): Promise<string[]> {
  const folder = folderWith({ 'c.yaml': config, log: '' })
  await promisify(execFile)(process.execPath, ['--import', preload, program, ...args], {
    cwd: folder,
    env: { ...process.env, COMPILE_LOG: join(folder, 'log') },
  })
  const names = new Map(
    readdirSync(modules).map((file) => [String(statSync(join(modules, file)).size), file.split('.')[0]]),
  )
  return readText(folder, 'log')
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, size = '']) => names.has(size))
    .map(([thread, size = '']) => `${thread} ${names.get(size)}`)
}

describe('a module is compiled once, by the first thread', () => {
  it.concurrent.each([
    ['for threads that score', ['c.yaml', '--workers', '2', '--out', 'run']],
    ['for threads that train', ['c.yaml', '--workers', '2', '--repeats', '3', '--out', 'run']],
    [
      'for the thread of the dashboard',
      ['--dashboard', '0', 'c.yaml', '--workers', '0', '--quiet', '--out', 'run'],
    ],
  ])('%s', async (_, args) => {
    const lines = await compiled(...args)
    expect(lines).toEqual([...new Set(lines)])
    expect(lines.filter((line) => !line.startsWith('0 '))).toEqual([])
    expect(lines).toEqual(expect.arrayContaining(['0 optimisers', '0 random', '0 strict']))
  })
})
