import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evolve, loadModel, type Run } from '../../src/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'evolve-inspection-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let run: Run
beforeAll(async () => {
  const data = { generate: 'moons', samples: 50, validation: 0.2 } as const
  run = await evolve(
    { name: 'm', task: { kind: 'classification', data }, stop: { generations: 3 } },
    { workers: 0 },
  )
})

describe('what console.log shows', () => {
  it('of a run is a few lines: how it ended, what was trained, and its scores', () => {
    expect(inspect(run).split('\n')).toEqual([
      expect.stringMatching(
        /^Run m: generations after 3 generations, [\d,]+ evaluations, [\d.]+ s; champion [\d.e-]+ of generation \d$/,
      ),
      '  champion    2-16-16-2 tanh, softmax, 354 parameters',
      expect.stringMatching(/^ {2}train {7}cross-entropy [\d.e-]+, accuracy [\d.]+$/),
      expect.stringMatching(/^ {2}validation {2}cross-entropy /),
      '  folder      none',
    ])
  })

  it('of its parts is a line', () => {
    expect(inspect(run.outcome)).toMatch(/^Outcome: generations after 3 generations/)
    expect(inspect(run.champion)).toMatch(
      /^TrainedModel 2-16-16-2, 354 parameters: x, y → class: upper, lower$/,
    )
  })

  it('of a run without a network needs no champion', async () => {
    const found = await evolve(
      { task: { kind: 'benchmark', function: 'sphere', dimension: 3 }, stop: { generations: 1 } },
      { workers: 0 },
    )
    expect(inspect(found)).toContain('\n  champion    3 numbers\n')
  })

  it('changes no key that a program sees', () => {
    expect(Object.keys(run.outcome)).toContain('champion')
    expect(JSON.parse(JSON.stringify(run)).scores).toEqual(run.scores)
    expect(structuredClone(run.outcome)).toEqual(run.outcome)
  })
})

describe('model.save', () => {
  it('writes what loadModel reads, over what is there, and nothing beside it', async () => {
    const path = join(folder, 'model.json')
    writeFileSync(path, 'old')
    await run.champion.save(path)
    expect(readFileSync(path, 'utf8')).toBe(String(run.champion))
    await run.champion.save(pathToFileURL(join(folder, 'another model.json')))
    expect(readdirSync(folder).sort()).toEqual(['another model.json', 'model.json'])
    expect((await loadModel(path)).predict([0.1, 0.7])).toEqual(run.champion.predict([0.1, 0.7]))
  })

  it('says why it could not, leaving nothing', async () => {
    const path = join(folder, 'nowhere', 'model.json')
    await expect(run.champion.save(path)).rejects.toThrow(
      `${path}: expected a file that can be written, found a place where no files can be created`,
    )
    expect(existsSync(join(folder, 'nowhere'))).toBe(false)
  })
})
