/** A training that is left and goes on from what it remembers, with its folder, as if nothing had been. */
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type BuiltRun, buildRun } from '../../src/config/build.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { ChampionRecorder } from '../../src/library/champion-recorder.ts'
import { Journal } from '../../src/library/journal.ts'
import { RunFolder } from '../../src/run/folder/run-folder.ts'
import { decodeSnapshots } from '../../src/run/folder/snapshot-codec.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-snapshots-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

const task = { kind: 'classification', data: { generate: 'moons', samples: 80, validation: 0.2 } } as const
const network = { hidden: [6] }

/** Configs whose trainings hold every kind of state, and how many events each has. */
const configs = {
  'evolution with step sizes of their own, then Adam with a plateau': {
    ...{ task, network, stop: { generations: 8 } },
    strategy: { population: 12, initial: 1, mutation: { kind: 'gaussian', step: 'self-adaptive' } },
    finetune: { epochs: 6, schedule: { kind: 'plateau', patience: 0 }, batchSize: 16 },
  },
  'memetic on batches': {
    ...{ task: { ...task, batch: 30 }, network, stop: { generations: 14 } },
    strategy: { population: 12, initial: 1, elites: 2 },
    memetic: { every: 2 },
  },
  'AdamW with a warm-up': {
    ...{ task, network, stop: { generations: 14 } },
    strategy: { kind: 'adamw', batchSize: 16, schedule: { kind: 'warm-up', epochs: 3 } },
  },
} as const

interface Started {
  readonly built: BuiltRun
  readonly events: ReturnType<BuiltRun['trainer']['run']>
  readonly journal: Journal
  readonly folder: string
}

async function start(config: object, name: string): Promise<Started> {
  const parsed = parseConfig({ ...config, pictures: { film: true, frames: 3 } })
  const built = await buildRun(parsed, { directory: base, workers: 0, onNotice: () => {} })
  const folder = RunFolder.claim(join(base, name))
  const fail = (line: string): void => {
    throw new Error(line)
  }
  const champions = new ChampionRecorder(built, folder, fail)
  const journal = new Journal(built, folder, fail, champions)
  return { built, events: built.trainer.run(), journal, folder: folder.path }
}

/** Trains to the end, or for so many events, and writes all to the folder. */
async function follow({ built, events, journal }: Started, most = Number.POSITIVE_INFINITY) {
  for (let count = 0; count < most; count++) {
    const step = await events.next()
    if (step.done !== true) {
      // A second per generation, so that every event is written at once.
      const timing = { ...step.value.timing, elapsedMs: 1000 * step.value.generation }
      journal.generation({ ...step.value, timing }, built.trainer.best, built.trainer.failed)
      continue
    }
    const outcome = step.value
    const scores = built.evaluator.splitScores(outcome.champion)
    journal.end({ outcome, scores, phaseScores: outcome.phases.map(() => scores) })
    return
  }
}

function resultOf(folder: string) {
  const read = (name: string): Buffer => readFileSync(join(folder, name))
  const lines = read('metrics.jsonl').toString().trimEnd().split('\n')
  return {
    champion: read('champion.json').toString(),
    metrics: lines.map((line) => ({ ...JSON.parse(line), timing: null })),
    film: decodeSnapshots(read('snapshots.bin'), 'snapshots.bin').map((snapshot) => ({
      ...snapshot,
      elapsedMs: 0,
    })),
  }
}

describe.each(Object.keys(configs) as (keyof typeof configs)[])('%s', (name) => {
  it.each([1, 6, 7, 8, 11, 12, 14])('goes on after event %i to the same files', async (taken) => {
    const whole = await start(configs[name], `${name}, ${taken}, whole`)
    whole.journal.begin()
    await follow(whole)

    const first = await start(configs[name], `${name}, ${taken}, first`)
    first.journal.begin()
    await follow(first, taken)
    const snapshot = structuredClone({
      trainer: first.built.trainer.snapshot(),
      journal: first.journal.snapshot(),
    })
    first.journal.sync()
    // It goes on for a while before it is lost: what it writes then has to go. Event 14 is the last.
    await follow(first, 1)
    const { metricsBytes } = snapshot.journal.folder
    const written = statSync(join(first.folder, 'metrics.jsonl')).size
    if (taken < 14) expect(written).toBeGreaterThan(metricsBytes)
    else expect(written).toBe(metricsBytes)

    const second = await start(configs[name], `${name}, ${taken}, second`)
    for (const file of ['metrics.jsonl', 'snapshots.bin']) {
      cpSync(join(first.folder, file), join(second.folder, file))
    }
    second.built.trainer.restore(snapshot.trainer)
    second.journal.restore(snapshot.journal, taken)
    await follow(second)
    expect(resultOf(second.folder)).toEqual(resultOf(whole.folder))
  })
})
