import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve, sep } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { init } from '../../../src/cli/init/init.ts'
import { commandIn, schemaFrom } from '../../../src/cli/init/setting.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-init-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

/** Runs the command in a folder. @returns what it printed */
function written(folder: string, options: Parameters<typeof init>[1], environment = {}): string {
  let text = ''
  const stream = { write: (part: string) => (text += part) }
  init(folder, options, { stdout: stream, stderr: stream, environment })
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

describe('the path of the schema', () => {
  const real = (path: string): string => path.replaceAll('/', sep)

  it('in what is written leads to the schema', () => {
    const folder = join(base, 'schema', 'with a space')
    written(folder, {})
    const [, path] = /\$schema=(\S+)\n/.exec(readFileSync(join(folder, 'evolve.yaml'), 'utf8'))!
    expect(JSON.parse(readFileSync(resolve(folder, path!), 'utf8'))).toHaveProperty('$schema')
  })

  it.each([
    [
      '/home/me/app',
      '/home/me/app/node_modules/evolve-mlp/dist/schema.json',
      './node_modules/evolve-mlp/dist/schema.json',
    ],
    [
      '/home/me/app/a/b',
      '/home/me/app/node_modules/evolve-mlp/dist/schema.json',
      '../../node_modules/evolve-mlp/dist/schema.json',
    ],
    [
      '/home/me/apple',
      '/home/me/app/node_modules/evolve-mlp/dist/schema.json',
      '/home/me/app/node_modules/evolve-mlp/dist/schema.json',
    ],
    ['/src/evolve/examples', '/src/evolve/dist/schema.json', '../dist/schema.json'],
    [
      '/home/me',
      '/usr/lib/node_modules/evolve-mlp/dist/schema.json',
      '/usr/lib/node_modules/evolve-mlp/dist/schema.json',
    ],
    [
      '/home/me',
      '/my programs/evolve-mlp/dist/schema.json',
      'file:///my%20programs/evolve-mlp/dist/schema.json',
    ],
  ])('from %s to %s', (folder, schema, path) => {
    expect(schemaFrom(real(folder), real(schema))).toBe(path)
  })
})

describe('the command that is named', () => {
  const bin = join(base, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'evolve'), '#!/bin/sh\n', { mode: 0o755 })
  const local = join(base, 'node_modules', '.bin')
  const file = join(base, 'node_modules/evolve-mlp/dist/schema.json')

  it.each([
    ['evolve where no npx has started it', { PATH: '/usr/bin' }, file, 'evolve'],
    [
      'npx where that has started it',
      { npm_command: 'exec', PATH: `${local}${delimiter}/usr/bin` },
      file,
      'npx evolve',
    ],
    [
      'evolve where that is on PATH',
      { npm_command: 'exec', PATH: `${local}${delimiter}${bin}` },
      file,
      'evolve',
    ],
    [
      'the package where it is in the cache of npx',
      { npm_command: 'exec' },
      join(base, '_npx/1', file),
      'npx evolve-mlp',
    ],
  ])('%s', (_, environment, file, command) => {
    expect(commandIn(environment, file)).toBe(command)
  })

  it('is in what is printed and in the config', () => {
    const folder = join(base, 'by-npx')
    expect(written(folder, {}, { npm_command: 'exec', PATH: local })).toMatch(
      /train it with: npx evolve .*evolve\.yaml\n$/,
    )
    expect(readFileSync(join(folder, 'evolve.yaml'), 'utf8')).toContain('# Train it: npx evolve evolve.yaml ')
  })
})
