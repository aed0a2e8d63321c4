import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config/read.ts'
import { parseOverride } from '../../src/config/set.ts'
import { messageOfAsync } from './issue-of.ts'

const yaml = 'task: { kind: classification, data: { generate: xor } }\n'
const json = '{"task": {"kind": "classification", "data": {"generate": "xor"}}}'

let directory = ''
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'evolve-config-'))
})
afterAll(() => rmSync(directory, { recursive: true }))

function write(name: string, content: string | Uint8Array): string {
  const file = join(directory, name)
  writeFileSync(file, content)
  return file
}

/** What the reader says of a file with this content, without the folder that it lies in. */
async function refusal(name: string, content: string | Uint8Array, ...overrides: string[]): Promise<string> {
  const file = write(name, content)
  const message = await messageOfAsync(() => readConfig(file, overrides.map(parseOverride)))
  return message.replaceAll(directory, '')
}

describe('readConfig', () => {
  it.each([
    ['plain.yaml', yaml],
    ['plain.yml', yaml],
    ['UPPER.YAML', yaml],
    ['plain.json', json],
    ['bom.yaml', `\ufeff${yaml}`],
    ['bom.json', `\ufeff${json}`],
    ['crlf.yaml', 'task:\r\n  kind: classification\r\n  data:\r\n    generate: xor\r\n'],
    ['crlf.json', json.replaceAll(',', ',\r\n')],
    ['object.mjs', `export default ${json}`],
    ['function.mjs', `export default async () => (${json})`],
    ['typed.ts', `const config: object = ${json}\nexport default config`],
    ['typed.mts', `export default (): object => (${json})`],
  ])('reads %s', async (name, content) => {
    const { config, ...rest } = await readConfig(write(name, content))
    expect(config.task.kind).toBe('classification')
    expect(config.name).toBe(name.split('.')[0])
    expect(rest).toMatchObject({
      file: join(directory, name),
      directory,
      hash: createHash('sha256').update(content).digest('hex'),
    })
  })

  it('gives a key that null removes its default', async () => {
    const file = write('removed.yaml', `${yaml}seed: 7\nstop: { target: 0.1, seconds: 1 }\n`)
    const overrides = ['seed=null', 'stop.seconds=null', 'task.data.noise=null'].map(parseOverride)
    const { config } = await readConfig(file, overrides)
    expect(config).toMatchObject({ seed: 1, stop: { generations: 300, target: 0.1 } })
    expect(config.stop.seconds).toBeUndefined()
  })

  it('puts the overrides in', async () => {
    const file = write('override.yaml', yaml)
    const overrides = ['seed=9', 'network.hidden=[3]', 'name=other'].map(parseOverride)
    const { config } = await readConfig(file, overrides)
    expect(config).toMatchObject({ seed: 9, network: { hidden: [3] }, name: 'other' })
  })

  it.each([
    ['empty.yaml', '', 'expected a config, found an empty file'],
    ['comment.yaml', '# nothing\n', 'expected a config, found nothing'],
    ['null.json', 'null', 'expected a config, found nothing'],
    ['list.yaml', '- a\n', 'expected a mapping, found a list of 1'],
    ['text.yaml', 'hello\n', 'expected a mapping, found "hello"'],
    ['binary.yaml', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0]), 'expected text in UTF-8, found binary data'],
    [
      'latin.yaml',
      new Uint8Array([0x61, 0xe9, 0x62]),
      'expected text in UTF-8, found bytes that are not UTF-8',
    ],
    ['huge.yaml', ' '.repeat(1_500_000), 'expected a config of at most 1 MiB, found 1.4 MiB'],
    ['broken.json', '{"seed": 1,}', '1:12: expected a key in double quotes, found "}"'],
    ['twice.json', '{"seed": 1, "seed": 2}', '1:13: expected each key once, found "seed" again'],
    ['twice.yaml', 'seed: 1\nseed: 2\n', '2:1: expected each key once, found "seed" again'],
    [
      'broken.yaml',
      'seed: [1\n',
      '2:1: expected YAML, found an error: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    [
      'config.toml',
      'seed = 1',
      'expected a config of type .yaml, .yml, .json, .js, .mjs, .ts, .mts, found ".toml"',
    ],
    [
      'config',
      yaml,
      'expected a config of type .yaml, .yml, .json, .js, .mjs, .ts, .mts, found no extension',
    ],
    [
      'throws.mjs',
      'throw new TypeError("no\\nluck")',
      'expected a module that loads, found an error: TypeError: no',
    ],
    ['null.mjs', 'throw null', 'expected a module that loads, found an error: null'],
    [
      'throwing.mjs',
      'export default () => { throw new Error("no luck") }',
      'expected a function that returns the config, found an error: Error: no luck',
    ],
    ['named.mjs', 'export const config = {}', 'expected a default export, found "config"'],
    ['none.mjs', '', 'expected a config, found an empty file'],
    ['none.ts', '// nothing', 'expected a default export, found no export'],
    ['number.mjs', 'export default 7', 'expected a mapping, found 7'],
    ['nested.mjs', 'export default () => () => ({})', 'expected a mapping, found a function'],
  ])('refuses %s in one line', async (name, content, issue) => {
    const separator = /^\d/.test(issue) ? ':' : ': '
    expect(await refusal(name, content)).toBe(`/${name}${separator}${issue}`)
  })

  it('refuses what is no file', async () => {
    mkdirSync(join(directory, 'folder.yaml'))
    symlinkSync('/dev/null', join(directory, 'device.yaml'))
    const refused = async (name: string): Promise<string> =>
      (await messageOfAsync(() => readConfig(join(directory, name)))).replaceAll(directory, '')
    expect(await refused('missing.yaml')).toBe('/missing.yaml: expected a config file, found no such file')
    expect(await refused('folder.yaml')).toBe('/folder.yaml: expected a config file, found a folder')
    expect(await refused('device.yaml')).toBe('/device.yaml: expected a config file, found something else')
    write('plain.txt', '')
    expect(await refused('plain.txt/a.yaml')).toBe(
      '/plain.txt/a.yaml: expected a config file, found no such file',
    )
    expect(await refused('a\0.yaml')).toMatch(/^\/a\\u0000\.yaml: expected a readable file, found \S+$/)
  })

  it('names the option where that is what is wrong', async () => {
    expect(await refusal('option.yaml', yaml, 'seed=-1')).toBe(
      '--set seed: expected an integer from 0 to 4294967295, found -1',
    )
    expect(await refusal('option.yaml', yaml, 'network.hiden=[3]')).toBe(
      '--set network.hiden: expected a known key, found "hiden"; did you mean "hidden"?',
    )
    expect(await refusal('option.yaml', yaml, 'stop.generation=null', 'network.hidden.0=null')).toBe(
      '--set stop.generation: expected a known key, found "generation"; did you mean "generations"?',
    )
    expect(await refusal('option.yaml', `${yaml}seed: -1\n`, 'name=x')).toBe(
      '/option.yaml:2:7: seed: expected an integer from 0 to 4294967295, found -1',
    )
  })
  it('says all that is wrong at once, in the order of the file, with places; options come last', async () => {
    const config = [
      'seed: -1',
      'task:',
      '  kind: classification',
      '  data: { file: a.csv, tarject: x, drop: 7 }',
      'stratgy: {}',
      'network: { hidden: [8, 0], activation: [tanh, relo] }',
      'stop: { generations: 0 }',
    ].join('\n')
    const message = await refusal('many.yaml', config, 'stop.seconds=x', 'metrics.every=-1')
    expect(message.replaceAll(/; known here.*|, found a.*|, at.*/g, '').split('\n')).toEqual([
      '/many.yaml:1:7: seed: expected an integer from 0 to 4294967295, found -1',
      '/many.yaml:4:24: task.data.tarject: expected a known key, found "tarject"; did you mean "target"?',
      '/many.yaml:4:42: task.data.drop: expected a list of columns, found 7',
      '/many.yaml:5:1: stratgy: expected a known key, found "stratgy"; did you mean "strategy"?',
      '/many.yaml:6:24: network.hidden[1]: expected an integer from 1 to 65536, found 0',
      expect.stringMatching(/^\/many\.yaml:6:47: network\.activation\[1\]: expected one of /),
      '/many.yaml:7:22: stop.generations: expected an integer of at least 1, found 0',
      '--set stop.seconds: expected a number above 0, found "x"',
      expect.stringMatching(/^--set metrics\.every: /),
    ])
  })

  it('checks what goes together once each key is right, all of it', async () => {
    const more =
      'strategy: { elites: 3, population: 2, selection: { kind: tournament, size: 3 } }\nfinetune: { optimizer: adamw, l2: 1 }\n'
    expect((await refusal('fit.yaml', `${yaml}${more}`)).split('\n')).toEqual([
      '/fit.yaml:2:21: strategy.elites: expected less than 2, the population, found 3',
      '/fit.yaml:2:76: strategy.selection.size: expected at most 2, the population, found 3',
      '/fit.yaml:3:35: finetune.l2: expected 0 with adamw, which has weightDecay instead, found 1',
    ])
  })

  it.each([
    [
      'list.yaml',
      'task: &t { kind: classification, data: { generate: moonz } }\ncompare:\n  contestants:\n    - { name: a b, strategy: { sigma: 1 } }\n    - name: c\n',
      [1, 4],
    ],
    [
      'list.json',
      '{\n"task": {"kind": "classification", "data": {"generate": "moonz"}},\n"compare": {"contestants": [\n{"name": "a b", "strategy": {"sigma": 1}}, {"name": "c"}]}}',
      [2, 4],
    ],
  ])('finds the places of contestants in a list: %s', async (name, content, lines) => {
    const found = (await refusal(name, content)).split('\n')
    expect(found.map((line) => line.split(':')[1])).toEqual(lines.map(String))
    expect(found[1]).toContain('compare.contestants["a b"].strategy.sigma: expected a known key')
  })
})
