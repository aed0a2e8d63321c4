import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type BuiltRun, buildRun } from '../../src/config/build.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { drive, runTraining } from '../../src/library/training.ts'
import { RunFolder } from '../../src/run/folder/run-folder.ts'

const root: string = mkdtempSync(join(tmpdir(), 'evolve-training-'))
afterAll(() => rmSync(root, { recursive: true }))

const config = parseConfig({
  task: { kind: 'classification', data: { generate: 'moons', samples: 60 } },
  strategy: { kind: 'ga', population: 20, initial: 1 },
  stop: { generations: 5 },
})

/** A run that counts how often its evaluator was closed. */
async function build(): Promise<{ built: BuiltRun; closed: () => number }> {
  const built = await buildRun(config, { directory: '.', workers: 0, onNotice: () => {} })
  const close = built.evaluator.close.bind(built.evaluator)
  let closed = 0
  built.evaluator.close = async () => {
    closed++
    await close()
  }
  return { built, closed: () => closed }
}

const ignore = (): void => {}

describe('a training', () => {
  it('ends its threads even if the caller leaves and the disk refuses the results', async () => {
    const { built, closed } = await build()
    const folder = RunFolder.claim(join(root, 'left'))
    const leave = async (): Promise<void> => {
      for await (const _ of runTraining(built, { folder, warn: ignore })) {
        rmSync(join(folder.path, 'champion.json'))
        mkdirSync(join(folder.path, 'champion.json'))
        break
      }
    }
    await expect(leave()).rejects.toThrow('champion.json: could not be written: a folder of that name')
    expect(closed()).toBe(1)
  })

  it('is driven to its end, event by event', async () => {
    const { built, closed } = await build()
    const generations: number[] = []
    const { outcome } = await drive(runTraining(built, { folder: null, warn: ignore }), ({ generation }) => {
      generations.push(generation)
    })
    expect(generations).toEqual([1, 2, 3, 4, 5])
    expect(outcome.reason).toBe('generations')
    expect(closed()).toBe(1)
  })

  it('fails once no network has a finite loss, with its champion written, and is not fine-tuned', async () => {
    const diverging = parseConfig({
      task: { kind: 'classification', data: { generate: 'moons', samples: 20 } },
      strategy: {
        ...{ population: 20, initial: 1, replacement: 'generational', elites: 0 },
        crossover: { kind: 'blend', alpha: 3, rate: 1 },
        selection: { kind: 'tournament', size: 1 },
      },
      stop: { generations: 500 },
      finetune: { epochs: 2 },
    })
    const built = await buildRun(diverging, { directory: '.', workers: 0, onNotice: ignore })
    const folder = RunFolder.claim(join(root, 'diverged'))
    await expect(drive(runTraining(built, { folder, warn: ignore }), ignore)).rejects.toThrow(
      /^stopped since 20 of 20 evaluations of generation \d+ gave no finite loss, and 20 of the one before; the weights have /,
    )
    const read = (name: string) => JSON.parse(readFileSync(join(folder.path, name), 'utf8'))
    expect(read('run.json')).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('finite loss'),
    })
    expect(read('run.json').generations).toBeLessThan(500)
    expect(read('champion.json')).toMatchObject({ layers: expect.anything() })
    const phases = readFileSync(join(folder.path, 'metrics.jsonl'), 'utf8').trimEnd().split('\n')
    expect(phases.every((line) => JSON.parse(line).phase === 'train')).toBe(true)
  })

  it('is ended by a listener that fails, with its results written', async () => {
    const { built, closed } = await build()
    const folder = RunFolder.claim(join(root, 'failed'))
    const driven = drive(runTraining(built, { folder, warn: ignore }), ({ generation }) => {
      if (generation === 3) throw new RangeError('enough')
    })
    await expect(driven).rejects.toThrow(new RangeError('enough'))
    expect(closed()).toBe(1)
    const record = JSON.parse(readFileSync(join(folder.path, 'run.json'), 'utf8'))
    expect(record).toMatchObject({ status: 'interrupted', generations: 3 })
  })
})
