import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type BuiltRun, buildRun } from '../../src/config/build.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { drive, runTraining } from '../../src/library/training.ts'
import { RunFolder } from '../../src/run/folder.ts'

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
      for await (const _ of runTraining(built, folder, ignore)) {
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
    const { outcome } = await drive(runTraining(built, null, ignore), ({ generation }) => {
      generations.push(generation)
    })
    expect(generations).toEqual([1, 2, 3, 4, 5])
    expect(outcome.reason).toBe('generations')
    expect(closed()).toBe(1)
  })

  it('is ended by a listener that fails, with its results written', async () => {
    const { built, closed } = await build()
    const folder = RunFolder.claim(join(root, 'failed'))
    const driven = drive(runTraining(built, folder, ignore), ({ generation }) => {
      if (generation === 3) throw new RangeError('enough')
    })
    await expect(driven).rejects.toThrow(new RangeError('enough'))
    expect(closed()).toBe(1)
    const record = JSON.parse(readFileSync(join(folder.path, 'run.json'), 'utf8'))
    expect(record).toMatchObject({ status: 'interrupted', generations: 3 })
  })
})
