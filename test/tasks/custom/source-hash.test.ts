import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { hashModule } from '../../../src/tasks/custom/source-hash.ts'

const root: string = mkdtempSync(join(tmpdir(), 'evolve-hash-'))
afterAll(() => rmSync(root, { recursive: true }))

const files: Readonly<Record<string, string>> = {
  'task/fitness.ts': `import { a } from './a.js'
    import type { B } from "../lib/b.ts"
    import 'zod'
    export * from './c'
    const later = await import('./d.mjs')
    const table = new URL('./table.json', import.meta.url)
    import './gone.ts'
    import all from '..'`,
  'task/a.ts': "import './fitness.ts'\nimport { e } from './deep/index.js'",
  'lib/b.ts': 'export type B = number',
  'task/c.mts': 'export const c = 1',
  'task/d.mjs': "require('./f.cjs')",
  'task/f.cjs': 'module.exports = 1',
  'task/deep/index.ts': 'export const e = 2',
  'task/table.json': '[1, 2]',
  'index.ts': 'export default 1',
  'task/other.ts': 'nobody imports this',
}

function write(folder: string, changed: Readonly<Record<string, string>> = {}): string {
  for (const [name, text] of Object.entries({ ...files, ...changed })) {
    const path = join(root, folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  return join(root, folder, 'task/fitness.ts')
}

it('depends on the module and on every file that it imports by a relative path', () => {
  const original = hashModule(write('original'))
  expect(original).toMatch(/^[0-9a-f]{64}$/)
  const matters = (name: string): boolean => {
    const folder = `changed-${name.replaceAll('/', '-')}`
    return hashModule(write(folder, { [name]: `${files[name]} ` })) !== original
  }
  const names = ['task/a.ts', 'lib/b.ts', 'task/d.mjs', 'task/f.cjs', 'task/deep/index.ts', 'task/table.json']
  expect(['task/fitness.ts', ...names, 'index.ts'].filter((name) => !matters(name))).toEqual([])
  expect(matters('task/other.ts')).toBe(false)
})

it('does not depend on where the files are', () => {
  const original = hashModule(write('original'))
  cpSync(join(root, 'original'), join(root, 'zzz/moved'), { recursive: true })
  expect(hashModule(join(root, 'zzz/moved/task/fitness.ts'))).toBe(original)
})

it('finds a module in TypeScript that is imported without an ending', () => {
  const original = hashModule(write('mts'))
  expect(hashModule(write('mts-changed', { 'task/c.mts': 'export const c = 2' }))).not.toBe(original)
})
