import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { completion } from '../../../src/cli/completion/completion.ts'
import { completedProgram } from '../../../src/cli/completion/definitions.ts'
import type { Host } from '../../../src/cli/host.ts'
import { createProgram } from '../../../src/cli/program/program.ts'

const program = createProgram({} as Host, () => {})
const { main, commands } = completedProgram(program, 'train')

function script(shell: string): string {
  let text = ''
  const stream = { write: (part: string) => (text += part) }
  completion(shell, program, 'train', { stdout: stream, stderr: stream, environment: {} })
  return text
}

const folder = mkdtempSync(join(tmpdir(), 'evolve-completion-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
for (const name of ['data', 'runs/moons', 'runs/moons-2', 'my runs'])
  mkdirSync(join(folder, name), { recursive: true })
for (const name of ['moons.yaml', 'more.ts', 'my own.json', 'table.csv', 'notes.txt'])
  writeFileSync(join(folder, name), '')

const cases: readonly (readonly [line: string, expected: readonly string[]])[] = [
  [
    'evolve ',
    [...commands.map(({ name }) => name), 'data', 'my runs', 'runs', 'moons.yaml', 'more.ts', 'my own.json'],
  ],
  ['evolve v', ['validate', 'verify']],
  ['evolve mo', ['moons.yaml', 'more.ts']],
  ['evolve my', ['my runs', 'my own.json']],
  ['evolve --re', ['--repeats']],
  ['evolve -w 2 --engine ', ['auto', 'native', 'wasm', 'reference']],
  ['evolve -w 2 --engine w', ['wasm']],
  ['evolve -w ', []],
  ['evolve -w 2 moons', ['moons.yaml']],
  ['evolve --dashboard moons', ['moons.yaml']],
  ['evolve --out da', ['data']],
  ['evolve resume mo', ['moons', 'moons-2', 'moons.yaml', 'more.ts']],
  ['evolve verify --', ['--workers', '--quiet', '--help']],
  ['evolve predict moons ta', ['table.csv']],
  ['evolve predict moons --missing ', ['refuse', 'drop', 'mean']],
  ['evolve predict moons table.csv --decimal ', ['.', ',']],
  ['evolve predict --missing drop moons no', ['notes.txt']],
  ['evolve predict moons table.csv ', []],
  ['evolve completion ', ['bash', 'zsh', 'fish']],
  ['evolve help pl', ['play']],
  ['evolve init --template ', ['classification', 'custom']],
]

describe('completion', () => {
  it('in bash gives commands, options, choices and files, as bash itself calls it', () => {
    const calls = cases.map(([line]) => {
      const words = line.split(' ')
      return `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _evolve
IFS='|'; echo "\${COMPREPLY[*]}"; unset IFS`
    })
    const text = [script('bash'), 'complete -p evolve', ...calls].join('\n')
    // Where no completion is under way, bash says so of its options; the script does without.
    const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', text], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const [registered, ...found] = stdout.trimEnd().split('\n')
    expect(registered).toBe('complete -F _evolve evolve')
    cases.forEach(([line, expected], index) => {
      const words = found[index] === '' ? [] : found[index]!.split('|')
      expect(words.toSorted(), line).toEqual(expected.toSorted())
    })
  })

  it.each([
    ['zsh', ['-n']],
    ['fish', ['--no-execute']],
  ])('in %s knows all commands and options, in the syntax of the shell', (shell, check) => {
    const text = script(shell)
    for (const { name, options } of [main, ...commands]) {
      expect(text).toMatch(new RegExp(`\\b${name}\\b`))
      for (const { flags } of options) {
        const [long] = flags.slice(-1)
        expect(text).toContain(shell === 'zsh' ? long : `-l ${long!.slice(2)} `)
      }
    }
    // Quotes are closed on every line: nothing else of what is inserted could break it.
    for (const line of text.split('\n').filter((each) => !each.startsWith('#'))) {
      const plain = line.replaceAll(/'\\''|\\'|"[^"']*"/g, '')
      expect(plain.split("'").length % 2, line).toBe(1)
    }
    const { error, status, stderr } = spawnSync(shell, check, { input: text, encoding: 'utf8' })
    const installed = (error as NodeJS.ErrnoException | undefined)?.code !== 'ENOENT'
    if (installed) expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  it('in zsh has a function for each command, which completes its values', () => {
    const text = script('zsh')
    const functions = [...text.matchAll(/^(_evolve\w*)\(\) \{$/gm)].map(([, name]) => name)
    expect(functions).toEqual([
      '_evolve',
      '_evolve_runs',
      '_evolve__',
      ...commands.map(({ name }) => `_evolve_${name}`),
    ])
    expect(text).toMatch(
      /_evolve_predict\(\) \{\n {2}_arguments -s (\\\n {4}.*)*'1:run:_evolve_runs' \\\n {4}'2:file:_files'\n\}/,
    )
    expect(text).toContain("'*--engine[")
  })

  it('in fish offers the values of options', () => {
    const text = script('fish')
    expect(text).toContain("-l missing -x -a 'refuse drop mean' -d ")
    expect(text).toContain(
      "complete -c evolve -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'",
    )
  })

  it('of another shell is refused', () => {
    expect(() => script('zhs')).toThrow(
      'expected a shell, one of bash, zsh, fish, found "zhs"; did you mean "zsh"?',
    )
    expect(() => script('constructor')).toThrow('expected a shell')
  })
})
