import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runOf } from '../../src/cli/run-argument.ts'

const need = { file: 'champion.json', doing: 'predicting with' }
const before = process.cwd()
const root = mkdtempSync(join(tmpdir(), 'evolve-names-'))

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

function run(folder: string, name: string, champion = true): void {
  write(`${folder}/run.json`, JSON.stringify({ name }))
  if (champion) write(`${folder}/champion.json`, '{ "format": "evolve-mlp model" }')
}

beforeAll(() => {
  process.chdir(root)
  run('runs/iris', 'iris')
  run('runs/iris-2', 'iris')
  run('runs/iris-10', 'iris')
  run('runs/iris-11', 'iris', false)
  // Of another config, whose name ends in a number.
  run('runs/iris-12', 'iris-12')
  run('runs/once', 'once')
  run('results/a', 'kept')
  write('runs/none/run.json', '{}')
  write('iris.yaml', 'task: { kind: classification, data: { generate: circles } }')
  write('c.yaml', 'name: iris\ntask: { kind: classification, data: { generate: circles } }')
  write(
    'kept.json',
    '{ "task": { "kind": "regression", "data": { "generate": "function" } }, "out": "results/a" }',
  )
  write('model.json', '{ "format": "evolve-mlp model", "task": 1 }')
  write('new.yaml', 'task: { kind: classification, data: { generate: circles } }')
})
afterAll(() => {
  process.chdir(before)
  rmSync(root, { recursive: true })
})

describe('a run as an argument', () => {
  it.each([
    ['a folder without newer ones', 'runs/once', 'runs/once', null],
    [
      'a folder, though there are newer ones',
      'runs/iris',
      'runs/iris',
      'newer runs of this name exist: runs/iris-10',
    ],
    ['a numbered folder', 'runs/iris-2', 'runs/iris-2', null],
    ['a model file', 'model.json', 'model.json', null],
    ['a name', 'iris', 'runs/iris-10', 'predicting with runs/iris-10'],
    ['a name with a number', 'iris-2', 'runs/iris-2', 'predicting with runs/iris-2'],
    ['a config', 'iris.yaml', 'runs/iris-10', 'predicting with runs/iris-10'],
    ['a config with a name of its own', 'c.yaml', 'runs/iris-10', 'predicting with runs/iris-10'],
    [
      'a config in JSON that says where its run is',
      'kept.json',
      join(root, 'results/a'),
      'predicting with results/a',
    ],
    ['a name of a run without a champion', 'none', 'runs/none', null],
    ['no text at all', '', '', null],
    ['a config that was never trained', 'new.yaml', 'new.yaml', null],
  ])('may be %s', async (_, argument, expected, line) => {
    const told: string[] = []
    expect(await runOf(argument, need, (text) => told.push(text))).toBe(expected)
    expect(told).toEqual(line === null ? [] : [line])
  })

  it('is refused if nothing of that name exists, naming what it may be', async () => {
    const found = 'found nothing of that name'
    await expect(runOf('nothing', need, () => {})).rejects.toThrow(
      `nothing: expected the folder of a run, the name of one below runs, a config or a model file, ${found}`,
    )
    const report = { file: 'run.json', doing: 'reporting on' }
    await expect(runOf('nothing', report, () => {})).rejects.toThrow(
      `nothing: expected the folder of a run, the name of one below runs or a config, ${found}`,
    )
  })

  it('may lack a champion where none is needed', async () => {
    const report = { file: 'run.json', doing: 'reporting on' }
    expect(await runOf('iris', report, () => {})).toBe('runs/iris-11')
  })
})
