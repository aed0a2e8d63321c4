import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { RepeatsFolder } from '../../../src/cli/repeats/repeats-folder.ts'
import { buildRun } from '../../../src/config/build.ts'
import { parseConfig } from '../../../src/config/parse.ts'
import { EvolveError } from '../../../src/errors.ts'
import type { TrainingFigures } from '../../../src/library/training-job.ts'
import { RunFolder } from '../../../src/run/folder/run-folder.ts'
import { drawingHere } from '../../artifacts/draw-here.ts'

const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
})

function setUp(): { path: string; folder: RepeatsFolder; warnings: string[] } {
  const root = mkdtempSync(join(tmpdir(), 'evolve-repeats-'))
  roots.push(root)
  const path = join(root, 'all')
  const warnings: string[] = []
  const claimed = RunFolder.claim(path, 'repeats.json')
  claimed.begin([['repeats.json', []]])
  const folder = new RepeatsFolder(claimed, (line) => warnings.push(line))
  return { path, folder, warnings }
}

function figures(fitness: number, validation: number | null = null): TrainingFigures {
  const champion = { fitness, violation: 0, validation, generation: 1 }
  const score = (of: number): { fitness: number; metrics: { rmse: number } } => ({
    fitness: of,
    metrics: { rmse: of * 2 },
  })
  return {
    outcome: { reason: 'target', generations: 2, evaluations: 40, failures: 0, elapsedMs: 5, champion },
    scores: {
      train: score(fitness),
      validation: validation === null ? null : score(validation),
      test: null,
    },
  }
}

const points = [
  { evaluations: 20, seconds: 1, fitness: 0.5 },
  { evaluations: 40, seconds: 2, fitness: 0.1 },
]
const config = parseConfig({ task: { kind: 'regression', data: { generate: 'function' } } })
const first = await buildRun(config, { directory: '.', workers: 0, onNotice: () => {} })

function listIn(path: string): { seed: number; fitness: number }[] {
  return JSON.parse(readFileSync(join(path, 'repeats.json'), 'utf8'))
}

describe('the folder of several trainings', () => {
  it('lists them in the order of their seeds, whichever ended first', () => {
    const { path, folder } = setUp()
    expect(listIn(path)).toEqual([])
    for (const seed of [12, 9, 10]) folder.add(seed, figures(seed / 100), points)
    expect(listIn(path).map(({ seed, fitness }) => [seed, fitness])).toEqual([
      [9, 0.09],
      [10, 0.1],
      [12, 0.12],
    ])
    expect(folder.repeats.map(({ seed }) => seed)).toEqual([9, 10, 12])
    expect(folder.of(9)).toBe(join(path, 'seed-9'))
  })

  it('draws the same picture whichever ended first', async () => {
    const orders = [
      [1, 2, 3],
      [3, 1, 2],
    ]
    const drawings = orders.map(async (seeds) => {
      const { path, folder } = setUp()
      for (const seed of seeds)
        folder.add(
          seed,
          figures(seed),
          points.map((point) => ({ ...point, fitness: point.fitness * seed })),
        )
      await folder.end(first, drawingHere())
      return readFileSync(join(path, 'repeats.png'))
    })
    const pictures = await Promise.all(drawings)
    expect(pictures[1]!.equals(pictures[0]!)).toBe(true)
  })

  it('tells the figures of the validation part where there is one', () => {
    const { folder } = setUp()
    folder.add(1, figures(0.1, 0.4), points)
    folder.add(2, figures(0.1), points)
    expect(folder.repeats).toMatchObject([
      { fitness: 0.1, validation: 0.4, metrics: { rmse: 0.8 } },
      { fitness: 0.1, validation: null, metrics: { rmse: 0.2 } },
    ])
  })

  it('lets trainings go on where the disk refuses the list, and fails in the end', async () => {
    const { path, folder, warnings } = setUp()
    rmSync(path, { recursive: true })
    folder.add(1, figures(0.1), points)
    const refused = `${join(path, 'repeats.json')}: could not be written: a place where no files can be created`
    expect(warnings).toEqual([`${refused}; training continues`])
    await expect(folder.end(first, drawingHere())).rejects.toThrow(new EvolveError('output', refused))
  })

  it('only warns of a picture that the disk refuses', async () => {
    const { path, folder, warnings } = setUp()
    mkdirSync(join(path, 'repeats.png'))
    folder.add(1, figures(0.1), points)
    // No training has a folder here, so there is no report either.
    expect(await folder.end(first, drawingHere())).toBeNull()
    expect(warnings).toEqual([
      `${join(path, 'repeats.png')}: could not be written: a folder of that name`,
      expect.stringContaining('the report of all trainings was not drawn: '),
    ])
    expect(listIn(path).length).toBe(1)
  })
})
