import { expect, it } from 'vitest'
import { networkGenome } from '../../src/config/build/genome.ts'
import { type Manifest, packManifest } from '../../src/fleet/wire/manifest.ts'
import { unpack } from '../../src/fleet/wire/parcel.ts'
import { Site } from '../../src/fleet/worker/site.ts'
import { defaultInitialisation } from '../../src/model/initialisers.ts'
import { gaDefaults } from '../../src/strategies/ga/options.ts'
import { bindStrategy, type StrategySpec } from '../../src/strategies/index.ts'
import { supervisedOf } from '../../src/tasks/capabilities.ts'
import { randomEvaluator, randomTask, topology } from '../evaluation/problem.ts'
import { testNumbers } from '../kernels/problem.ts'

const rows = 12

it('another machine gives the bits of this one on a batch of samples with weights', async () => {
  const strategy: StrategySpec = {
    problem: { ...networkGenome(topology, defaultInitialisation), resampled: true },
    options: { kind: 'ga', ...gaDefaults, population: rows, initial: 1 },
    seed: 3,
  }
  const task = randomTask(150, 0, 0, testNumbers(4))
  const { evaluator, workplace } = randomEvaluator(task, rows, { batch: 70, strategy })
  const bound = bindStrategy(strategy, workplace.shared)
  const plan = bound.plan()
  const { costs } = await evaluator.evaluate(plan, 0)
  const { engine: _, ...spec } = workplace.spec
  const samples = { train: 150, validation: 0, test: 0, batch: 70 }
  const parcel = packManifest({
    spec,
    size: { topology, rows, samples, weighted: true },
    samples: supervisedOf(task, 'task').data.train,
    batch: { size: 70, seed: spec.seed },
    fitness: null,
  })
  const manifest = (await unpack(parcel.hash, async (hashes) =>
    hashes.map((hash) => parcel.blobs.get(hash)!),
  )) as Manifest
  const site = Site.open(manifest, { threads: 1, folder: '.', log: () => {} })
  site.share(workplace.shared)
  const job = { kind: 'score', charge: 1, generation: 0, plan } as const
  const { fitness } = await site.run({ job, learning: null }, { from: 0, to: rows })
  await site.close()
  expect(fitness).toEqual(costs.cost)
})
