import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { receiveModule, sendModule, sweepModules } from '../../../src/fleet/wire/sent-module.ts'
import { dataFolder } from '../../tasks/supervised/folder.ts'

const folder = dataFolder()

function write(name: string, text: string): string {
  const path = join(folder.path, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
  return path
}

describe('a module that is sent', () => {
  it('arrives with what it imports by relative paths, also from folders above', async () => {
    const module = write(
      'task/fitness.mjs',
      "import { a } from '../shared/a.mjs'\nexport { b } from './b.mjs'\nexport default a",
    )
    write('shared/a.mjs', 'export const a = 41')
    write(
      'task/b.mjs',
      "import { readFileSync } from 'node:fs'\nexport const b = readFileSync(new URL('./b.txt', import.meta.url), 'utf8')",
    )
    write('task/b.txt', 'text')
    write('task/other.mjs', 'export default 1')
    const notice = sendModule(module, 'send')
    expect(notice.kind === 'sent' && notice.files.map(({ name }) => name).toSorted()).toEqual([
      'shared/a.mjs',
      'task/b.mjs',
      'task/b.txt',
      'task/fitness.mjs',
    ])
    const parent = join(folder.path, 'worker')
    if (notice.kind === 'shipped') throw new Error('expected one of the user')
    const { path, original, remove } = receiveModule(notice, parent)
    expect(original(`at ${path}:3`)).toBe(`at ${module}:3`)
    expect(await import(path)).toEqual(expect.objectContaining({ default: 41, b: 'text' }))
    remove()
    expect(readdirSync(parent)).toEqual([])
  })

  it('leaves nothing for ever: the folder of a killed worker is swept', () => {
    const module = write('fitness.mjs', 'export default 1')
    const notice = sendModule(module, 'send')
    if (notice.kind === 'shipped') throw new Error('expected one of the user')
    const { path, remove } = receiveModule(notice, folder.path)
    const own = basename(dirname(path))
    // No process has this number.
    const dead = own.replace(/-\d+-(\w+)$/, '-999999999-$1')
    mkdirSync(join(folder.path, dead))
    sweepModules(folder.path)
    expect(readdirSync(folder.path)).toContain(own)
    expect(readdirSync(folder.path)).not.toContain(dead)
    remove()
  })

  it('cannot write outside of its folder', () => {
    const parent = join(folder.path, 'worker')
    const files = [{ name: '../../evil.mjs', bytes: new Uint8Array(1) }]
    expect(() => receiveModule({ kind: 'sent', root: '/', files }, parent)).toThrow(
      'expected a file inside its folder',
    )
    expect(readdirSync(parent)).toEqual([])
  })

  it('on a shared disk must be the same', () => {
    const module = write('fitness.mjs', 'export default 1')
    const notice = sendModule(module, 'path')
    if (notice.kind !== 'path') throw new Error('expected a path')
    expect(receiveModule(notice, folder.path).path).toBe(module)
    writeFileSync(module, 'export default 2')
    expect(() => receiveModule(notice, folder.path)).toThrow('found another')
    expect(() => receiveModule({ ...notice, path: `${module}.gone` }, folder.path)).toThrow('no such file')
  })
})
