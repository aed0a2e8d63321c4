import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { init } from '../../../src/cli/init/init.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-init-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

/** Runs the command in a folder. @returns what it printed */
function written(folder: string, options: Parameters<typeof init>[1]): string {
  let text = ''
  const stream = { write: (part: string) => (text += part) }
  init(folder, options, { stdout: stream, stderr: stream, environment: {} })
  return text
}

describe('evolve init', () => {
  it('writes a config that learns a table, unless it is told otherwise', () => {
    const folder = join(base, 'table')
    expect(written(folder, { template: 'classification' })).toMatch(
      /^wrote .*evolve\.yaml; train it with: evolve .*\n$/,
    )
    expect(readdirSync(folder)).toEqual(['evolve.yaml'])
  })

  it('writes a fitness with a simulation of its own, in TypeScript or in JavaScript', () => {
    const [typed, plain] = [join(base, 'typed'), join(base, 'plain')]
    expect(written(typed, { template: 'custom' })).toContain('npm install\ntrain it with: evolve ')
    expect(readdirSync(typed).sort()).toEqual([
      ...['config.yaml', 'fitness.ts', 'lander.ts', 'package.json', 'tsconfig.json'],
    ])
    expect(JSON.parse(readFileSync(join(typed, 'package.json'), 'utf8'))).toMatchObject({
      type: 'module',
      devDependencies: { 'evolve-mlp': expect.stringMatching(/^\^\d/), typescript: '>=5.7' },
    })
    written(plain, { template: 'custom', js: true })
    expect(readdirSync(plain).sort()).toEqual(['config.yaml', 'fitness.mjs', 'lander.mjs', 'package.json'])
  })

  it('leaves what there is as it is', () => {
    const folder = mkdtempSync(join(base, 'there-'))
    writeFileSync(join(folder, 'package.json'), '{}')
    expect(written(folder, { template: 'custom', js: true })).not.toContain('package.json')
    expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe('{}')
    const before = readFileSync(join(folder, 'lander.mjs'), 'utf8')
    writeFileSync(join(folder, 'lander.mjs'), `${before}// mine`)
    expect(() => written(folder, { template: 'custom', js: true })).toThrow(
      'expected a new file, found an existing one',
    )
    expect(readFileSync(join(folder, 'lander.mjs'), 'utf8')).toBe(`${before}// mine`)
  })

  it('lists the templates for a name that none has', () => {
    expect(() => written(base, { template: 'costum' })).toThrow(
      '--template: expected one of classification, custom, found "costum"; did you mean "custom"?',
    )
    expect(() => written(base, { template: 'classification', js: true })).toThrow(
      '--js: expected --template custom, which has code, found classification',
    )
  })
})
