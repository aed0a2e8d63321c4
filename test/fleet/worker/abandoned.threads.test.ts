import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { Interrupted } from '../../../src/errors.ts'
import type { CustomScorerSpec } from '../../../src/evaluation/scorers/custom/spec.ts'
import type { Manifest } from '../../../src/fleet/wire/manifest.ts'
import { sendModule } from '../../../src/fleet/wire/sent-module.ts'
import { Site } from '../../../src/fleet/worker/site.ts'
import { allocateShared } from '../../../src/memory/shared.ts'
import { gaDefaults } from '../../../src/strategies/ga/options.ts'
import { bindStrategy, type StrategySpec, sharedOf } from '../../../src/strategies/index.ts'
import { vectorGenome } from '../../../src/strategies/vector-genome.ts'

const rows = 6

const hanging = `
export default {
  genome: { length: 2 },
  direction: 'minimize',
  evaluate() {
    console.log('begun')
    for (;;);
  },
}
`

const strategy: StrategySpec = {
  problem: { ...vectorGenome({ length: 2 }), resampled: false },
  options: { kind: 'ga', ...gaDefaults, population: rows, initial: 1 },
  seed: 3,
}

const scorer: CustomScorerSpec = {
  ...{
    kind: 'fitness',
    source: { module: 'fitness.mjs', export: 'default' },
    options: undefined,
    shared: {},
  },
  ...{ topology: null, episodes: 1, aggregate: 'mean', randomness: 'own' },
  ...{ deadlineMs: null, budget: null, together: 1 },
}

let folder = ''
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function manifestOf(isolate: boolean): Manifest {
  folder = mkdtempSync(join(tmpdir(), 'evolve-'))
  const module = join(folder, 'fitness.mjs')
  writeFileSync(module, hanging)
  return {
    spec: { seed: 3, direction: 'minimize', arithmetic: 'strict', scorer, strategy, learning: null },
    size: { rows, resident: rows, spares: true, topology: null, type: 'float64', length: 2 },
    ...{ samples: null, batch: null },
    fitness: {
      ...{ module: sendModule(module, 'send'), isolate, heapMiB: null },
      policy: { attempts: 2, deadlineMs: null, setupMs: null, freshOnly: true },
    },
  }
}

it.each([
  ['on threads', false],
  ['in processes', true],
])('a site that is closed ends code that never returns, %s', async (_, isolate) => {
  const work = join(tmpdir(), `evolve-site-${process.pid}`)
  let begin = (): void => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const site = Site.open(manifestOf(isolate), { threads: 2, folder: work, log: begin })
  const plan = bindStrategy(strategy, allocateShared(sharedOf(strategy))).plan()
  const job = { kind: 'score', charge: 1, generation: 0, plan } as const
  const ended = site.run({ job, learning: null }, { from: 0, to: rows })
  // It is noticed where it is expected below.
  ended.catch(() => {})
  await begun
  await site.close()
  await expect(ended).rejects.toThrow(Interrupted)
  // The module is gone too.
  expect(readdirSync(work)).toEqual([])
  rmSync(work, { recursive: true })
})
